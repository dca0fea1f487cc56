"""What an audience may not see is nowhere in its site: not a word, not a figure, and nothing that follows from it.

`audiences/` holds a site with every key that not everybody may see; the declarations of the keys say which these are,
and one that is missing there fails. In its files SECRET stands for a word that stands nowhere else (SECRET:name for the
same one in several places), and `<one|other>` for a value that is one of two. So the site can be written in two ways,
and for each audience in a third: as the first, but for the keys that it may not see, which are as in the second. That
must give the very same bytes. What is decided on hours and money is the same in both.
"""

from __future__ import annotations

import html
import io
import json
import os
import random
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, get_args
from urllib.parse import unquote

import openpyxl
import pytest
import yaml
from click.testing import CliRunner

from cjgen.analyse import explain, explained_to, portfolio, portfolio_seen_by, seen_by, summary_of
from cjgen.build import Built, build_site
from cjgen.cli import main
from cjgen.model.declaration import AUDIENCES, Audience, Declared, Translated, audience_of
from cjgen.model.journey import Journey
from cjgen.model.responses import Responses, Segment
from cjgen.model.site import Site

FOLDER = Path(__file__).parent / "audiences"
AS_OF = date(2027, 1, 1)
CUT: tuple[Audience, ...] = ("client", "public")
Key = tuple[type[Declared], str]

TOLD_BY_NOTHING_ELSE: dict[str, str] = {
    "Responses.layout": "the columns, which everybody may know, follow from it",
    "Journey.draft": "a draft is left out as a whole",
    "Own.importance": "one of the two figures will do",
}
"""Keys that cannot be written in two ways here."""

FOR_PROGRAMS = (Responses, Segment)
"""Where answers are to be found: what nobody reads on a page."""


# the site, written in two ways


def words(number: int) -> Iterator[str]:
    """Words that stand nowhere else, others for each way to write the site."""
    letters = random.Random(number)
    while True:
        yield "q" + "".join(letters.choice("bcdfghjklmnpqrstvwxz") for _ in range(8))


@cache
def written(number: int) -> tuple[Mapping[str, Any], frozenset[str]]:
    """The files of the site in one way (0 or 1), as plain data by their names, and the words that stand in them."""
    fresh, named = words(number), {}
    used: set[str] = set()

    def word(found: re.Match[str]) -> str:
        new = named.setdefault(found[1], next(fresh)) if found[1] else next(fresh)
        used.add(new)
        return new

    files = {}
    for path in sorted(FOLDER.rglob("*.yaml")):
        text = re.sub(r"<([^<>|]*)\|([^<>|]*)>", lambda found: found[number + 1], path.read_text("utf-8"))
        data = yaml.safe_load(re.sub(r"SECRET(?::(\w+))?", word, text))
        files[path.relative_to(FOLDER).as_posix()] = data
    return files, frozenset(used)


def declared_below(annotation: Any) -> Iterator[type[Declared]]:
    """The mappings that an annotation speaks of."""
    if isinstance(annotation, type) and issubclass(annotation, Declared):
        yield annotation
    for part in get_args(annotation):
        yield from declared_below(part)


def model_of(name: str) -> type[Declared]:
    """What a file holds."""
    return Site if name == "site.yaml" else Journey


def mixed(one: Any, other: Any, model: type[Declared], reader: Audience) -> Any:
    """The first way to write a mapping, but for the keys that `reader` may not see: those are as in the other."""
    if not isinstance(one, dict):
        return one
    found = {}
    for name in one.keys() | other.keys():
        if name not in model.model_fields or not model.shows(name, reader):
            found[name] = other.get(name)
            continue
        below = next(declared_below(model.model_fields[name].annotation), None)
        if below is None or "nl" in (one[name] if isinstance(one[name], dict) else {}):
            found[name] = one[name]
        elif isinstance(one[name], list):
            found[name] = [
                mixed(mine, theirs, below, reader) for mine, theirs in zip(one[name], other[name], strict=True)
            ]
        else:
            found[name] = mixed(one[name], other[name], below, reader)
    return found


def answers(folder: Path, data: Mapping[str, Any]) -> None:
    """The survey file that a journey names, in its words: the same answers whatever they are."""
    asked, (business, home) = data["responses"], (segment["codes"][0] for segment in data["segments"])
    book = openpyxl.Workbook()
    book.active.title = asked["sheet"]
    columns = [asked[name] for name in ("respondent", "touchpoint", "experience", "importance")]
    book.active.append([*columns, "plan"])
    for customer in range(40):
        for place, touchpoint in enumerate("abc"):
            score = 5 + (customer * (place + 3)) % 5
            said = asked["missing"][0] if customer == place else score
            book.active.append(
                [customer, touchpoint, said, 10 - place - customer % 3, home if customer % 2 else business]
            )
    book.save(folder / asked["source"])


def build(folder: Path, files: Mapping[str, Any], audience: Audience, *, drafts: bool = False) -> Built:
    """The site of these files, for one audience."""
    (folder / "journeys").mkdir(parents=True)
    for name, data in files.items():
        (folder / name).write_text(json.dumps(data), "utf-8")
        if "responses" in data:
            answers(folder, data)
    built = build_site(folder, audience=audience, as_of=AS_OF, drafts=drafts)
    assert built.written, [problem.message for problem in built.checked.problems]
    return built


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Mapping[Audience, Built]:
    """The site as it is written first, for each audience."""
    return {name: build(tmp_path_factory.mktemp(name) / "site", written(0)[0], name) for name in AUDIENCES}


def output(built: Built) -> dict[str, bytes]:
    """Every file that was written, `build.json` included."""
    files = (path for path in built.output.rglob("*") if path.is_file())
    return {path.relative_to(built.output).as_posix(): path.read_bytes() for path in files}


# what can be read in it


def readings(name: str, content: bytes) -> Iterator[str]:
    """A file in every way in which somebody may read it: its name, as it is, and with what is escaped in it."""
    yield name
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.namelist():
                yield from readings(member, archive.read(member))
        return
    text = content.decode("utf-8", "replace")
    unfolded = re.sub(r"\r?\n[ \t]", "", text)  # of a calendar
    plain = re.sub("[\u00ad\u200b-\u200d\u2060\ufeff]", "", html.unescape(text))
    yield from (text, unfolded, unfolded.replace("\\", ""), plain, unquote(plain), re.sub("<[^>]*>", "", plain))
    if name.endswith(".json"):
        yield json.dumps(json.loads(text), ensure_ascii=False)


def traces(files: Mapping[str, bytes], secrets: frozenset[str]) -> dict[str, set[str]]:
    """Which of the secrets can be read, and in which files."""
    found: dict[str, set[str]] = {}
    for name, content in files.items():
        for text in readings(name, content):
            folded = text.casefold()
            for secret in secrets:
                if secret.casefold() in folded:
                    found.setdefault(secret, set()).add(name)
    return found


def ways_to_write(number: float) -> set[str]:
    """An unusual number as pages and data may show it, in both languages; rounded only where that tells it apart."""
    texts = {repr(number), f"{number:,}"} | ({f"{number:.2f}", f"{number:,.2f}"} if number > 100 else set())
    return {
        each for text in texts for each in (text, text.replace(",", "\u00a0").replace(".", ","), text.replace(".", ","))
    }


def values(model: Declared, path: tuple[Any, ...] = ()) -> Iterator[tuple[Key, tuple[Any, ...], Any]]:
    """Every key of a mapping and of those below it: the key, where it stands, and its value."""
    for name in type(model).model_fields:
        value = getattr(model, name)
        yield (type(model), name), (*path, name), value
        for place, each in enumerate(value if isinstance(value, tuple) else (value,)):
            if isinstance(each, Declared):
                yield from values(each, (*path, name, place))


def leaves(value: Any) -> Iterator[Any]:
    """The texts and numbers in a value."""
    if isinstance(value, Declared):
        for name in type(value).model_fields:
            yield from leaves(getattr(value, name))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from (*leaves(key), *leaves(item))
    elif isinstance(value, tuple):
        for item in value:
            yield from leaves(item)
    elif isinstance(value, Translated):
        yield from value.texts.values()
    elif isinstance(value, str | float | int) and not isinstance(value, bool):
        yield value


def secrets_of(built: Built, reader: Audience) -> frozenset[str]:
    """What `reader` may not see of a site and can be told from everything else: unusual words and numbers."""
    hidden: set[str] = set()
    own = written(0)[1]
    for model in (built.checked.site, *(found.journey for found in built.checked.journeys)):
        for (kind, name), _, value in values(model):
            if kind.shows(name, reader):
                continue
            for leaf in leaves(value):
                if isinstance(leaf, str):
                    hidden |= {word for word in own if word in leaf}
                elif len(repr(leaf).replace(".", "").rstrip("0")) > 3:
                    hidden |= ways_to_write(leaf)
    return frozenset(hidden)


def narrow(reader: Audience) -> set[Key]:
    """Every key of the schema that `reader` may not see, those in what it may not see left aside."""
    found: set[Key] = set()
    seen: set[type[Declared]] = set()

    def look(model: type[Declared]) -> None:
        if model in seen:
            return
        seen.add(model)
        for name, field in model.model_fields.items():
            if not model.shows(name, reader):
                found.add((model, name))
            for below in declared_below(field.annotation):
                look(below)

    look(Journey)
    look(Site)
    return found


def named(keys: set[Key]) -> list[str]:
    return sorted(f"{model.__name__}.{name}" for model, name in keys)


@cache
def both_ways(reader: Audience) -> Mapping[Key, bool]:
    """The keys in the site that `reader` may not see, and whether the two ways to write it differ in each."""
    found: dict[Key, bool] = {}
    first, second = (
        {name: model_of(name).model_validate(plainly(data)) for name, data in written(number)[0].items()}
        for number in (0, 1)
    )
    for name in first:
        there = {path: value for _, path, value in values(second[name])}
        for key, path, value in values(first[name]):
            if not key[0].shows(key[1], reader) and value not in (None, (), {}, False):
                found[key] = found.get(key, False) or value != there.get(path)
    return found


def plainly(data: Any) -> Any:
    from tests.written import as_loaded

    return as_loaded(json.loads(json.dumps(data)))


@pytest.mark.parametrize("reader", CUT)
def test_every_key_that_not_everybody_may_see_is_in_the_site_and_differs_between_its_two_ways(reader: Audience) -> None:
    found = both_ways(reader)
    left_aside = {f"{model.__name__}.{name}" for model, name in narrow(reader)} & TOLD_BY_NOTHING_ELSE.keys()
    assert [key for key in named(narrow(reader) - found.keys()) if key not in left_aside] == []
    assert [key for key in named({key for key, differs in found.items() if not differs}) if key not in left_aside] == []


def test_a_key_that_fewer_may_see_than_its_surroundings_can_be_taken_out() -> None:
    for reader in AUDIENCES:
        for model, name in narrow(reader):
            field = model.model_fields[name]
            around = [audience_of(each) for other, each in model.model_fields.items() if other != name]
            closed = all(AUDIENCES.index(audience) <= AUDIENCES.index(audience_of(field)) for audience in around)
            assert not field.is_required() or closed or name in model.unseen, f"{model.__name__}.{name}"


def test_what_is_cut_has_its_defaults() -> None:
    for name, data in written(0)[0].items():
        whole = model_of(name).model_validate(plainly(data))
        assert whole.seen_by("internal") == whole
        for reader in CUT:
            for (model, key), _, value in values(whole.seen_by(reader)):
                if not model.shows(key, reader):
                    field = model.model_fields[key]
                    nothing = model.unseen[key] if field.is_required() else field.get_default()
                    assert value == nothing, f"{model.__name__}.{key}"


# the proof


@pytest.mark.parametrize("reader", CUT)
def test_no_secret_can_be_read(sites: Mapping[Audience, Built], reader: Audience) -> None:
    secrets = secrets_of(sites["internal"], reader)
    assert len(secrets) > 10
    assert traces(output(sites[reader]), secrets) == {}
    assert traces({"findings": repr(shown_to(sites[reader], reader)).encode()}, secrets) == {}


@pytest.mark.parametrize("reader", CUT)
def test_nothing_follows_from_what_is_not_seen(
    sites: Mapping[Audience, Built], reader: Audience, tmp_path: Path
) -> None:
    first, second = written(0)[0], written(1)[0]
    other = build(
        tmp_path / "site", {name: mixed(first[name], second[name], model_of(name), reader) for name in first}, reader
    )
    mine, theirs = output(sites[reader]), output(other)
    assert mine.keys() == theirs.keys()
    assert [name for name in mine if mine[name] != theirs[name]] == []
    # and nothing that a page might show one day
    one, another = shown_to(sites[reader], reader), shown_to(other, reader)
    assert one[0] == another[0]
    assert one[1] == another[1]
    for first_one, second_one in zip(one[2], another[2], strict=True):
        assert first_one == second_one


def shown_to(built: Built, reader: Audience) -> tuple[Any, Any, list[Any]]:
    """Everything that the pages for an audience are made of: the site, what all journeys say together, and each one."""
    checked = built.checked
    seen = [seen_by(found, reader) for found in checked.journeys]
    summaries = [summary_of(full, found) for full, found in zip(checked.journeys, seen, strict=True)]
    whole = portfolio_seen_by(portfolio(summaries, checked.pool), summaries, reader)
    explained = [
        explained_to(explain(full, checked.derived[full.journey.id]), full, found)
        for full, found in zip(checked.journeys, seen, strict=True)
    ]
    told = [each._replace(whole=each.told, focus=None) for each in summaries]  # those two are for nobody
    return checked.site.seen_by(reader), whole, [*seen, *told, *explained]


def test_everybody_is_told_what_was_chosen_and_not_why(sites: Mapping[Audience, Built]) -> None:
    _, whole, (found, *_) = shown_to(sites["public"], "public")
    full = sites["public"].checked.journeys[0].focus
    assert full is not None
    assert full.hours is not None
    assert [area.touchpoint for area in found.focus.chosen] == [area.touchpoint for area in full.chosen] != []
    assert {area.hours for area in found.focus.chosen} == {None}
    assert {(out.because, out.bring_in) for out in found.focus.left_out} == {(None, None)}
    assert (found.focus.hours, found.focus.used_hours, found.focus.next_in) == (None, 0.0, None)
    assert (whole.focus.shared.hours, whole.failures, found.own, found.scan, found.failure_cost) == (
        None,
        (),
        (),
        None,
        None,
    )
    assert [each.number for each in found.touchpoints[0].competitors] == [1, 2]
    assert [each.number for each in found.touchpoints[1].competitors] == [1]
    assert {each.name for item in found.touchpoints for each in item.touchpoint.competitor} == {None}
    assert {action.review_overdue for item in found.touchpoints for action in item.actions} == {None}


def test_who_may_see_it_does_see_it(sites: Mapping[Audience, Built]) -> None:
    inside = secrets_of(sites["internal"], "client")
    found = traces(output(sites["internal"]), inside)
    evidence = [
        entry for item in sites["internal"].checked.journeys[0].touchpoints for entry in item.touchpoint.evidence
    ]
    assert {entry.who for entry in evidence} <= found.keys()
    internal = sites["internal"].checked.journeys[0].touchpoints[0].touchpoint.internal
    assert isinstance(internal, Translated)
    assert {text.split()[0] for text in internal.texts.values()} <= found.keys()
    for reader in ("internal", "client"):
        wanted = {
            (f"{model.__name__}.{name}", leaf): {word for word in written(0)[1] if word in leaf}
            if isinstance(leaf, str)
            else ways_to_write(leaf)
            for found_journey in sites[reader].checked.journeys
            for (model, name), _, value in values(found_journey.journey.seen_by(reader))
            if model not in FOR_PROGRAMS and not model.shows(name, "public")
            for leaf in leaves(value)
        }
        told = traces(output(sites[reader]), frozenset[str]().union(*wanted.values()))
        assert [key for key, ways in wanted.items() if ways and not ways & told.keys()] == []
    answered = output(sites["client"])["nl/journeys/few.html"]
    assert b"<circle" in answered or b"dot" in answered
    assert answered != output(sites["public"])["nl/journeys/few.html"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.html", "<p>caf&#113;bcd</p>"),
        ("a.html", "<tspan>q</tspan><tspan>bcd</tspan>"),
        ("a.html", "<p>q\u00adbc&shy;d</p>"),
        ("a.html", '<a href="?t=%71bcd">'),
        ("a.json", '{"a": "\\u0071bcd"}'),
        ("a.ics", "SUMMARY:aq\r\n bcd"),
        ("a.csv", "aQBCDa"),
        ("qbcd.txt", ""),
    ],
)
def test_a_secret_is_found_however_it_is_written(name: str, content: str) -> None:
    assert traces({name: content.encode()}, frozenset({"qbcd"})) == {"qbcd": {name}}
    assert traces({"other.json": b'"cbq"'}, frozenset({"qbcd"})) == {}


def test_verdicts_ranks_and_focus_are_the_same_for_everybody(sites: Mapping[Audience, Built]) -> None:
    def decided(reader: Audience) -> list[Any]:
        told = []
        for found in sites[reader].checked.journeys:
            data = json.loads(output(sites[reader])[f"data/{found.journey.id}.json"])
            told += [(data["id"], data["counts"], data["sensitivity"])]
            told += [(t["id"], t["verdict"], t["reason"], t["certainty"], t["rank"]) for t in data["touchpoints"]]
        site = json.loads(output(sites[reader])["data/site.json"])
        told += [[each["first"] for each in site["journeys"]], [each["touchpoint"] for each in site["do_first"]]]
        return [*told, [each["touchpoint"] for each in site["weakest_basics"]]]

    assert decided("internal") == decided("client") == decided("public")


def test_everybody_is_told_how_many_customers_were_asked_and_a_whole_mark(sites: Mapping[Audience, Built]) -> None:
    data = json.loads(output(sites["public"])["data/few.json"])
    first = data["touchpoints"][0]
    assert (first["experience"]["mean"], first["experience"]["n"]) == (5, 3)
    assert {
        name: first["experience"][name] for name in ("sd", "se", "low", "high", "answers", "ask_more")
    } == dict.fromkeys(("sd", "se", "low", "high", "answers", "ask_more"))
    assert [first["probability"], first["target_gap"]] == [None, None]
    assert all(
        value is None or value == int(value)
        for item in data["touchpoints"]
        for value in item["threshold"].values()
        if value != 5.5
    )
    page = output(sites["public"])["nl/journeys/few.html"].decode()
    assert "3 klanten" in page
    assert "Berekening" not in page


def test_no_sentence_contradicts_a_verdict_whose_figures_are_told_in_whole_marks(tmp_path: Path) -> None:
    text = """
        title: T
        thresholds: {importance: mean, experience: 6.8}
        stages:
          - title: S
            touchpoints:
              - {title: Poor, importance: {answers: [9, 9, 9]}, experience: {answers: [6, 7, 7]}}
              - {title: Good, importance: {answers: [9, 8, 9]}, experience: {answers: [7, 7, 8]}}
              - {title: Minor, importance: {mean: 7.4, sd: 1, n: 60}, experience: {mean: 8, sd: 1, n: 60}}
              - {title: More, importance: {mean: 5.6, sd: 1, n: 60}, experience: {mean: 6.9, sd: 1, n: 60}}
    """
    page = output(build(tmp_path / "site", {"journeys/a.yaml": yaml.safe_load(text), "site.yaml": {}}, "public"))
    told = re.sub("<[^>]*>", "", html.unescape(page["journeys/a.html"].decode()))
    # 6.67 is told as 7, and lies below the 6.8 that was typed; 7.4 lies below the mean of 7.67, which is told as 8
    assert "experienced well enough (7, just below the threshold)" in told
    assert "Less important (7.4, threshold 8)" in told
    assert "Important (9, threshold 8) and experienced well (7, threshold 6.8)" in told
    assert "probability" not in told.partition("The verdicts")[0]


# the pages say for whom they are


def test_internal_pages_say_so(sites: Mapping[Audience, Built]) -> None:
    for reader in AUDIENCES:
        pages = {name: content for name, content in output(sites[reader]).items() if re.match(r"(nl|en)/.*html$", name)}
        marked = [name for name, content in pages.items() if re.search(b"Intern: niet voor|Internal: not for", content)]
        assert sorted(marked) == (sorted(pages) if reader == "internal" else [])
        assert all((b"noindex" in content) == (reader == "internal") for content in pages.values())
        assert ("sitemap.xml" in output(sites[reader])) == (reader != "internal")


# drafts, and the date


def command(*arguments: str, **environment: str) -> tuple[int, str]:
    outcome = CliRunner().invoke(main, ["build", *arguments], env=environment)
    return outcome.exit_code, outcome.output


def small(folder: Path, site: str = "") -> Path:
    (folder / "journeys").mkdir(parents=True)
    (folder / "site.yaml").write_text(site, "utf-8")
    for name, draft in (("ready", "false"), ("draft", "true")):
        text = (
            f"title: T{name}\ndraft: {draft}\nstages: [{{title: S, touchpoints: [{{title: A, internal: hushhush}}]}}]\n"
        )
        (folder / "journeys" / f"{name}.yaml").write_text(text, "utf-8")
    return folder


def test_a_draft_is_never_for_everybody(tmp_path: Path) -> None:
    site = small(tmp_path / "site")
    code, said = command(str(site), "--drafts", "--audience", "public")
    assert (code, "--drafts does not go with" in said) == (2, True)
    assert not (site / "public").exists()
    (site / "site.yaml").write_text("privacy: {audience: public}\n", "utf-8")
    assert command(str(site), "--drafts")[0] == 2
    assert command(str(site), "--drafts", "--audience", "client")[0] == 0
    assert (site / "public" / "journeys" / "draft.html").exists()
    assert build_site(site, drafts=True).written
    assert not (site / "public" / "journeys" / "draft.html").exists()


def test_the_audience_is_that_of_the_site_unless_one_says_otherwise(tmp_path: Path) -> None:
    site = small(tmp_path / "site", "privacy: {audience: internal}\n")
    page = site / "public" / "journeys" / "ready.html"
    assert command(str(site))[0] == 0
    assert "hushhush" in page.read_text("utf-8")
    assert command(str(site), "--audience", "client")[0] == 0
    assert "hushhush" not in page.read_text("utf-8")
    assert command(str(site), "--audience", "nobody")[0] == 2


@pytest.mark.parametrize(
    ("given", "environment", "day"),
    [
        ("2026-11-21", None, date(2026, 11, 21)),
        (None, None, None),
        (None, "", None),
        (None, "0", date(1970, 1, 1)),
        (None, "1795305599", date(2026, 11, 21)),  # 23:59:59 in UTC
        (None, "1795305600", date(2026, 11, 22)),
        ("2024-02-29", "nonsense", date(2024, 2, 29)),
    ],
)
def test_the_date_of_a_report(
    given: str | None, environment: str | None, day: date | None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[date | None] = []
    monkeypatch.setattr("cjgen.build.update.update_site", lambda *_args, as_of, **_more: asked.append(as_of))
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    site = small(tmp_path / "site")
    CliRunner().invoke(
        main,
        ["build", str(site), *(["--date", given] if given else [])],
        env={"SOURCE_DATE_EPOCH": environment},
    )
    assert asked == [day]


@pytest.mark.parametrize("given", ["2026-02-29", "2026-11", "21-11-2026", "2026-1-5", "20261121", "today", ""])
def test_what_is_no_date_is_a_usage_error(given: str, tmp_path: Path) -> None:
    code, said = command(str(small(tmp_path / "site")), "--date", given)
    assert (code, "write it as 2026-11-21" in said) == (2, True)


@pytest.mark.parametrize("written", ["soon", "-1", "1.5", "9" * 30])
def test_what_is_no_time_in_the_environment_is_a_usage_error(written: str, tmp_path: Path) -> None:
    code, said = command(str(small(tmp_path / "site")), SOURCE_DATE_EPOCH=written)
    assert (code, "SOURCE_DATE_EPOCH" in said) == (2, True)


def test_what_fewer_than_six_customers_did_is_not_for_everybody(tmp_path: Path) -> None:
    told = {}
    for reader in ("client", "public"):
        site = small(tmp_path / reader)
        journey = site / "journeys" / "ready.yaml"
        deeds = (
            "loyalty:\n  - {measure: retention, count: 2, of: 3}\n"
            "  - {measure: repeat, count: 30, of: 90, previous: {count: 4, of: 5}}\n"
        )
        journey.write_text(deeds + journey.read_text("utf-8"), "utf-8")
        built = build_site(site, output=tmp_path / f"{reader}-out", audience=reader)
        data = json.loads(dict(output(built))[f"data/{journey.stem}.json"])
        told[reader] = [(each["measure"], (each["previous"] or {}).get("of")) for each in data["loyalty"]]
    assert told == {"client": [("retention", None), ("repeat", 5)], "public": [("repeat", None)]}


def test_an_empty_time_in_the_environment_is_no_time(tmp_path: Path) -> None:
    site = small(tmp_path / "site")
    ready = site / "journeys" / "ready.yaml"  # with a figure for which the libraries are needed that read it
    ready.write_text(ready.read_text("utf-8").replace("title: A,", "title: A, experience: {mean: 7, sd: 1, n: 30},"))
    done = subprocess.run(
        [sys.executable, "-m", "cjgen", "check", str(site)],
        env={**os.environ, "SOURCE_DATE_EPOCH": ""},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, "fault of the program" in done.stderr) == (0, False), done.stderr
