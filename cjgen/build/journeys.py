"""The first unit of work: one journey's file to its findings, and what the steps over all journeys need of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from cjgen.analyse import Derived, analyse, derive, least_group, seen_by, summary_of
from cjgen.build.kept import packed
from cjgen.cache import Cache, key_of
from cjgen.load import load_yaml
from cjgen.measure import Counts, measure, survey_remarks
from cjgen.model.document import Document
from cjgen.model.findings import JourneyFindings, Remark
from cjgen.model.journey import Journey
from cjgen.model.problem import Problem, problem
from cjgen.model.site import Site
from cjgen.model.summary import JourneySummary
from cjgen.render import link_remarks
from cjgen.validate import Stated, validate_journey


@dataclass(frozen=True, slots=True)
class JourneyFile:
    """A file with a journey: its name, from the site's folder, and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Read:
    """A journey that was read; `journey` is None where there is an error, `problems` are those of the file."""

    document: Document
    journey: Journey | None
    problems: tuple[Problem, ...]
    stated: Stated


@dataclass(frozen=True, slots=True)
class Assessed:
    """One journey's file, in short.

    `problems` are those of the file, `remarks` what is said of the journey's figures and links. `summary` is None where
    there are no findings, `told` the SHA-256 of what the site's audience may see of what the author wrote, `findings`
    the key under which the findings are kept with the scores behind them.
    """

    file: str
    stated: Stated
    problems: tuple[Problem, ...]
    remarks: tuple[Problem, ...] = ()
    summary: JourneySummary | None = None
    told: str = ""
    findings: str = ""

    @property
    def id(self) -> str:
        """The id of the journey; empty where there are no findings."""
        return self.summary.id if self.summary is not None else ""


@dataclass(frozen=True, slots=True)
class Assessment:
    """A journey that was assessed: in short, and its findings with the scores behind them, packed."""

    short: Assessed
    findings: bytes | None


@dataclass(frozen=True, slots=True)
class Ground:
    """What every journey of a site is read and assessed on.

    `entering` is the hash of all that this was made of.
    """

    site: Site
    document: Document
    as_of: date | None
    entering: str

    def key(self, subject: str, file: JourneyFile, survey: str | None = None) -> str:
        """The key of what is made of one file; `survey` is the SHA-256 of its survey file."""
        content = sha256(file.content).hexdigest()
        return key_of(subject, {"ground": self.entering, "file": file.name, "content": content, "survey": survey})

    def manned(self, cache: Cache, jobs: int) -> AbstractContextManager[Callable[[JourneyFile], Read | Assessment]]:
        """Read a file and assess its journey; one that has a survey file is read only."""
        return nullcontext(self._journey)

    def _journey(self, file: JourneyFile) -> Read | Assessment:
        read = self.read(file)
        return read if read.journey is not None and read.journey.responses is not None else self.assess(read)

    def read(self, file: JourneyFile) -> Read:
        """The journey in a file."""
        document, problems = load_yaml(file.name, file.content)
        validated = validate_journey(document, self.site, self.document)
        broken = any(found.severity == "error" for found in problems)
        journey = None if broken else validated.journey
        return Read(document, journey, (*problems, *validated.problems), validated.stated)

    def assess(self, read: Read, counts: Counts | None = None, wrong: Iterable[Remark] = ()) -> Assessment:
        """The findings of a journey; `counts` are those of its survey file, and `wrong` what is wrong with that."""
        journey, document = read.journey, read.document
        remarks = list(remarked(wrong, document, key=False))
        found, summary, told = None, None, ""
        if journey is not None and (journey.responses is None or counts is not None):
            if counts is not None:
                remarks += remarked(survey_remarks(journey, counts), document)
            derived = derive(journey, measure(journey, counts))
            smallest = least_group(self.site.privacy.min_group, self.site.privacy.audience)
            found = analyse(journey, derived, smallest, self.as_of)
            remarks += [*remarked(found.remarks, document), *link_problems(journey, document)]
            seen = seen_by(found, self.site.privacy.audience)
            summary = summary_of(found, seen)
            told = sha256(seen.journey.model_dump_json().encode()).hexdigest()
        short = Assessed(
            file=document.file,
            stated=read.stated,
            problems=read.problems,
            remarks=tuple(remarks),
            summary=summary,
            told=told,
        )
        return Assessment(short, packed((found, derived)) if found is not None else None)


FindingsAndScores = tuple[JourneyFindings, Derived]
"""What is packed for the next unit."""


def remarked(remarks: Iterable[Remark], document: Document, *, key: bool = True) -> Iterator[Problem]:
    """What is said of a journey, each at the place where it is written."""
    for remark in remarks:
        yield problem(remark.code, document.place(remark.path, key=key), **remark.values)


def link_problems(declared: Site | Journey, document: Document) -> Iterator[Problem]:
    """What is said of links and pictures, each where its address stands."""
    seen: Counter[tuple[object, object]] = Counter()
    for code, path, values in link_remarks(declared):
        same = path, values["address"]
        yield problem(code, document.place_of(path, str(values["address"]), seen[same]), **values)
        seen[same] += 1
