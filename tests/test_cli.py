"""The command line: exit codes, options, what is printed where, and what is never touched."""

from __future__ import annotations

import json
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest
from browser.sites import KITCHEN as JOURNEY
from click.testing import CliRunner, Result

import cjgen.build.site
from cjgen import __version__
from cjgen.cli import main
from cjgen.model.problem import Place, problem
from cjgen.publish import Published

ROOT = Path(__file__).parent.parent
WARNING = JOURNEY.replace("context: {organisation: Keukenhuis}\n", "")
ERROR = JOURNEY.replace("importance: 9.1", "importnce: 9.1")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site without faults."""
    folder = tmp_path / "keukenhuis"
    (folder / "journeys").mkdir(parents=True)
    (folder / "site.yaml").write_text("title: Keukenhuis\nlanguage: nl\n", "utf-8")
    write(folder, JOURNEY)
    return folder


def write(site: Path, journey: str, name: str = "keuken") -> None:
    (site / "journeys" / f"{name}.yaml").write_text(journey, "utf-8")


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def program(*arguments: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """`python -m cjgen` as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "cjgen", *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# --- what build and check do and say ---------------------------------------------------------------------------


def test_build_says_one_line_and_writes_the_site(site: Path) -> None:
    result = run("build", site)
    files = tree(site / "public")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"Built 1 journey, {len(files) - 1} files, into {site / 'public'}.\n"
    assert {"index.html", "journeys/keuken.html", "data/keuken.json", "build.json"} <= files.keys()


def test_build_with_warnings_is_done(site: Path) -> None:
    write(site, WARNING)
    result = run("build", site)
    assert result.exit_code == 0
    assert "CJ201" in result.stderr
    assert result.stdout.endswith(f"into {site / 'public'} (1 warning).\n")


def test_an_error_writes_nothing_and_leaves_the_last_good_site(site: Path) -> None:
    run("build", site)
    before = tree(site)
    write(site, ERROR)
    result = run("build", site)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "journeys/keuken.yaml:6:31: error CJ104: unknown key `importnce`" in result.stderr
    assert result.stderr.endswith("\n1 error. Nothing was written.\n")
    after = tree(site)
    assert after.pop("journeys/keuken.yaml") != before.pop("journeys/keuken.yaml")
    assert after == before


@pytest.mark.parametrize("command", ["build", "check"])
def test_strict_takes_a_warning_for_an_error(site: Path, command: str) -> None:
    run("build", site)
    before = tree(site / "public")
    assert run(command, site, "--strict").exit_code == 0
    write(site, WARNING)
    assert run(command, site).exit_code == 0
    run("build", site)
    before = tree(site / "public")
    write(site, WARNING.replace("Een keuken", "Geen keuken"))
    result = run(command, site, "--strict")
    assert result.exit_code == 1
    assert "1 warning" in result.output
    assert tree(site / "public") == before


@pytest.mark.parametrize(("journey", "code", "summary"), [(JOURNEY, 0, "No problems."), (WARNING, 0, "1 warning.")])
def test_check_says_it_on_standard_output_and_writes_nothing(site: Path, journey: str, code: int, summary: str) -> None:
    write(site, journey)
    before = tree(site)
    result = run("check", site)
    assert (result.exit_code, result.stderr) == (code, "")
    assert result.stdout.endswith(summary + "\n")
    assert tree(site) == before


def test_check_finds_an_error(site: Path) -> None:
    write(site, ERROR)
    result = run("check", site)
    assert result.exit_code == 1
    assert result.stdout.endswith("1 error.\n")


def test_drafts_are_left_out_unless_asked_for(site: Path) -> None:
    write(site, "draft: true\n" + JOURNEY, "badkamer")
    page = site / "public" / "journeys" / "badkamer.html"
    assert "Built 1 journey," in run("build", site).stdout
    assert not page.exists()
    assert "Built 2 journeys," in run("build", site, "--drafts").stdout
    assert page.is_file()
    run("build", site)
    assert not page.exists()


def test_a_draft_with_an_error_counts(site: Path) -> None:
    write(site, "draft: true\n" + ERROR, "badkamer")
    assert run("build", site).exit_code == 1


# --- where it is said, how much ------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["build", "check"])
def test_quiet_says_nothing_on_success_and_problems_all_the_same(site: Path, command: str) -> None:
    assert run(command, site, "--quiet").output == ""
    write(site, ERROR)
    result = run(command, site, "--quiet")
    assert result.exit_code == 1
    assert "CJ104" in result.output


@pytest.mark.parametrize("command", ["build", "check"])
def test_verbose_explains_each_code_once(site: Path, command: str) -> None:
    write(site, JOURNEY.replace("9.1", "9.1, importnce: 9").replace("8.4", "8.4, importnce: 8"))
    short, long = run(command, site), run(command, site, "--verbose")
    explanation = "Every key must be known, so that a typing error never goes unnoticed."
    assert explanation not in short.output
    assert long.output.count(explanation) == 1
    assert long.output.count("CJ104") == 2


def test_verbose_build_names_the_files(site: Path) -> None:
    result = run("build", site, "--verbose")
    named = re.findall(r"^  (\S+) \(\d+ bytes\)$", result.stdout, re.MULTILINE)
    assert sorted([*named, "build.json"]) == sorted(tree(site / "public"))


@pytest.mark.parametrize("before", [True, False], ids=["before", "behind"])
@pytest.mark.parametrize("command", ["build", "check"])
def test_common_options_stand_before_or_behind_the_command(
    site: Path, command: str, before: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def call(option: str) -> Result:
        return run(option, command, site) if before else run(command, site, option)

    assert call("--quiet").output == ""
    assert call("--version").output == f"cjgen, version {__version__}\n"
    write(site, WARNING)
    assert "Without sector, product, customer" in call("--verbose").output
    monkeypatch.setattr(cjgen.build.site, "load_site", broken)
    write(site, WARNING + " ")
    assert "Traceback" in call("--traceback").output


def test_version_and_help_without_a_command() -> None:
    assert run("--version").output == f"cjgen, version {__version__}\n"
    for option in ("-h", "--help"):
        result = run(option)
        assert result.exit_code == 0
        assert re.findall(r"^  (\w+) ", result.output.split("Commands:")[1], re.MULTILINE) == sorted(main.commands)
    assert "-o, --output" in run("build", "--help").output


def terminal(*arguments: str | Path, cwd: Path, **environment: str) -> str:
    """What a terminal shows: both streams on a pseudo-terminal, with its control sequences."""
    master, slave = pty.openpty()
    clean = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "CI", "FORCE_COLOR")}
    process = subprocess.Popen(
        [sys.executable, "-m", "cjgen", *map(str, arguments)],
        cwd=cwd,
        env={**clean, "PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "100", **environment},
        stdin=slave,
        stdout=slave,
        stderr=slave,
    )
    os.close(slave)
    chunks = []
    while True:
        try:
            chunk = os.read(master, 65536)
        except OSError:  # Linux: the other end is closed
            break
        if not chunk:
            break
        chunks.append(chunk)
    process.wait()
    os.close(master)
    return b"".join(chunks).decode()


def test_progress_is_shown_on_a_terminal_only(site: Path) -> None:
    bar = "rendering"
    shown = terminal("build", site, cwd=site)
    assert bar in shown
    assert "━" in shown
    assert "Built 1 journey" in shown
    assert bar not in terminal("build", site, "--no-cache", "--quiet", cwd=site)
    # in a pipe: test_as_a_module


def test_colour_on_a_terminal_unless_refused(site: Path) -> None:
    write(site, ERROR)
    red = "\x1b[31m"
    assert red in terminal("check", site, cwd=site)
    plain = terminal("check", site, cwd=site, NO_COLOR="1")
    assert not re.search("\x1b\\[[0-9;]*m", plain)  # the progress bar still moves the cursor
    assert red in terminal("check", site, cwd=site, NO_COLOR="")
    assert "\x1b[" not in program("check", site, cwd=site).stdout


def test_a_file_name_moves_no_cursor(site: Path) -> None:
    write(site, ERROR, "een\x1b[31m\ntwee")
    shown = run("check", site).stdout
    assert "\x1b" not in shown
    assert "journeys/een\ufffd[31m twee.yaml:6:31: error CJ104: " in shown


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_reader_that_has_seen_enough_is_no_fault(site: Path, command: str) -> None:
    for number in range(40):
        write(site, ERROR, f"keuken-{number}")
    end, start = os.pipe()
    os.close(end)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "cjgen", command, site],
            cwd=site,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=start if command == "check" else subprocess.PIPE,
            stderr=subprocess.PIPE if command == "check" else start,
            check=False,
        )
    finally:
        os.close(start)
    assert (done.returncode, done.stdout or b"", done.stderr or b"") == (1, b"", b"")


# --- which site ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("inside", [".", "journeys", "journeys/deep/er"])
@pytest.mark.parametrize("command", ["build", "check"])
def test_the_site_is_found_by_walking_up(
    site: Path, command: str, inside: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (site / inside).mkdir(parents=True, exist_ok=True)
    monkeypatch.chdir(site / inside)
    assert run(command).exit_code == 0
    assert (site / "public" / "index.html").is_file() == (command == "build")


@pytest.mark.parametrize("command", ["build", "check"])
def test_no_site_is_wrong_usage(tmp_path: Path, command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    monkeypatch.chdir(empty)
    nowhere = run(command)
    assert nowhere.exit_code == 2
    assert "Error: there is no site.yaml here or in a folder above; name the site's folder" in nowhere.stderr
    named = run(command, empty)
    assert named.exit_code == 2
    assert f"Error: there is no site.yaml in {empty}" in named.stderr
    for wrong in (tmp_path / "missing", Path(__file__)):
        assert run(command, wrong).exit_code == 2
    assert list(empty.iterdir()) == []


def test_a_named_folder_is_not_searched_upwards(site: Path) -> None:
    assert run("check", site / "journeys").exit_code == 2


# --- where to ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("option", ["-o", "--output"])
def test_another_output_folder(site: Path, tmp_path: Path, option: str) -> None:
    result = run("build", site, option, tmp_path / "elsewhere" / "site")
    assert result.exit_code == 0
    assert (tmp_path / "elsewhere" / "site" / "index.html").is_file()
    assert not (site / "public").exists()


def test_a_relative_output_is_taken_from_here_and_that_of_the_site_from_there(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (site / "site.yaml").write_text("title: Keukenhuis\noutput: html/site\n", "utf-8")
    run("build", site)
    assert (site / "html" / "site" / "index.html").is_file()
    run("build", site, "-o", "here")
    assert (tmp_path / "here" / "index.html").is_file()


@pytest.mark.parametrize(
    ("output", "code", "reason"),
    [
        ("full", "CJ401", "holds files that cjgen did not make"),
        (".", "CJ402", "holds the author's own `site.yaml`"),
        ("journeys", "CJ402", "is the author's own `journeys`"),
        ("journeys/site", "CJ402", "lies in the author's own `journeys`"),
        ("..", "CJ402", "holds the author's own `site.yaml`"),
        ("themes", "CJ402", "is the author's own `themes`"),
    ],
)
def test_an_output_folder_that_would_cost_something_is_refused(site: Path, output: str, code: str, reason: str) -> None:
    (site / "full").mkdir()
    (site / "full" / "letter.txt").write_text("Dear customer", "utf-8")
    before = tree(site.parent)
    result = run("build", site, "-o", site / output)
    assert result.exit_code == 1
    assert re.search(rf"error {code}: the (output )?folder `.*` {re.escape(reason)}", result.stderr)
    assert result.stderr.endswith("\n1 error. Nothing was written.\n")
    assert tree(site.parent) == before


@pytest.mark.parametrize(
    "wrong",
    [b"output: [out]", b"output: ../out", b"outputt: out", b"output:\tout\n\tx: 1", b"author: Zo\xeb\noutput: out"],
)
def test_the_default_output_is_not_judged_where_the_named_one_cannot_be_read(site: Path, wrong: bytes) -> None:
    (site / "public").mkdir()
    (site / "public" / "letter.txt").write_text("Dear customer", "utf-8")
    (site / "site.yaml").write_bytes(b"title: Keukenhuis\nlanguage: nl\n" + wrong + b"\n")
    result = run("check", site)
    assert result.exit_code == 1
    assert "CJ401" not in result.stdout


def test_a_named_output_is_judged_beside_another_mistake_in_the_same_file(site: Path) -> None:
    (site / "site.yaml").write_text("titel: Keukenhuis\noutput: journeys\n", "utf-8")
    assert {"CJ104", "CJ402"} <= set(re.findall(r"CJ\d{3}", run("check", site).stdout))


@pytest.mark.parametrize("option", ["-o", "--output"])
def test_an_empty_name_of_an_output_folder_is_wrong_usage(site: Path, option: str) -> None:
    before = tree(site)
    result = run("build", site, option, "")
    assert result.exit_code == 2
    assert "it is empty; name a folder" in result.stderr
    assert tree(site) == before


def test_a_site_that_cannot_be_written_stands_among_the_other_problems(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(site, WARNING)

    def refused(*_: object, **__: object) -> Published:
        return Published(problem("CJ403", Place("a"), what="no space"))

    monkeypatch.setattr(cjgen.build.site, "publish", refused)
    result = run("build", site)
    assert result.exit_code == 1
    assert re.findall(r"CJ\d{3}", result.stderr)[0] == "CJ403"


@pytest.mark.parametrize("page", ["index.html", "method.html", "journeys/keuken.html"])
def test_the_navigation_says_which_page_this_is(site: Path, page: str) -> None:
    run("build", site)
    name = next((site / "public").glob(page.replace("keuken", "*"))).read_text("utf-8")
    marked = re.findall(r'<a href="([^"]*)" aria-current="page">', name)
    assert marked == ([] if "/" in page else [page])


def test_a_file_as_output_is_wrong_usage(site: Path) -> None:
    assert run("build", site, "-o", site / "site.yaml").exit_code == 2
    assert (site / "site.yaml").is_file()


def test_problems_of_the_output_stand_beside_those_of_the_files(site: Path) -> None:
    write(site, ERROR)
    result = run("build", site, "-o", site / "journeys")
    assert {"CJ104", "CJ402"} <= set(re.findall(r"CJ\d{3}", result.stderr))
    assert result.stderr.endswith("\n2 errors. Nothing was written.\n")


# --- wrong usage ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ("build", "--refresh"),
        ("build", "--single-file", "keuken"),
        ("build", "--host", "github"),
        ("build", "--format", "json"),
        ("check", "--host", "github"),
        ("check", "--drafts"),
        ("check", "-o", "x"),
        ("check", "--format", "github"),
        ("check", "--format", "gitlab"),
        ("check", "--format", "sarif"),
        ("check", "--format", ""),
        ("check", "--format"),
        ("build", "-o"),
        ("build", "--quite"),
        ("--format", "json", "check"),
        ("build", "one", "two"),
        ("new",),
        ("new", ""),
        ("new", "x", "y"),
        ("new", "x", "--host", "github"),
        ("new", "x", "--language", "de"),
        ("new", "journeys/keuken.yaml"),
        ("serve",),
        ("import", "x.xlsx"),
        ("export", "keuken"),
        ("diff", "a", "b"),
        ("explain",),
        ("explain", "CJ104", "CJ105"),
        ("explain", "keuken"),
        ("schema", "."),
        ("schema", "--kind", "theme"),
        ("schema", "--write", "--kind", "site"),
        ("schema", "--write", "journeys"),
        ("buld",),
        (),
    ],
    ids=" ".join,
)
def test_what_is_not_there_is_refused(site: Path, arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(site)
    before = tree(site)
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.output.startswith(("Usage:", "Error:"))
    assert tree(site) == before


# --- a fault of the program ----------------------------------------------------------------------------------


def broken(*_: object, **__: object) -> None:
    raise KeyError("a key that the program forgot")


FAULT = "cjgen: a fault of the program, not of your files: KeyError: 'a key that the program forgot'\n"


@pytest.mark.parametrize(
    "step", ["site.load_site", "site.validate_site", "journeys.analyse", "across.render_tree", "site.publish"]
)
def test_a_fault_of_the_program_is_one_line_and_spares_the_site(
    site: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("build", site)
    before = tree(site)
    monkeypatch.setattr(f"cjgen.build.{step}", broken)
    result = run("build", site, "--no-cache")
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr == FAULT + "Run it again with --traceback to see where, and please report it.\n"
    traced = run("build", site, "--no-cache", "--traceback")
    assert traced.exit_code == 3
    assert traced.stderr.startswith("Traceback (most recent call last):\n")
    assert "in broken" in traced.stderr
    assert traced.stderr.endswith(FAULT)
    assert tree(site) == before


def test_an_interrupted_build_is_no_fault(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    run("build", site)
    before = tree(site)
    monkeypatch.setattr(cjgen.build.site, "publish", interrupted)
    result = run("build", site, "--no-cache")
    assert (result.exit_code, result.stdout, result.stderr) == (130, "", "Interrupted.\n")
    assert tree(site) == before


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_build_that_is_asked_to_end_clears_up(name: str, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    number = getattr(signal, name)
    cleared = []

    def asked(*_: object, **__: object) -> None:
        handler = signal.getsignal(number)
        assert callable(handler)
        try:
            handler(number, None)
        finally:
            cleared.append(name)

    inherited = signal.signal(number, signal.SIG_DFL)  # whoever starts the tests may have it ignored
    monkeypatch.setattr(cjgen.build.site, "publish", asked)
    try:
        result = run("build", site)
        left = signal.getsignal(number)
    finally:
        signal.signal(number, inherited)
    assert (result.exit_code, result.stderr, cleared) == (130, "Interrupted.\n", [name])
    assert left is signal.SIG_DFL


# --- as a process of its own ---------------------------------------------------------------------------------


def test_as_a_module(site: Path) -> None:
    assert program("--version", cwd=site).stdout == f"cjgen, version {__version__}\n"
    assert program("--help", cwd=site).stdout.startswith("Usage: python -m cjgen [OPTIONS] COMMAND")
    built = program("build", cwd=site / "journeys")
    assert (built.returncode, built.stderr) == (0, "")
    assert re.fullmatch(r"Built 1 journey, \d+ files, into \S+public\.\n", built.stdout)
    write(site, ERROR)
    failed = program("build", cwd=site)
    assert (failed.returncode, failed.stdout) == (1, "")
    assert "Traceback" not in failed.stderr
    assert program("build", "--refresh", cwd=site).returncode == 2


def test_output_in_any_encoding(site: Path) -> None:
    """A terminal or a pipe that knows only ASCII gets a message all the same, and no traceback."""
    write(site, ERROR.replace("Specificatie", "Spécificatie “één” 見積もり"))
    result = program("check", cwd=site, PYTHONIOENCODING="ascii", PYTHONUTF8="0", LC_ALL="C")
    assert result.returncode == 1, result.stderr
    assert "Sp?cificatie" in result.stdout
    told = program("check", "--format", "json", cwd=site, PYTHONIOENCODING="ascii", PYTHONUTF8="0", LC_ALL="C")
    assert json.loads(told.stdout)["counts"] == {"error": 1, "warning": 0}


def test_help_starts_no_heavy_library() -> None:
    heavy = ("pandas", "altair", "scipy", "numpy", "jinja2", "pydantic", "yaml", "rich", "vl_convert")
    code = "import sys; import cjgen.cli; print([name for name in {heavy!r} if name in sys.modules])"
    out = subprocess.run(
        [sys.executable, "-c", code.format(heavy=heavy)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert out.stdout == "[]\n"


def test_every_command_takes_the_common_options() -> None:
    for name, command in main.commands.items():
        options = {option for parameter in command.params for option in parameter.opts}
        assert {"--quiet", "--verbose", "--traceback", "--version"} <= options, name
        assert isinstance(command, click.Command)


def test_the_sample_site_builds(tmp_path: Path) -> None:
    for name in ("site.yaml", "journeys"):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy2)(source, tmp_path / name)
    assert run("build", tmp_path).exit_code == 0
