"""What can only be seen in the whole: ids used twice, figures outside their scale, yardsticks that do not fit."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import isfinite

from cjgen.model.declaration import Declared, Translated
from cjgen.model.document import Document, Path, written_number
from cjgen.model.journey import Journey
from cjgen.model.own import OWN_AXES
from cjgen.model.problem import Problem, problem
from cjgen.model.scale import Range
from cjgen.model.score import TOLERANCE, ScoreForm
from cjgen.model.site import Settings
from cjgen.validate.actions import action_problems
from cjgen.validate.derived import derived_problems
from cjgen.validate.failure import failure_problems
from cjgen.validate.forms import earlier_forms, score_forms, touchpoint_paths
from cjgen.validate.named_twice import name_problems
from cjgen.validate.placeholders import is_placeholder, value_at
from cjgen.validate.responses import responses_problems
from cjgen.validate.waves import wave_problems

_SERVQUAL_SCALE = "mend the figure, or say which scale it has with `scale: {min: …, max: …}` beside `servqual`"


def settings_problems(settings: Settings, document: Document, *, derived: bool = False) -> list[Problem]:
    """Yardsticks and rankings that do not fit the scale; without those of importance where that is derived."""
    problems = []
    thresholds, scale = settings.thresholds, settings.scale
    yardsticks = (
        ("importance", thresholds.importance, scale.importance),
        ("experience", thresholds.experience, scale.experience),
        ("drop", thresholds.drop, scale.importance),
    )
    for name, value, scope in yardsticks:
        path: Path = ("thresholds", name)
        if derived and name != "experience":
            continue
        if not isinstance(value, float) or _within(value, scope):
            continue
        if path in document.values:
            problems.append(_outside(document, path, value, scope, _on_the_journeys("a threshold")))
        elif ("scale",) in document.keys:  # else site.yaml is at fault, and said so
            hint = f"`{name}: {value:g}` comes from site.yaml: give this journey its own `thresholds`"
            place = document.place(("scale",), key=True)
            problems.append(problem("CJ111", place, hint=hint, **_bounds(value, scope)))
    written = ("ranking",) in document.keys or ("scale",) in document.keys
    if written and not derived and settings.ranking == "gap" and scale.importance != scale.experience:
        message = "`ranking: gap` subtracts experience from importance, so both need the same scale"
        shown = ("ranking",) if ("ranking",) in document.keys else ("scale",)
        example = "choose another `ranking`, such as `importance_gap`, or give both the same scale"
        problems.append(problem("CJ116", document.place(shown, key=True), message=message, example=example))
    return problems


def translation_problems(declared: Declared, languages: Sequence[str], document: Document) -> list[Problem]:
    """A warning for each text in several languages that lacks one of those of the pages it stands on."""
    problems = []
    for path, text in declared.texts():
        written = text.texts if isinstance(text, Translated) else languages
        for language in languages:
            if language not in written:
                problems.append(problem("CJ213", document.place(path), language=language, name=_LANGUAGES[language]))
    return problems


_LANGUAGES = {"nl": "Dutch", "en": "English"}


def journey_problems(journey: Journey, document: Document) -> list[Problem]:
    """Everything that is wrong or odd in a journey as a whole."""
    return [
        *settings_problems(journey, document, derived=journey.derives_importance),
        *responses_problems(journey, document),
        *derived_problems(journey, document),
        *wave_problems(journey, document),
        *failure_problems(journey, document),
        *action_problems(journey, document),
        *name_problems(journey, document),
        *_ids(journey, document),
        *_scores(journey, document),
        *_targets(journey, document),
        *_estimates(journey, document),
        *_promises(journey, document),
        *_wishes(journey, document),
        *_context(journey, document),
    ]


def _ids(journey: Journey, document: Document) -> Iterator[Problem]:
    stages: dict[str, Path] = {}
    touchpoints: dict[str, Path] = {}
    for i, stage in enumerate(journey.stages):
        yield from _repeated(stages, stage.id, ("stages", i), document)
        for j, touchpoint in enumerate(stage.touchpoints):
            yield from _repeated(touchpoints, touchpoint.id, ("stages", i, "touchpoints", j), document)
    segments: dict[str, Path] = {}
    for k, segment in enumerate(journey.segments):
        yield from _repeated(segments, segment.id, ("segments", k), document)


def _repeated(seen: dict[str, Path], name: str, path: Path, document: Document) -> Iterator[Problem]:
    if is_placeholder(name):
        return
    if name in seen:
        first = document.place(_id_path(document, seen[name]))
        shown = _id_path(document, path)
        hint = "" if shown[-1] == "id" else "it is made of the title: add an `id` to one of the two"
        yield problem("CJ113", document.place(shown), hint=hint, id=name, first=first.line)
    else:
        seen[name] = path


def _id_path(document: Document, path: Path) -> Path:
    written = (*path, "id")
    return written if written in document.values else (*path, "title")


def _scores(journey: Journey, document: Document) -> Iterator[Problem]:
    for model_path, form, journey_scale in (*score_forms(journey), *earlier_forms(journey)):
        path = document.as_written(model_path)
        scale = form.scale or journey_scale
        hint = "mend the figure, or the `scale` behind it" if form.scale else ""
        if form.mean is not None and not _within(form.mean, scale):
            written = (*path, "mean")
            yield _outside(document, written if written in document.values else path, form.mean, scale, hint)
        for k, answer in enumerate(form.answers or ()):
            if not _within(answer, scale):
                yield _outside(document, (*path, "answers", k), answer, scale, hint)
        yield from _tally(document, (*path, "counts"), scale, hint)
        yield from _tally(document, (*path, "ces", "counts"), None, hint)
        yield from _servqual(document, path, form, scale)
        largest = _largest_spread(form, scale)
        if form.sd is not None and largest is not None and form.sd > largest:
            at = f"a spread that is possible: at a mean of {form.mean:g} on {scale.min:g} to {scale.max:g}"
            place = document.place((*path, "sd"))
            wanted = f"{at} it is at most {largest:.2g}"
            example = f"write the standard deviation of the answers, such as `sd: {largest / 3:.1g}`"
            yield problem("CJ117", place, found=f"{form.sd:g}", wanted=wanted, example=example)


def _largest_spread(form: ScoreForm, scale: Range) -> float | None:
    """The largest standard deviation that answers on this scale can have; the mean may have been rounded."""
    if form.mean is None or not _within(form.mean, scale) or (form.n or 0) < 2:
        return None
    rounding = scale.width / 100
    towards = min(max(scale.midpoint, form.mean - rounding), form.mean + rounding)
    return math.sqrt((towards - scale.min) * (scale.max - towards) * form.n / (form.n - 1)) if form.n else None


def _servqual(document: Document, path: Path, form: ScoreForm, scale: Range) -> Iterator[Problem]:
    for name, dimension in form.servqual.dimensions() if form.servqual is not None else ():
        for asked, value in (("expected", dimension.expected), ("perceived", dimension.perceived)):
            if not _within(value, scale):
                hint = "mend the figure, or the `scale` behind `servqual`" if form.scale else _SERVQUAL_SCALE
                yield _outside(document, (*path, "servqual", name, asked), value, scale, hint)


def _tally(document: Document, path: Path, scale: Range | None, hint: str) -> Iterator[Problem]:
    """Scores of a tally that are outside the scale if one is given, or stand there twice in another notation."""
    counts = value_at(document.data, path)
    seen: dict[float, str] = {}
    for written in counts if isinstance(counts, dict) else ():
        score = written_number(written)
        if score is None or not isfinite(score):
            continue
        place = document.place((*path, written), key=True)
        if score in seen:
            first = document.place((*path, seen[score]), key=True).line
            twice = f"`{seen[score]}` and `{written}` are one number: write it once, with both counts added up"
            yield problem("CJ105", place, hint=twice, key=written, first=first)
        elif scale is not None and not _within(score, scale):
            yield problem("CJ111", place, hint=hint, **_bounds(score, scale))
        seen.setdefault(score, written)


def _targets(journey: Journey, document: Document) -> Iterator[Problem]:
    scale = journey.scale.experience
    if journey.target is not None:
        for name, value in (("experience", journey.target.experience), ("overall", journey.target.overall)):
            if value is not None and not _within(value, scale):
                yield _outside(document, ("target", name), value, scale, _on_the_journeys("a target"))
    for i, stage in enumerate(journey.stages):
        for j, touchpoint in enumerate(stage.touchpoints):
            if touchpoint.target is not None and not _within(touchpoint.target.experience, scale):
                path: Path = ("stages", i, "touchpoints", j, "target")
                written = (*path, "experience")
                shown = written if written in document.values else path
                yield _outside(document, shown, touchpoint.target.experience, scale, _on_the_journeys("a target"))


def _estimates(journey: Journey, document: Document) -> Iterator[Problem]:
    for path, touchpoint in touchpoint_paths(journey):
        for k, own in enumerate(touchpoint.own):
            for axis in OWN_AXES:
                value, scale = getattr(own, axis), getattr(journey.scale, axis)
                if value is not None and not _within(value, scale):
                    yield _outside(document, (*path, "own", k, axis), value, scale, _on_the_journeys("an own estimate"))


def _promises(journey: Journey, document: Document) -> Iterator[Problem]:
    """Touchpoints that speak of a promise or a vision of which the journey says nothing."""
    for path, touchpoint in touchpoint_paths(journey):
        if touchpoint.promise is not None and journey.promise is None:
            yield problem("CJ207", document.place((*path, "promise"), key=True))
        if touchpoint.vision is not None and journey.vision is None:
            yield problem("CJ232", document.place((*path, "vision"), key=True))


def _wishes(journey: Journey, document: Document) -> Iterator[Problem]:
    for i, stage in enumerate(journey.stages):
        for j, touchpoint in enumerate(stage.touchpoints):
            if touchpoint.wished and touchpoint.experience is not None:
                place = document.place(("stages", i, "touchpoints", j, "experience"), key=True)
                yield problem("CJ211", place, title=touchpoint.title)


def _context(journey: Journey, document: Document) -> Iterator[Problem]:
    if journey.context is None or journey.context.model_fields_set == set():
        place = document.place(("context",) if ("context",) in document.keys else ("title",), key=True)
        yield problem("CJ201", replace(place, path="context"))


def _within(value: float, scale: Range) -> bool:
    slack = TOLERANCE * scale.width
    return scale.min - slack <= value <= scale.max + slack


def _outside(document: Document, path: Path, value: float, scale: Range, hint: str = "") -> Problem:
    return problem("CJ111", document.place(path), hint=hint, **_bounds(value, scale))


def _on_the_journeys(what: str) -> str:
    return f"mend the figure: {what} stands on the journey's own scale"


def _bounds(value: float, scale: Range) -> dict[str, str]:
    return {"value": f"{value:g}", "low": f"{scale.min:g}", "high": f"{scale.max:g}"}
