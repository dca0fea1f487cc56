"""All journeys of a site to their findings: what is known already is found again, only the rest is worked out."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from cjgen.build.journeys import Assessed, Assessment, Ground, JourneyFile, Read
from cjgen.build.packs import Packs, Records
from cjgen.build.workers import Workers
from cjgen.load import load_survey
from cjgen.measure import Surveyed, count_answers
from cjgen.model.inputs import Inputs
from cjgen.model.problem import Place, Problem
from cjgen.model.summary import JourneySummary
from cjgen.model.survey import SurveyFile

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done and how much there is, 0 where that is not known."""


class Assessing:
    """The first unit of work over all journeys of the site in `root`, with what it finds and keeps on the way."""

    def __init__(
        self, root: Path, ground: Ground, packs: Packs, records: Records, workers: Workers, inputs: Inputs
    ) -> None:
        self._root = root
        self._ground = ground
        self._packs = packs
        self._records = records
        self._workers = workers
        self._inputs = inputs
        self._surveys: dict[str, tuple[SurveyFile | None, list[Problem]]] = {}

    def all(self, files: Sequence[JourneyFile], progress: Progress) -> tuple[list[Assessed], list[Problem]]:
        """Each file's journey in short, in the order of the files, and what is wrong with their survey files."""
        done: dict[str, Assessed] = {}
        for file in files:
            known = self._known(file)
            if known is not None:
                done[file.name] = known
        missing = [file for file in files if file.name not in done]
        reads: dict[str, tuple[JourneyFile, Read]] = {}
        for number, (file, result) in enumerate(
            zip(missing, self._workers.work(self._ground, missing), strict=True), start=len(done) + 1
        ):
            if isinstance(result, Read):
                reads[file.name] = file, result
            else:
                done[file.name] = self._keep(file, result)
            progress("checking", number, len(files))
        problems = self._with_surveys(reads, done, progress)
        return [done[file.name] for file in files], problems

    def _known(self, file: JourneyFile) -> Assessed | None:
        """What is kept of a file, with the survey file that it names as that is now."""
        known = self._records.get(self._ground.key("assessed", file))
        if isinstance(known, str):
            survey, _ = self._survey(known, Place(file.name))
            known = self._records.get(self._ground.key("assessed", file, survey.sha256)) if survey else None
        if not isinstance(known, Assessed) or (known.findings and not self._packs.holds(known.findings)):
            return None
        return known

    def _keep(self, file: JourneyFile, made: Assessment, survey: SurveyFile | None = None) -> Assessed:
        sha256 = survey.sha256 if survey is not None else None
        short = made.short
        if made.findings is not None:
            short = replace(short, findings=self._ground.key("findings", file, sha256))
            self._packs.keep(short.findings, made.findings)
        self._records.put(self._ground.key("assessed", file, sha256), short)
        return short

    def _survey(self, source: str, place: Place) -> tuple[SurveyFile | None, list[Problem]]:
        """The survey file, looked at once; what is wrong with it is told where it is named first."""
        if source not in self._surveys:
            self._surveys[source] = load_survey(self._root, source, place, self._inputs)
        return self._surveys[source]

    def _with_surveys(
        self, reads: Mapping[str, tuple[JourneyFile, Read]], done: dict[str, Assessed], progress: Progress
    ) -> list[Problem]:
        """Assess the journeys that have a survey file; what stands in the way of that is told."""
        problems: list[Problem] = []
        found: dict[str, SurveyFile] = {}
        told: set[str] = set()
        for name, (_, read) in reads.items():
            if read.journey is None or read.journey.responses is None:
                continue
            source, place = read.journey.responses.source, read.document.place(("responses", "source"))
            survey, _ = self._survey(source, place)
            if survey is not None:
                found[name] = survey
            elif source not in told:
                told.add(source)
                problems += load_survey(self._root, source, place)[1]
        for name, (_, read) in reads.items():
            if name not in found:
                done[name] = self._ground.assess(read).short
        surveyed = {
            name: Surveyed(read.journey, found[name])
            for name, (_, read) in reads.items()
            if name in found and read.journey is not None
        }
        for names in _apart(surveyed):
            with tempfile.TemporaryDirectory(prefix="cjgen-") as scratch:
                asked = [surveyed[name] for name in names]
                counts, wrong = count_answers(asked, self._packs.cache, Path(scratch), progress)
            for name in names:
                (file, read), journey = reads[name], surveyed[name].journey
                made = self._ground.assess(read, counts.get(journey.id), wrong.get(journey.id, ()))
                self._records.put(self._ground.key("assessed", file), found[name].name)
                done[name] = self._keep(file, made, found[name])
        return problems


def _apart(surveyed: Mapping[str, Surveyed]) -> Iterator[list[str]]:
    """The names such that no two journeys of one id are counted together: counts are by id."""
    left = list(surveyed)
    while left:
        first = {surveyed[name].journey.id: name for name in reversed(left)}
        yield [name for name in left if first[surveyed[name].journey.id] == name]
        left = [name for name in left if first[surveyed[name].journey.id] != name]


def in_order(assessed: Iterable[Assessed], *, drafts: bool) -> list[Assessed]:
    """The journeys that have findings, one of each id; drafts only where asked for."""
    placed = {each.summary.id: each for each in assessed if each.summary is not None}
    return [each for each in placed.values() if drafts or not each.stated.draft]


def summaries(assessed: Iterable[Assessed]) -> list[JourneySummary]:
    """The journeys that have findings, in short."""
    return [each.summary for each in assessed if each.summary is not None]
