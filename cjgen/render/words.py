"""The field's words in the reader's language: one label per verdict, certainty, kind and source.

The English texts are the keys of the message catalogues; `N_` marks them where they stand in a table.
"""

from __future__ import annotations

from collections.abc import Sequence

from cjgen.model.action import Effect
from cjgen.model.findings import Certainty, GroupTouchpoint, Mark, Reason, TouchpointFindings, Verdict
from cjgen.model.organisation import InLine
from cjgen.render.locale import Locale


def N_(text: str) -> str:
    """Mark a text for translation where it is written but not yet shown."""
    return text


_VERDICTS: dict[Verdict, str] = {
    "improve": N_("Improve"),
    "keep": N_("Keep"),
    "drop": N_("May go"),
    "add": N_("Add"),
}
_CERTAINTIES: dict[Certainty, str] = {
    "clear": N_("clear"),
    "likely": N_("likely"),
    "borderline": N_("borderline"),
    "guess": N_("guess"),
}
_KINDS = {"basic": N_("basic"), "performance": N_("performance"), "delight": N_("delight")}
_EVIDENCE = {
    "interview": N_("interview"),
    "survey": N_("survey"),
    "mystery_guest": N_("mystery guest"),
    "call": N_("phone call"),
    "social": N_("social media"),
    "complaint": N_("complaint"),
    "staff": N_("staff"),
    "supplier": N_("supplier"),
    "competitor": N_("competitor"),
}
_TONES = {"good": N_("praise"), "bad": N_("criticism"), "neutral": N_("remark")}
_EFFECTS: dict[Effect, str] = {"margin": N_("margin"), "loyalty": N_("loyalty")}
_IN_LINE: dict[InLine, str] = {"yes": N_("yes"), "partly": N_("partly"), "no": N_("no")}
_RANKINGS = {
    "importance_gap": N_("Importance gap"),
    "opportunity": N_("Opportunity"),
    "target_gap": N_("Target gap"),
    "gap": N_("Gap"),
}
_RULES = {
    "mean": N_("mean"),
    "median": N_("median"),
    "stage_mean": N_("mean of the stage"),
    "midpoint": N_("middle of the scale"),
    "target": N_("target"),
    "some_targets": N_("target, elsewhere the mean"),
    "importance": N_("the threshold of importance"),
    "half_mean_share": N_("half of the mean share"),
}


def mark_labels(locale: Locale) -> dict[Mark, str]:
    """The verdict that each mark stands for, in a word or two."""
    texts: dict[Mark, str] = {"leave": N_("Leave as it is"), "none": N_("No verdict")}
    texts.update(_VERDICTS.items())
    return {mark: locale.gettext(text) for mark, text in texts.items()}


def verdict_label(found: TouchpointFindings | GroupTouchpoint, locale: Locale) -> str:
    """The verdict in a word or two."""
    special: dict[Reason, str] = {
        "less_important": N_("Leave as it is"),
        "not_worth_adding": N_("Not worth adding"),
    }
    if isinstance(found, TouchpointFindings) and found.verdict == "add" and found.touchpoint.vision == "no":
        return locale.gettext("Asked for, does not fit us")
    text = special.get(found.reason) or (_VERDICTS[found.verdict] if found.verdict else N_("No verdict"))
    return locale.gettext(text)


def certainty_label(certainty: Certainty, locale: Locale) -> str:
    """How sure a verdict is, in a word."""
    return locale.gettext(_CERTAINTIES[certainty])


def kind_label(kind: str, locale: Locale) -> str:
    """Basic, performance or delight."""
    return locale.gettext(_KINDS[kind])


def evidence_label(source: str, locale: Locale) -> str:
    """Where a piece of evidence comes from."""
    return locale.gettext(_EVIDENCE[source])


def tone_label(tone: str, locale: Locale) -> str:
    """Whether a piece of evidence is good or bad news."""
    return locale.gettext(_TONES[tone])


def effects_label(effects: Sequence[Effect], locale: Locale) -> str | None:
    """What else actions are good for, in a few words; None for nothing."""
    return locale.listed([locale.gettext(_EFFECTS[effect]) for effect in effects]) if effects else None


def in_line_label(answer: InLine, locale: Locale) -> str:
    """Yes, partly or no."""
    return locale.gettext(_IN_LINE[answer])


def ranking_name(ranking: str, locale: Locale) -> str:
    """The number that orders the touchpoints, in a word or two."""
    return locale.gettext(_RANKINGS[ranking])


def rule_label(rule: str, locale: Locale) -> str:
    """A threshold rule's name."""
    return locale.gettext(_RULES[rule])
