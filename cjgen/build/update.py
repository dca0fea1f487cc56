"""Build a site, unless that was done already."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from cjgen.build.outcome import Outcome
from cjgen.build.unchanged import Note
from cjgen.cache import FolderCache, PassingCache

if TYPE_CHECKING:  # takes its time to load, and where nothing changed it is of no use
    from cjgen.build.assess import Progress
    from cjgen.build.site import Checked
    from cjgen.model.declaration import Audience


def update_site(
    root: Path,
    cache: FolderCache,
    *,
    output: Path | None = None,
    drafts: bool = False,
    strict: bool = False,
    audience: Audience | None = None,
    as_of: date | None = None,
    jobs: int | None = None,
    progress: Progress,
) -> Outcome:
    """Build the site in `root` as `cjgen.build.build_site` does, with what is in `cache`.

    Nothing is done where the last build into the same folder would only be repeated. `jobs` is how many processes may
    share the work, as many as there are processors where it is None.
    """
    asked = {"drafts": drafts, "strict": strict, "audience": audience, "as_of": as_of}
    passing = isinstance(cache, PassingCache)
    note = Note(cache, root, output, asked)
    if not passing and (done := note.outcome()) is not None:
        return done
    from cjgen.build.packs import Emptied
    from cjgen.build.site import build_site
    from cjgen.build.workers import processors

    def build(kept: FolderCache) -> Outcome:
        built = build_site(
            root,
            output=output,
            drafts=drafts,
            strict=strict,
            audience=audience,
            as_of=as_of,
            cache=kept,
            jobs=jobs or processors(),
            record=note.published,
            progress=progress,
        )
        outcome = built.outcome
        if built.written and not passing and cache.trouble is None:
            note.write(built.checked.inputs, outcome, built.published.marker)
        return outcome

    try:
        outcome = build(cache)
    except Emptied:  # while it was used: then without it
        with PassingCache(cache.scope, cache.compiled) as kept:
            outcome = build(kept)
    cache.prune()
    return outcome


def check_with(cache: FolderCache, root: Path, *, progress: Progress) -> Checked:
    """Check the site in `root` as `cjgen.build.check_site` does, with what is in `cache`, which it adds to."""
    from cjgen.build.packs import Emptied
    from cjgen.build.site import check_site
    from cjgen.build.workers import processors

    try:
        return check_site(root, cache=cache, jobs=processors(), progress=progress)
    except Emptied:  # while it was used: then without it
        with PassingCache(cache.scope, cache.compiled) as kept:
            return check_site(root, cache=kept, jobs=processors(), progress=progress)
