"""The files by which cjgen knows what it put into an output folder."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping

from cjgen import __version__

MARKER = "build.json"
"""The file by which cjgen knows an output folder that it made. It lists the site's files with their SHA-256."""

BEFORE = ".cjgen-before.json"
"""The list of what a folder holds of the site before. It is apart, so that equal input makes an equal `build.json`."""

STAGING = ".cjgen-staging"
"""The file by which cjgen knows a folder in which it was writing: the first one in it, and the last to go."""

_SCHEMA, _SCHEMA_BEFORE = "cjgen/build/1", "cjgen/before/1"


def marker(digests: Mapping[str, str], inputs: Mapping[str, str]) -> bytes:
    """The `build.json` of a site: who made it, of which inputs, and its files, both by path with their SHA-256.

    `build` is the name of the build: the SHA-256 of everything else that the file says.
    """
    maker = {"schema": _SCHEMA, "generator": f"cjgen {__version__}"}
    made = {"inputs": dict(sorted(inputs.items())), "files": dict(sorted(digests.items()))}
    build = hashlib.sha256(_text({**maker, **made})).hexdigest()
    return _text({**maker, "build": build, **made})


def before(digests: Mapping[str, str]) -> bytes:
    """The list of the files that stay from the site before."""
    return _text({"schema": _SCHEMA_BEFORE, "files": dict(sorted(digests.items()))})


def listed(folder: str) -> dict[str, str] | None:
    """The pages of the site in the folder, by path with their SHA-256; None if cjgen made none. Raises OSError."""
    return _read(os.path.join(folder, MARKER), "cjgen/build/")


def listed_before(folder: str) -> dict[str, str]:
    """What the folder still holds of the site before, by path with its SHA-256. Raises OSError."""
    return _read(os.path.join(folder, BEFORE), "cjgen/before/") or {}


def is_ours(folder: str) -> bool:
    """True for a folder that cjgen made, and for one that holds nothing that could be lost. Raises OSError."""
    if os.path.isfile(os.path.join(folder, STAGING)) or listed(folder) is not None:
        return True
    try:
        return not os.listdir(folder)
    except FileNotFoundError:  # another build took it away meanwhile
        return True


def _text(told: Mapping[str, object]) -> bytes:
    return (json.dumps(told, indent=2, ensure_ascii=False) + "\n").encode()


def _read(path: str, schema: str) -> dict[str, str] | None:
    if not os.path.isfile(path):
        return None
    try:
        with open(path, "rb") as file:
            found = json.loads(file.read())
    except (FileNotFoundError, ValueError, RecursionError):  # the first where another build just took it away
        return None
    if not isinstance(found, dict) or not str(found.get("schema")).startswith(schema):
        return None
    files = found.get("files")
    return files if isinstance(files, dict) else None
