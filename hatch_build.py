"""Puts into the wheel what does not lie in the package: themes, the sample site and compiled catalogues."""

import runpy
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BundleHook(BuildHookInterface[Any]):
    """An editable install gets nothing: there `cjgen.bundled` finds everything in the checkout."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        root = Path(self.root)
        include = build_data["force_include"]
        for name in ("themes", "journeys", "site.yaml"):
            include[str(root / name)] = f"cjgen/_bundled/{name}"
        # The compiler that a checkout uses, so that both have the same bytes.
        compiled = runpy.run_path(str(root / "cjgen" / "bundled.py"))["compiled"]
        self.temporary = tempfile.TemporaryDirectory(prefix="cjgen-catalogues-")
        for source in sorted((root / "cjgen" / "locale").glob("*/LC_MESSAGES/cjgen.po")):
            language = source.parent.parent.name
            target = Path(self.temporary.name, f"{language}.mo")
            target.write_bytes(compiled(source))
            include[str(target)] = f"cjgen/locale/{language}/LC_MESSAGES/cjgen.mo"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        if version != "editable":
            self.temporary.cleanup()
