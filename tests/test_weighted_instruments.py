"""What instruments say of weighted answers: the weighted figure, with the unweighted one beside it."""

from __future__ import annotations

import pytest

from cjgen import bundled
from cjgen.analyse.interval import figures
from cjgen.measure.answers import Weights
from cjgen.measure.instruments import effort_score, recommendation_score, share_score
from cjgen.model.instrument import Share
from cjgen.model.scale import Range
from cjgen.model.score import Recommended, Score, ScoreForm
from cjgen.render.instruments import instrument_view
from cjgen.render.locale import Locale

FORM, SCALE = ScoreForm(column="q"), Range(min=1.0, max=10.0)


def csat(part: int, whole: int, effective: float, share: float = 60.0) -> Score:
    return share_score(FORM, Share("csat", share, part, whole, effective), SCALE)


def nps(effective: float) -> Score:
    return recommendation_score(FORM, Recommended(4, 2, 3, (0.5, 0.33, 0.17), effective), SCALE)


def ces(*by_value: float) -> Score:
    weights = Weights(dict(enumerate(by_value, start=1)), sum(by_value), sum(w * w for w in by_value))
    return effort_score(FORM, tuple((float(at), 1) for at in range(1, len(by_value) + 1)), "high", SCALE, weights)


@pytest.mark.parametrize(
    ("score", "english", "dutch"),
    [
        (
            csat(4, 9, 5.8),
            "60% weighted; unweighted 44%: satisfied were 4 of 9 customers; among all customers probably 24% to 88%",
            "60% gewogen; ongewogen 44%: 4 van de 9 klanten waren tevreden; onder alle klanten waarschijnlijk 24% tot"
            " 88%",
        ),
        (
            csat(2, 4, 3.0),
            "None satisfied: 2 of 4 customers; weighted, among all customers probably 17% to 92%",
            "None tevreden: 2 van de 4 klanten; gewogen, onder alle klanten waarschijnlijk 17% tot 92%",
        ),
        (
            csat(7, 9, 1.2),
            "None satisfied: 7 of 9 customers; with their weights they are worth no more than 1.2: too few for an"
            " uncertainty",
            "None tevreden: 7 van de 9 klanten; gewogen zijn die niet meer waard dan 1,2: te weinig voor een"
            " onzekerheid",
        ),
        (
            nps(8.0),
            "33 Weighted, from 9 answers. Unweighted it is 11: 4 promoters, 2 passives and 3 detractors. Among all"
            " customers it is, weighted, probably between \N{MINUS SIGN}21 and 69.",
            "33 Gewogen, uit 9 antwoorden. Ongewogen is de score 11: 4 promotors, 2 passief tevredenen en 3"
            " criticasters. Onder alle klanten ligt de score, gewogen, waarschijnlijk tussen \N{MINUS SIGN}21 en 69.",
        ),
        (
            nps(1.2),
            "None 9 answers are known, but with their weights they are worth no more than 1.2 unweighted ones: too few"
            " for an NPS.",
            "None Er zijn 9 antwoorden bekend, maar gewogen zijn die niet meer waard dan 1,2 ongewogen antwoorden: te"
            " weinig voor een NPS.",
        ),
        (
            ces(1, 1, 1, 1, 1, 1, 2),
            "4.4 weighted mean on 1 to 7, where 7 is easy, unweighted 4.0; probably 2.0 to 6.7; weighted, 50% found it"
            " easy (5 to 7)",
            "4,4 gewogen gemiddelde op 1 tot 7, waarbij 7 makkelijk is, ongewogen 4,0; waarschijnlijk 2,0 tot 6,7;"
            " gewogen vond 50% het makkelijk (5 tot en met 7)",
        ),
        (
            ces(9, 0.1, 0.1),
            "None asked on 1 to 7, where 7 is easy; with their weights the 3 answers are worth no more than 1: too few"
            " for an uncertainty",
            "None gevraagd op 1 tot 7, waarbij 7 makkelijk is; gewogen zijn de 3 antwoorden niet meer waard dan 1: te"
            " weinig voor een onzekerheid",
        ),
    ],
)
def test_the_weighted_figure_is_said_with_the_unweighted_one(score: Score, english: str, dutch: str) -> None:
    (figure,) = figures([score], SCALE)
    assert figure is not None
    for language, told in (("en", english), ("nl", dutch)):
        view = instrument_view(figure, Locale(language, bundled.catalogue(language)))
        assert view is not None
        assert f"{view.figure} {view.sentence}" == told
