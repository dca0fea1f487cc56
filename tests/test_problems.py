"""What is said about every mistake: `problems/<case>` is a site, its expected.txt what `cjgen check` prints.

Every folder under problems/ is a case. After a deliberate change of wording `python -m tests.goldens` rewrites
the expectations; read each of them as its author before committing it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from goldens import EXPECTED, PROBLEMS, cases, checked, mappings, run

from cjgen.model.codes import CODES
from cjgen.model.declaration import slug
from cjgen.model.journey import Journey
from cjgen.model.site import Site

ELSEWHERE = {
    "CJ401": "only build looks at the output folder: test_cli and test_publish",
    "CJ402": "only build looks at the output folder: test_cli and test_publish",
    "CJ403": "needs a disk that fails: test_publish",
    "CJ404": "needs two builds at once: test_publish",
    "CJ405": "needs a mounted disk: test_publish",
    "CJ129": "needs a file that would eat the machine: test_survey_files",
}
"""Codes that no case can show, with the reason."""

CASES = cases(PROBLEMS)
HEAD = re.compile(r"(?P<file>[^:\n]+):(?P<line>\d+):(?P<column>\d+): (?P<severity>error|warning) (?P<code>CJ\d{3}): ")


class Shown(NamedTuple):
    """A problem as it stands in an expected.txt."""

    file: str
    line: int
    column: int
    severity: str
    code: str
    message: str
    excerpt: str
    caret: str
    hint: str


def read_expected(case: str) -> str:
    return (PROBLEMS / case / EXPECTED).read_text("utf-8")


def shown(case: str) -> list[Shown]:
    """The problems of a case's expected.txt."""
    found = []
    for block in read_expected(case).split("\n\n"):
        head = HEAD.match(block)
        if head is None:
            continue
        first, *rest = block.split("\n")
        pictures = [line.split(" | ", 1)[1] for line in rest if " | " in line]
        excerpt, caret = pictures if pictures else ("", "")
        hint = next((line.split("= ", 1)[1] for line in rest if re.match(r" +=", line)), "")
        place = head["file"], int(head["line"]), int(head["column"])
        found.append(Shown(*place, head["severity"], head["code"], first[head.end() :], excerpt, caret, hint))
    return found


def as_json(case: str) -> Any:
    result = run("check", PROBLEMS / case, "--format", "json")
    return json.loads(result.output)


def has_errors(case: str) -> bool:
    return any(found.severity == "error" for found in shown(case))


@pytest.mark.parametrize("case", CASES)
def test_check_prints_what_is_expected(case: str) -> None:
    assert (PROBLEMS / case / EXPECTED).is_file(), f"{case} has no {EXPECTED}: python -m tests.goldens {case}"
    result = checked(case)
    assert result.output == read_expected(case)
    assert result.exit_code == (1 if has_errors(case) else 0)


@pytest.mark.parametrize("case", CASES)
def test_build_says_the_same_and_writes_nothing_after_an_error(case: str, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in (PROBLEMS / case).rglob("*") if path.is_file()}
    result = run("build", PROBLEMS / case, "-o", tmp_path / "site")
    problems, _, summary = result.stderr.rpartition("\n\n")
    expected, _, counts = read_expected(case).rpartition("\n\n")
    assert problems == expected
    if has_errors(case):
        assert (result.exit_code, result.stdout) == (1, "")
        assert summary == counts.strip() + " Nothing was written.\n"
        assert list(tmp_path.iterdir()) == []
    else:
        assert result.exit_code == 0
        assert (tmp_path / "site" / "index.html").is_file()
        strict = run("build", PROBLEMS / case, "-o", tmp_path / "strict", "--strict")
        assert (tmp_path / "strict").exists() == (strict.exit_code == 0) == (not shown(case))
    assert {path: path.read_bytes() for path in (PROBLEMS / case).rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("case", CASES)
def test_json_holds_the_same_problems_with_the_paths_to_them(case: str) -> None:
    told = as_json(case)
    printed = shown(case)
    rows = [
        (row["file"], row["line"], row["column"], row["severity"], row["code"], row["message"], row["hint"])
        for row in told["problems"]
    ]
    assert rows == [(*found[:6], found.hint) for found in printed]
    for severity in ("error", "warning"):
        assert told["counts"][severity] == sum(found.severity == severity for found in printed)
    check_paths(case, told["problems"])


# --- does it point at the text it is about? ------------------------------------------------------------------


def source_lines(case: str, file: str) -> list[str]:
    """The lines of an author's file as an editor counts them."""
    path = PROBLEMS / case / file
    content = path.read_bytes() if path.is_file() else b""
    return re.split(r"\r\n|\r|\n", content.decode("utf-8-sig", "replace"))


def quoted(text: str) -> list[str]:
    return re.findall(r"`([^`]*)`", text)


def bare(text: str) -> str:
    return text.lstrip("\"'")


def with_point(at: str) -> str:
    """The text with the decimal comma that its number may have been typed with as a point."""
    return re.sub(r"^(-?\d+),(\d)", r"\1.\2", at)


def _is_text(found: Shown, at: str) -> bool:
    """The first thing that the message names stands there; an empty one as its quotes."""
    name = quoted(found.message)[0].removesuffix("…")
    return bare(at).startswith(name) or with_point(bare(at)).startswith(name) or (name == '""' and at.startswith(name))


def _is_kind(found: Shown, at: str) -> bool:
    kind = re.search(r"this is (.*?), but ", found.message)
    assert kind is not None
    what = kind[1]
    if what.startswith("the number "):
        return float(re.match(r"[-\d.]+", with_point(at))[0]) == float(what.split()[-1])  # type: ignore[index]  # no match is a failure
    starts = {
        "a list": r"\[|- ",
        "a mapping": r"\{|\w+:",
        "an empty list": r"\[\]",
        "an empty text": r"\"\s*\"|'\s*'",
        "empty": r"\s*$",
    }
    return re.match(starts[what], at) is not None if what in starts else _is_text(found, at)


def _is_yaml_fault(found: Shown, at: str) -> bool:
    before = source_lines_of(found)[: found.column - 1]
    for phrase, good in (
        ("a tab", at[:1] == "\t"),
        ("is not closed", at[:1] in ('"', "'", "[", "{")),
        ("indented", not before.strip() and at[:1] not in ("", " ")),
        ("no colon", ":" not in at),
        ("second document", at.startswith("---")),
        ("no-break space", re.match(r"[\w.]*:?[\u00a0\u202f]", at) is not None),
        ("a space is missing", re.match(r"[\w.]+:\S", at) is not None),
        ("semicolon", at[:1] == ";"),
    ):
        if phrase in found.message:
            return good
    raise AssertionError(f"say here where this should point: {found.message}")


def _is_bad_character(found: Shown, at: str) -> bool:
    number = re.search(r"U\+([0-9A-F]+)", found.message)
    return at[:1] == (chr(int(number[1], 16)) if number else "\ufffd")


def _is_figure(found: Shown, at: str) -> bool:
    if "comes from site.yaml" in found.hint:
        return at.startswith(("scale:", "derived:"))
    number = re.match(r"[-\d.]+", bare(at))
    return number is not None and f"{float(number[0]):g}" == found.message.split()[0]


def _is_id(found: Shown, at: str) -> bool:
    if "file's name" in found.hint or found.message.startswith("`site`") or found.message.startswith("`keuken-plan`"):
        return slug(Path(found.file).stem) == slug(quoted(found.message)[0]) and (found.line, found.column) == (1, 1)
    return _is_text(found, at)


def _is_own_or_made_id(found: Shown, at: str) -> bool:
    return slug(re.split("[,}]", at)[0]) == quoted(found.message)[0] or (found.line, found.column) == (1, 1)


def _is_key_of_misfit(found: Shown, at: str) -> bool:
    """The first key that the message begins with, where it begins with one; else a key that holds the misfit."""
    names = [re.match(r"\w+", name)[0] for name in quoted(found.message)]  # type: ignore[index]  # no match fails
    key = re.match(r"\w+(?=:)", at)
    return key is not None and (key[0] in names or not found.message.startswith("`"))


def _names_the_file(found: Shown, at: str) -> bool:
    """A survey file, where `source` names it."""
    return source_lines_of(found).strip().startswith("source: ") and at.startswith(quoted(found.message)[0])


POINTS: dict[str, Callable[[Shown, str], bool]] = {
    "CJ101": _is_yaml_fault,
    "CJ102": lambda found, at: at.startswith(json.loads(found.hint.split(": ", 1)[1])),
    "CJ103": lambda found, at: bare(at).startswith(found.message.split()[-1].replace(".", ",")),
    "CJ104": _is_text,
    "CJ105": _is_text,
    "CJ106": lambda found, at: at[:1] in ("*", "["),
    "CJ107": _is_bad_character,
    "CJ108": _is_kind,
    "CJ109": lambda found, at: re.match(r"[\w{]", at) is not None or source_lines_of(found).strip() in ("", at),
    "CJ110": _is_text,
    "CJ111": _is_figure,
    "CJ112": _is_id,
    "CJ113": _is_own_or_made_id,
    "CJ114": _is_text,
    "CJ115": _is_text,
    "CJ116": _is_key_of_misfit,
    "CJ117": _is_id,
    "CJ118": _is_text,
    "CJ119": _is_own_or_made_id,
    "CJ120": lambda found, at: found.line == 1 or at.startswith(quoted(found.message)[0]),
    "CJ121": lambda found, at: at.startswith(found.message.split()[0]),
    "CJ122": lambda found, at: (found.line, found.column) == (1, 1) or re.match(r"[\w/]+\.\w+", at) is not None,
    "CJ123": _names_the_file,
    "CJ124": lambda found, at: quoted(found.message)[1] in at,
    "CJ125": lambda found, at: at.startswith(quoted(found.message)[1]),
    "CJ126": lambda found, at: at.startswith(quoted(found.message)[1]),
    "CJ127": _names_the_file,
    "CJ128": _names_the_file,
    "CJ130": _is_text,
    "CJ131": _is_text,
    "CJ132": lambda found, at: source_lines_of(found).strip() == f"respondent: {at}",
    "CJ133": _is_text,
    "CJ134": lambda found, at: at.startswith(quoted(found.message)[0] if "no row" in found.message else "["),
    "CJ135": lambda found, at: at.startswith(f"{quoted(found.message)[0].split(':')[0]}:"),
    "CJ136": lambda found, at: at.startswith("importance:"),
    "CJ137": lambda found, at: at.startswith("derived:"),
    "CJ138": lambda found, at: at.startswith("derived:"),
    "CJ139": lambda found, at: at.startswith("derived:"),
    "CJ140": lambda found, at: at.startswith(("derived:", f"{quoted(found.message)[0].split(':')[0]}:")),
    "CJ141": lambda found, at: at.startswith("scale:"),
    "CJ142": _is_text,
    "CJ143": _is_text,
    "CJ144": lambda found, at: at.startswith(("value:", quoted(found.message)[0])),
    "CJ145": _is_text,
    "CJ146": lambda found, at: source_lines_of(found).strip() == f"respondent: {at}",
    "CJ301": lambda found, at: at.startswith(quoted(found.message)[0]) or found.file == "site.yaml",
    "CJ302": lambda found, at: bool(at),
    "CJ303": lambda found, at: at.startswith(tuple(re.findall(r"--[\w-]+", found.message))),
    "CJ304": lambda found, at: at.startswith(tuple(re.findall(r"--[\w-]+", found.message))) or found.column == 1,
    "CJ305": _is_text,
    "CJ306": lambda found, at: bare(at).startswith("#"),
    "CJ307": lambda found, at: bare(at).startswith((quoted(found.message)[0], Path(quoted(found.message)[0]).name)),
    "CJ308": lambda found, at: at.startswith(("http", "google", "bunny", "{", *quoted(found.message))),
    "CJ309": lambda found, at: at.startswith(quoted(found.message)[0].rstrip(">")),
    "CJ201": lambda found, at: at.startswith(("title:", "context:")),
    "CJ202": lambda found, at: quoted(found.message)[0] in at,
    "CJ203": lambda found, at: at.startswith("stages:"),
    "CJ204": lambda found, at: at.startswith("stages:"),
    "CJ205": lambda found, at: at.startswith("stages:"),
    "CJ206": _is_text,
    "CJ207": lambda found, at: at.startswith("promise:"),
    "CJ208": _is_text,
    "CJ209": _is_text,
    "CJ214": _is_text,
    "CJ215": _is_text,
    "CJ210": lambda found, at: at.startswith("stages:"),
    "CJ211": lambda found, at: at.startswith("experience:"),
    "CJ212": lambda found, at: at.startswith(("overall:", "nps:", "importance:", "experience:", "promise:")),
    "CJ216": _is_text,
    "CJ217": lambda found, at: at.startswith("responses:"),
    "CJ218": _is_text,
    "CJ220": lambda found, at: at.startswith("responses:"),
    "CJ221": lambda found, at: at.startswith("weight:"),
    "CJ222": lambda found, at: at.startswith(("segment:", "segments:")),
    "CJ223": lambda found, at: at.startswith(("importance:", "experience:", "overall:", "nps:")),
    "CJ147": _is_text,
    "CJ148": _is_text,
    "CJ149": lambda found, at: at.startswith(f"{quoted(found.message)[0]}:"),
    "CJ150": _is_text,
    "CJ151": _is_text,
    "CJ152": lambda found, at: at.startswith(quoted(found.message)[-1]),
    "CJ230": _is_text,
    "CJ231": lambda found, at: at.startswith(found.message.split(" in ")[1].split(",")[0]),
    "CJ232": lambda found, at: at.startswith("vision:"),
    "CJ233": lambda found, at: at.startswith("actions:"),
    "CJ234": _is_text,
    "CJ226": lambda found, at: at.startswith("wave:"),
    "CJ228": lambda found, at: at.startswith("wave:"),
    "CJ229": lambda found, at: at.startswith("wave:"),
    "CJ227": lambda found, at: all(f"`{code}`" in found.message for code in re.findall(r"\w+", at)[1:]),
    "CJ213": lambda found, at: at.startswith("{") and f"{quoted(found.message)[0]}:" not in at.partition("}")[0],
}
"""For each code whether the text from the place on (`at`) is what the message is about."""

WHOLE_FILE = ("CJ120", "CJ122", "CJ301", "CJ304")
_case = ""


def printable(line: str) -> str:
    return "".join(c if c.isprintable() else " " if c == "\t" else "\ufffd" for c in line)


def source_lines_of(found: Shown) -> str:
    lines = source_lines(_case, found.file)
    return lines[found.line - 1] if found.line <= len(lines) else ""


@pytest.mark.parametrize("case", CASES)
def test_every_place_points_at_what_the_message_is_about(case: str) -> None:
    global _case
    _case = case
    for found in shown(case):
        line = source_lines_of(found)
        assert POINTS[found.code](found, line[found.column - 1 :]), f"{found.message!r} at {line[found.column - 1 :]!r}"
        if not line.strip():
            assert found.excerpt == found.caret == ""
        elif found.code in WHOLE_FILE and not found.excerpt:
            assert (found.line, found.column) == (1, 1)
        elif line.isascii() and len(line) <= 110:
            assert found.excerpt == printable(line).rstrip()
            assert found.caret.index("^") == found.column - 1, found
            assert len(found.caret) <= max(len(line), found.column), found


def check_paths(case: str, rows: list[dict[str, Any]]) -> None:
    """PyYAML's own tree has the value, the key or what holds it at the same line and column."""
    trees: dict[str, yaml.Node | None] = {}
    read_otherwise = {row["file"] for row in rows if re.search(READ_OTHERWISE, row["message"] + row["hint"])}
    for row in rows:
        file = row["file"]
        if file not in trees:
            try:
                trees[file] = yaml.compose("\n".join(source_lines(case, file)), yaml.SafeLoader)
            except yaml.YAMLError:
                trees[file] = None
        if (
            row["code"] in MOVED
            or trees[file] is None
            or file in read_otherwise
            or not file.startswith(("site.yaml", "journeys/"))
        ):
            continue
        marks = [(mark.line + 1, mark.column + 1) for mark in marks_of(trees[file], row["path"].split("."))]
        assert (row["line"], row["column"]) in marks or row["path"] == "", (row, marks)


MOVED = {
    "CJ102": "where the text stands, whatever the parser makes of it",
    "CJ103": "where the number stands that the parser takes for two",
    "CJ105": "the second one: the tree has room for one",
    "CJ116": "the key that the message names",
    "CJ208": "the address in the text",
    "CJ209": "the address in the text",
    "CJ214": "the address in the text",
    "CJ215": "the address in the text",
    "CJ201": "the title stands in for what is not there",
    "CJ206": "the comment behind the value",
    "CJ120": "a folder",
    "CJ301": "a theme",
}
"""Codes whose place is not that of their path, with the place that it is."""

READ_OTHERWISE = "put a dash before it|a space is missing behind the colon"
"""What is said of a file whose tree is the one that its author meant, and not the one that PyYAML reads."""


def marks_of(node: yaml.Node | None, path: list[str]) -> Iterator[yaml.Mark]:
    """Where the value at the path or its key begins; of a value that is not there, what would hold it."""
    marks = [node.start_mark] if node is not None else []
    rest = list(path)
    while rest and node is not None:
        found = None
        for taken in range(1, len(rest) + 1):  # a key may hold a point
            name = ".".join(rest[:taken])
            if isinstance(node, yaml.MappingNode):
                found = next((pair for pair in node.value if pair[0].value == name), None)
            elif isinstance(node, yaml.SequenceNode) and name.isdigit() and int(name) < len(node.value):
                item = node.value[int(name)]
                found = (item, item)
            if found:
                rest = rest[taken:]
                break
        if not found:
            break
        node = found[1]
        marks = [found[0].start_mark, found[1].start_mark]
    yield from marks


# --- is anything forgotten? ----------------------------------------------------------------------------------


def test_every_code_has_a_case() -> None:
    seen = {found.code for case in CASES for found in shown(case)}
    assert seen | set(ELSEWHERE) == set(CODES)
    assert not seen & set(ELSEWHERE), "a case shows it after all"
    assert set(POINTS) >= seen


def test_every_mapping_refuses_an_unknown_key() -> None:
    """Each kind of mapping of the format has a case with a key that it does not know."""
    known = {("site.yaml", path): declared for path, declared in mappings(Site)}
    known |= {("journeys", path): declared for path, declared in mappings(Journey)}
    refused = set()
    for case in CASES:
        if " CJ104: " not in read_expected(case):
            continue
        for row in as_json(case)["problems"]:
            if row["code"] == "CJ104":
                parts = tuple("*" if part.isdigit() else part for part in row["path"].split(".")[:-1])
                refused.add(known.get((row["file"].split("/")[0], parts)))
    assert {declared.__name__ for declared in known.values()} - {one.__name__ for one in refused if one} == set()


@pytest.mark.parametrize("case", CASES)
def test_messages_are_for_authors(case: str) -> None:
    """No word of Python or of a library, no path of a machine, and each message but a plain one says what to do."""
    text = read_expected(case)
    words = r"Traceback|pydantic|NoneType|\bNone\b|\bdict\b|\btuple\b|\bstr\b|\bfloat\b|placeholder|something else|``"
    assert re.findall(words, text.replace("which means something else in YAML", "")) == []
    assert str(PROBLEMS.parent.parent) not in text
    for found in shown(case):
        assert found.hint, found
        assert found.message[-1] not in ".!", found


def test_ten_mistakes_give_ten_messages_in_one_run() -> None:
    found = shown("ten-mistakes")
    assert len(found) == len({(one.line, one.column) for one in found}) == 10
    assert len({one.code for one in found}) >= 9
