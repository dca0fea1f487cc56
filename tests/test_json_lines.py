"""JSON as the data files hold it, against the standard library."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjgen.export.lines import json_lines
from cjgen.model.declaration import Translated
from cjgen.model.document import WrittenFloat, WrittenInt

PLAIN = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(),
    st.integers().map(lambda number: WrittenInt(number, "007")),
    st.floats(0, 1).map(lambda number: WrittenFloat(number, "1.500")),
    st.text(min_size=1).map(lambda text: Translated({"nl": text}, "nl")),
)
DATA = st.recursive(
    PLAIN,
    lambda inner: st.one_of(st.lists(inner), st.lists(inner).map(tuple), st.dictionaries(st.text(), inner)),
    max_leaves=20,
)


@settings(max_examples=150, deadline=None)
@given(DATA)
def test_it_is_what_the_library_writes(data: Any) -> None:
    assert json_lines(data) == json.dumps(data, ensure_ascii=False, indent=1)


@pytest.mark.parametrize("value", [math.inf, -math.inf, math.nan])
def test_what_is_no_number_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="no number"):
        json_lines({"a": [value]})


def test_what_json_does_not_know_is_refused() -> None:
    with pytest.raises(TypeError, match="set"):
        json_lines({"a": {1}})
