"""An author who edits a small site at random: figures, texts, files, data, theme, brand, settings, and mistakes.

The same seed makes the same edits. Every edit belongs to one part of what a build is made of, so that it shows when a
build does not notice that part.
"""

from __future__ import annotations

import copy
import csv
import io
import os
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Literal

import yaml

Part = Literal["journey", "files", "data", "theme", "brand", "site", "given", "mistake"]

STAMP = 1_600_000_000
"""The modification time of every file, before and after each edit: what is new must be seen by what it holds."""

WORDS = ["letter", "visit", "invoice", "desk", "phone", "garden", "window", "bridge", "harbour", "stairs", "lamp"]


def _touchpoint(title: str, importance: float, experience: float, **more: Any) -> dict[str, Any]:
    return {"title": title, "importance": importance, "experience": experience, **more}


def _kitchen() -> dict[str, Any]:
    plan = {"title": "Send it by e-mail", "owner": "Sales", "hours": 24, "cost": 1500, "lift": 1, "due": "2026-12"}
    return {
        "title": "Buying a kitchen",
        "summary": "What customers told us in **spring**.",
        "stages": [
            {
                "title": "Offer",
                "touchpoints": [_touchpoint("Quotation", 9.1, 6.2, actions=[plan]), _touchpoint("Talk", 8, 8)],
            },
            {"title": "Delivery", "touchpoints": [_touchpoint("The day", 8.8, 7), _touchpoint("A present", 4.1, 8.3)]},
        ],
    }


def _bath() -> dict[str, Any]:
    plan = {"title": "Measure twice", "owner": "Fitters", "hours": 8, "status": "doing", "due": "2026-11-30"}
    return {
        "title": "Buying a bathroom",
        "nps": {"promoters": 40, "passives": 30, "detractors": 30},
        "stages": [
            {
                "title": "At home",
                "touchpoints": [_touchpoint("Measuring", 9, 5.5, actions=[plan], internal="Ask Jan.")],
            },
            {
                "title": "After",
                "touchpoints": [_touchpoint("Guarantee", 6.5, 7.5), _touchpoint("Survey", 3, 4, own={"experience": 7})],
            },
        ],
    }


def _stay() -> dict[str, Any]:
    return {
        "title": "A day in the showroom",
        "responses": {"source": "data/stay.csv", "recommend": "again", "wave": "wave", "segment": "branch"},
        "nps": {"column": "again"},
        "stages": [
            {
                "title": "In the showroom",
                "touchpoints": [
                    {"title": "Welcome", "importance": 8, "experience": {"column": "welcome"}},
                    {"title": "The rooms", "importance": 7, "experience": {"column": "room"}},
                    _touchpoint("Coffee", 4, 8.5),
                ],
            }
        ],
    }


def _answers(chance: random.Random) -> list[list[str]]:
    rows = [["again", "wave", "branch", "welcome", "room"]]
    for number in range(60):
        figures = [str(chance.randint(3, 10)) for _ in range(3)]
        rows.append([figures[0], str(2025 + number % 2), ("north", "south")[number // 2 % 2], *figures[1:]])
    return rows


@dataclass
class Given:
    """What a build is asked for beside what lies in the folder."""

    audience: Literal["internal", "client", "public"] | None = None
    as_of: date | None = date(2026, 11, 22)


@dataclass
class Author:
    """A site in `root` and what its author can do with it; `edit` does one thing and says what and to which part."""

    root: Path
    chance: random.Random
    given: Given = field(default_factory=Given)
    site: dict[str, Any] = field(default_factory=dict)
    journeys: dict[str, dict[str, Any]] = field(default_factory=dict)
    answers: list[list[str]] = field(default_factory=list)
    theme: dict[str, str] = field(default_factory=dict)
    brand: dict[str, Any] = field(default_factory=dict)
    broken: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.site = {
            "title": "House of kitchens",
            "language": "en",
            "theme": "own",
            "brand": "_brand.yml",
            "focus": {"limit": 2},
            "privacy": {"min_group": 5},
        }
        self.journeys = {"kitchen": _kitchen(), "bath": _bath(), "stay": _stay()}
        self.answers = _answers(self.chance)
        self.theme = {
            "theme.yaml": "title: Own\nextends: default\n",
            "templates/not_found.html": '{% extends "!default/not_found.html" %}\n',
            "templates/base.html": '{% extends "!default/base.html" %}\n',
            "static/own.css": ".own { color: red; }\n",
        }
        self.brand = {"meta": {"name": "Kitchens"}, "color": {"primary": "#0a5c52"}}
        self._write()

    # what lies in the folder

    def files(self) -> dict[str, bytes]:
        """Every file of the author's, with the mistakes that are in them now."""
        found = {"site.yaml": _yaml(self.site), "_brand.yml": _yaml(self.brand)}
        found |= {f"journeys/{name}.yaml": _yaml(journey) for name, journey in self.journeys.items()}
        found |= {f"themes/own/{path}": text.encode() for path, text in self.theme.items()}
        text = io.StringIO()
        csv.writer(text).writerows(self.answers)
        found["data/stay.csv"] = text.getvalue().encode()
        return found | {path: content for path, content in self.broken.items() if path in found}

    def _write(self) -> None:
        """Make the folder hold those files; each keeps the one modification time that all files have."""
        wanted = self.files()
        for name in ("journeys", "themes"):
            for path in sorted((self.root / name).rglob("*")):
                if path.is_file() and path.relative_to(self.root).as_posix() not in wanted:
                    path.unlink()
        for name, content in wanted.items():
            path = self.root / name
            if not path.is_file() or path.read_bytes() != content:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
                os.utime(path, (STAMP, STAMP))

    def edit(self, name: str | None = None) -> tuple[str, Part]:
        """Do one thing, the one called `name` or any; returns its name and the part that it belongs to."""
        name = name or self.chance.choice(sorted(EDITS))
        part, change = EDITS[name]
        change(self)
        self._write()
        return name, part

    # what the edits below need

    def journey(self) -> dict[str, Any]:
        """One of the journeys."""
        return self.journeys[self.chance.choice(sorted(self.journeys))]

    def touchpoint(self) -> dict[str, Any]:
        """A touchpoint of a journey with figures of its own."""
        own = [name for name in sorted(self.journeys) if "responses" not in self.journeys[name]]
        stages = self.journeys[self.chance.choice(own)]["stages"]
        touchpoint: dict[str, Any] = self.chance.choice(self.chance.choice(stages)["touchpoints"])
        return touchpoint

    def words(self) -> str:
        """A title that no other has."""
        return f"{self.chance.choice(WORDS)} {self.chance.choice(WORDS)} {self.chance.randint(100, 999)}".capitalize()

    def figure(self) -> float:
        """A figure on the scale from 1 to 10."""
        return self.chance.randint(20, 99) / 10

    def other(self, now: Any, *values: Any) -> Any:
        """One of the values that is not the present one."""
        return self.chance.choice([value for value in values if value != now])


def _yaml(data: Any) -> bytes:
    return yaml.safe_dump(data, sort_keys=False, allow_unicode=True).encode()


EDITS: dict[str, tuple[Part, Callable[[Author], None]]] = {}
"""Every edit by its name, with the part that it belongs to."""


def _edit(part: Part) -> Callable[[Callable[[Author], None]], Callable[[Author], None]]:
    def kept(change: Callable[[Author], None]) -> Callable[[Author], None]:
        EDITS[change.__name__.strip("_").replace("_", " ")] = (part, change)
        return change

    return kept


@_edit("journey")
def _a_figure(author: Author) -> None:
    touchpoint = author.touchpoint()
    name = author.chance.choice(["importance", "experience"])
    touchpoint[name] = author.other(touchpoint[name], *(tenth / 10 for tenth in range(20, 99)))


@_edit("journey")
def _a_title(author: Author) -> None:
    author.chance.choice([author.journey(), author.touchpoint()])["title"] = author.words()


@_edit("journey")
def _a_text(author: Author) -> None:
    author.journey()["summary"] = f"What *customers* said of the {author.words()}."


@_edit("journey")
def _a_note_for_ourselves(author: Author) -> None:
    author.touchpoint()["internal"] = f"Ask about the {author.words()}."


@_edit("journey")
def _an_action(author: Author) -> None:
    action = {"title": author.words(), "owner": author.words(), "hours": author.chance.randint(1, 40)}
    action |= {"due": f"{author.chance.choice([2025, 2027])}-0{author.chance.randint(1, 9)}"}
    author.touchpoint()["actions"] = [action]


@_edit("journey")
def _another_order(author: Author) -> None:
    author.journey()["stages"][0]["touchpoints"].reverse()
    author.journey()["stages"].reverse()


@_edit("journey")
def _a_touchpoint_more(author: Author) -> None:
    stages = next(iter(author.journeys.values()))["stages"]
    stages[0]["touchpoints"].append(_touchpoint(author.words(), author.figure(), author.figure()))


@_edit("journey")
def _a_draft_or_no_longer(author: Author) -> None:
    journey = author.journeys[min(author.journeys)]
    journey["draft"] = not journey.get("draft", False)


@_edit("files")
def _a_file_more(author: Author) -> None:
    if len(author.journeys) > 4:
        _a_file_less(author)
        return
    journey = author.chance.choice([_kitchen, _bath])()
    journey["title"] = author.words()
    author.journeys[journey["title"].lower().replace(" ", "-")] = journey


@_edit("files")
def _another_name(author: Author) -> None:
    name = author.chance.choice(sorted(author.journeys))
    author.journeys[author.words().lower().replace(" ", "-")] = author.journeys.pop(name)


@_edit("files")
def _a_file_less(author: Author) -> None:
    own = [name for name in sorted(author.journeys) if "responses" not in author.journeys[name]]
    if len(own) < 2:
        _a_file_more(author)
    else:
        del author.journeys[author.chance.choice(own)]


@_edit("files")
def _names_change_places(author: Author) -> None:
    one, other = author.chance.sample(sorted(author.journeys), 2)
    author.journeys[one], author.journeys[other] = author.journeys[other], author.journeys[one]


@_edit("data")
def _an_answer(author: Author) -> None:
    row, column = author.chance.choice(author.answers[1:]), author.chance.choice([0, 3, 4])
    row[column] = author.other(row[column], *"3456789")


@_edit("data")
def _a_respondent(author: Author) -> None:
    author.answers.append([*author.answers[-1][:3], str(author.chance.randint(1, 9)), str(author.chance.randint(1, 9))])


@_edit("theme")
def _a_template(author: Author) -> None:
    text = author.words()
    author.theme["templates/base.html"] = (
        f'{{% extends "!default/base.html" %}}\n{{% block site_title %}}<b>{text}</b>{{% endblock %}}\n'
    )


@_edit("theme")
def _a_style_sheet(author: Author) -> None:
    author.theme["static/own.css"] = f".own {{ color: #{author.chance.randint(0, 0xFFFFFF):06x}; }}\n"


@_edit("theme")
def _a_template_more_or_less(author: Author) -> None:
    name = "templates/contents.html"
    if author.theme.pop(name, None) is None:
        author.theme[name] = f'<p class="words">{author.words()}</p>\n'


@_edit("theme")
def _another_parent(author: Author) -> None:
    now = author.theme["theme.yaml"]
    author.theme["theme.yaml"] = author.other(
        now, *(f"title: Own\nextends: {name}\n" for name in ("default", "harbour"))
    )


@_edit("brand")
def _a_colour(author: Author) -> None:
    now = author.brand["color"]["primary"]
    author.brand["color"]["primary"] = author.other(now, "#0a5c52", "#1f3d7a", "#6b1f3a", "#333333")


@_edit("brand")
def _a_name(author: Author) -> None:
    author.brand["meta"]["name"] = author.words()


@_edit("site")
def _the_title_of_the_site(author: Author) -> None:
    title = author.words()
    author.site["title"] = {"en": title, "nl": title} if "languages" in author.site else title


@_edit("site")
def _a_second_language(author: Author) -> None:
    title = author.words()
    if author.site.pop("languages", None) is None:
        del author.site["language"]
        author.site |= {"languages": ["en", "nl"], "title": {"en": title, "nl": title}}
    else:
        author.site |= {"language": "en", "title": title}


@_edit("site")
def _a_threshold(author: Author) -> None:
    author.site["thresholds"] = {"importance": author.chance.randint(40, 90) / 10}


@_edit("site")
def _the_room_for_work(author: Author) -> None:
    author.site["focus"] = author.other(author.site["focus"], {"limit": 1}, {"limit": 2}, {"limit": 4})


@_edit("site")
def _the_smallest_group(author: Author) -> None:
    smallest = author.other(author.site["privacy"]["min_group"], 5, 10, 40)
    author.site["privacy"] = {**author.site["privacy"], "min_group": smallest}


@_edit("site")
def _who_may_read_it(author: Author) -> None:
    now = author.site["privacy"].get("audience", "client")
    author.site["privacy"] = {**author.site["privacy"], "audience": author.other(now, "internal", "client", "public")}


@_edit("site")
def _another_theme(author: Author) -> None:
    author.site["theme"] = author.other(author.site["theme"], "own", "default", "harbour")


@_edit("site")
def _an_address(author: Author) -> None:
    author.site |= {"url": f"https://{author.chance.choice(WORDS)}.example/", "indexing": author.chance.random() < 0.5}


@_edit("given")
def _who_asks(author: Author) -> None:
    author.given.audience = author.other(author.given.audience, None, "internal", "client", "public")


@_edit("given")
def _the_date(author: Author) -> None:
    now = author.given.as_of
    author.given.as_of = author.other(
        now, None, date(2026, 11, 22), date(2026, 1, 1) + timedelta(author.chance.randint(0, 600))
    )


@_edit("mistake")
def _a_mistake_or_none(author: Author) -> None:
    """One file is broken, or what was broken is mended."""
    if author.broken:
        author.broken.clear()
        return
    journey = f"journeys/{author.chance.choice(sorted(author.journeys))}.yaml"
    wrong = copy.deepcopy(author.site) | {"titel": "No such key", "ranking": "gap"}
    path, content = author.chance.choice(
        [
            (journey, b"title: [\n"),
            (journey, b"title: T\nstages: [{title: S, touchpoints: [{title: P, importance: 91, experience: 5}]}]\n"),
            ("site.yaml", _yaml(wrong)),
            ("data/stay.csv", b"again;wave\n1;2\n"),
            ("themes/own/templates/base.html", b"{% block site_title %}"),
            ("_brand.yml", b"color: {primary: no colour}\n"),
        ]
    )
    author.broken[path] = content
