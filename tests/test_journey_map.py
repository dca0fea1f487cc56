"""The journey map: its titles are the author's, whatever keeps their words together."""

from __future__ import annotations

import pytest
from markupsafe import Markup, escape

from cjgen.render.journey_map import unbroken
from cjgen.render.language import Foreign

SHORT = 'Nieuwe <span class="whole">e-mail</span> &lt;b&gt;'


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Nieuwe e-mail <b>", SHORT),
        (Foreign("Nieuwe e-mail <b>", "nl"), f'<span lang="nl">{SHORT}</span>'),
        ("Check-in-balie", "Check-in-balie"),  # too long for a column
        ("In- en uitchecken", "In- en uitchecken"),
    ],
)
def test_a_short_word_with_a_hyphen_is_kept_whole_and_its_letters_stay(title: str, shown: str) -> None:
    assert escape(unbroken(title)) == shown
    assert Markup(escape(unbroken(title))).striptags() == title
