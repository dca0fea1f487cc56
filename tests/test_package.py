"""One program in three circumstances: from a checkout, from an editable install and from a wheel."""

import functools
import gettext
import io
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from cjgen import bundled
from cjgen.build import build_site

ROOT = Path(__file__).parent.parent

OFFLINE = """
import socket
def refuse(*args, **kwargs):
    raise OSError("the network is cut")
socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = socket.create_connection = refuse
"""


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    """What the command prints; fails with everything it said if it does."""
    done = subprocess.run(
        command,
        cwd=cwd,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@functools.cache
def without_network() -> tuple[str, ...]:
    """The prefix with which a command runs in a namespace that has no network, if the system lets us have one."""
    for prefix in (("unshare", "--net"), ("unshare", "--map-root-user", "--net")):
        if (
            shutil.which("unshare")
            and subprocess.run([*prefix, "true"], capture_output=True, check=False).returncode == 0
        ):
            return prefix
    return ()


class Install:
    """A virtual environment in which cjgen is installed from a wheel and finds its dependencies here."""

    def __init__(self, folder: Path, wheel: Path) -> None:
        self.folder = folder
        run(sys.executable, "-m", "venv", "--without-pip", folder, cwd=folder.parent)
        self.python = folder / "bin" / "python"
        self.packages = Path(
            run(self.python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).strip()
        )
        pip = (sys.executable, "-m", "pip", "--python", self.python, "install", "--no-deps", "--no-index", "--quiet")
        run(*pip, "--disable-pip-version-check", wheel, cwd=folder)
        # Folders named in a .pth come last, and .pth files in them are not read: this environment's own
        # cjgen cannot be found by accident.
        paths = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
        (self.packages / "dependencies.pth").write_text("\n".join(sorted(paths)) + "\n")
        (self.packages / "sitecustomize.py").write_text(OFFLINE)

    def package(self) -> Path:
        code = "import cjgen; print(cjgen.__file__)"
        return Path(run(self.python, "-P", "-c", code, cwd=self.folder).strip()).parent

    def build(self, output: Path) -> dict[str, bytes]:
        sample = run(self.python, "-P", "-c", "from cjgen import bundled; print(bundled.sample())", cwd=self.folder)
        run(*without_network(), self.folder / "bin" / "cjgen", "build", sample.strip(), "-o", output, cwd=self.folder)
        return tree(output)

    def begin(self, folder: Path) -> dict[str, bytes]:
        """What `cjgen new` writes and what `cjgen build` makes of it, without a network."""
        folder.mkdir()
        program = self.folder / "bin" / "cjgen"
        run(*without_network(), program, "new", "demo", "--language", "nl", cwd=folder)
        run(*without_network(), program, "build", "demo", "--strict", cwd=folder)
        return tree(folder / "demo")


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def make_wheel(target: Path, *options: str) -> Path:
    """Build the wheel into `target`: by way of the source distribution, unless `--wheel` is among the options."""
    run(sys.executable, "-m", "build", "--no-isolation", *options, "--outdir", target, ROOT, cwd=target.parent)
    (file,) = target.glob("*.whl")
    return file


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    before = set(ROOT.rglob("*.mo"))
    file = make_wheel(tmp_path_factory.mktemp("wheel"))
    assert set(ROOT.rglob("*.mo")) == before
    return file


@pytest.fixture(scope="session")
def editable_wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("editable")
    code = "import sys; from hatchling.build import build_editable; build_editable(sys.argv[1])"
    run(sys.executable, "-c", code, target, cwd=ROOT)
    (file,) = target.iterdir()
    return file


def test_the_wheel_holds_all_that_is_needed_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if not name.endswith("/")}
    for kind in ("themes", "journeys"):
        source = {f"cjgen/_bundled/{kind}/{name}" for name in tree(ROOT / kind)}
        assert source
        assert {name for name in names if name.startswith(f"cjgen/_bundled/{kind}/")} == source
    assert {"cjgen/py.typed", "cjgen/_bundled/site.yaml", "cjgen/locale/nl/LC_MESSAGES/cjgen.mo"} <= names
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"cjgen"}
    endings = {
        Path(name).suffix
        for name in names
        if not name.startswith(("cjgen/_bundled/", "cjgen/starter/")) and ".dist-info/" not in name
    }
    assert endings == {".js", ".mo", ".py", ".typed"}
    starter = {f"cjgen/starter/{name}" for name in tree(ROOT / "cjgen" / "starter")}
    assert len(starter) == 10
    assert {name for name in names if name.startswith("cjgen/starter/")} == starter


def test_the_wheel_is_the_same_whether_built_from_the_checkout_or_the_source_distribution(
    wheel: Path, tmp_path: Path
) -> None:
    again = make_wheel(tmp_path / "again", "--wheel")
    with zipfile.ZipFile(wheel) as one, zipfile.ZipFile(again) as other:
        assert {name: one.read(name) for name in one.namelist()} == {
            name: other.read(name) for name in other.namelist()
        }


def test_the_sample_builds_alike_in_every_circumstance(wheel: Path, editable_wheel: Path, tmp_path: Path) -> None:
    installed = Install(tmp_path / "installed", wheel)
    editable = Install(tmp_path / "editable", editable_wheel)
    assert installed.package().is_relative_to(installed.folder)
    assert editable.package() == ROOT / "cjgen"
    assert not (editable.packages / "cjgen").exists()

    checkout = tmp_path / "from-checkout"
    assert Path(bundled.__file__).is_relative_to(ROOT)  # as a program of its own: test_cli
    assert build_site(ROOT, output=checkout).written
    expected = tree(checkout)
    assert {"index.html", "build.json"} <= expected.keys()
    assert editable.build(tmp_path / "from-editable") == expected
    assert installed.build(tmp_path / "from-wheel") == expected

    begun = installed.begin(tmp_path / "begun-by-wheel")
    assert {"site.yaml", ".gitignore", ".vscode/settings.json", "public/index.html", "public/build.json"} <= set(begun)
    assert editable.begin(tmp_path / "begun-by-editable") == begun


def test_the_network_is_cut(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(OFFLINE)
    code = "import socket; socket.create_connection(('127.0.0.1', 9))"
    for prefix, path in ((without_network(), str(ROOT)), ((), str(tmp_path))):
        if not prefix and path != str(tmp_path):
            continue
        done = subprocess.run(
            [*prefix, sys.executable, "-c", code],
            env=os.environ | {"PYTHONPATH": path},
            capture_output=True,
            text=True,
            check=False,
        )
        assert "unreachable" in done.stderr or "the network is cut" in done.stderr


def test_the_bundled_things_are_there() -> None:
    assert (bundled.themes() / "default" / "theme.yaml").is_file()
    assert (bundled.sample() / "site.yaml").is_file()
    assert list((bundled.sample() / "journeys").glob("*.yaml"))


def test_the_catalogue_of_a_checkout_is_compiled_from_its_source() -> None:
    assert bundled.catalogue("en") is None
    dutch = bundled.catalogue("nl")
    assert dutch is not None
    texts = gettext.GNUTranslations(io.BytesIO(dutch))
    assert texts.info()["language"] == "nl"


CATALOGUE = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Keep"
msgstr "Behouden"

msgctxt "verb"
msgid "Keep"
msgstr "Houden"

msgid "{n} journey"
msgid_plural "{n} journeys"
msgstr[0] "{n} klantreis"
msgstr[1] "{n} klantreizen"

#, fuzzy
msgid "Drop"
msgstr "Druppel"
"""


def test_a_catalogue_is_compiled_to_the_same_bytes_at_any_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "locale" / "nl" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    monkeypatch.setattr(bundled, "_PACKAGE", tmp_path)
    assert bundled.catalogue("nl") is None
    (folder / "cjgen.po").write_text(CATALOGUE, encoding="utf-8")
    content = bundled.catalogue("nl")
    assert content is not None
    texts = gettext.GNUTranslations(io.BytesIO(content))
    assert texts.gettext("Keep") == "Behouden"
    assert texts.pgettext("verb", "Keep") == "Houden"
    assert [texts.ngettext("{n} journey", "{n} journeys", n) for n in (0, 1, 2)] == [
        "{n} klantreizen",
        "{n} klantreis",
        "{n} klantreizen",
    ]
    assert texts.gettext("Drop") == "Drop"

    # The file names no dates: a compiler that fills in the clock's would give other bytes tomorrow.
    dates = {value for key, value in texts.info().items() if key.endswith("-date")}
    assert dates == {"2000-01-01 00:00+0000"}

    (folder / "cjgen.po").write_text(CATALOGUE.replace("Behouden", "Bewaren"), encoding="utf-8")
    edited = bundled.catalogue("nl")
    assert edited is not None
    assert gettext.GNUTranslations(io.BytesIO(edited)).gettext("Keep") == "Bewaren"
    (folder / "cjgen.po").unlink()
    (folder / "cjgen.mo").write_bytes(content)
    assert bundled.catalogue("nl") == content
