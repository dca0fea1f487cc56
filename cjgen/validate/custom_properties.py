"""The custom properties that a theme's style sheets set on the root of a page: in light, in dark and on paper.

Of `:root` it is known what a page shows, at the top of a sheet or with `@media`; of media queries the medium and
`prefers-color-scheme` are understood. What is set for anything else is said to be unsure. tinycss2 is imported late,
because most commands read no style sheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from cjgen.model.page import Theme
from cjgen.model.problem import Place

if TYPE_CHECKING:
    from tinycss2 import ast

Scheme = Literal["light", "dark", "print"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark", "print")

SHEETS: Final = ("site.css", "theme.css")
"""The style sheets that a page loads of its theme, in this order."""

_FEATURES: Mapping[Scheme, frozenset[str]] = {
    "light": frozenset({"all", "screen", "(prefers-color-scheme:light)"}),
    "dark": frozenset({"all", "screen", "(prefers-color-scheme:dark)"}),
    "print": frozenset({"all", "print", "(prefers-color-scheme:light)"}),
}
"""What a media query may ask for and find true; browsers print in light."""
_KNOWN = frozenset().union(*_FEATURES.values())
_NEVER = frozenset({"(forced-colors:active)", "speech"})
"""Where the theme's colours are not shown at all."""


@dataclass(frozen=True, slots=True)
class Declaration:
    """A custom property as a style sheet sets it: its value as written, and where.

    `own` says that the sheet belongs to the site's folder and not to cjgen. `unsure` holds what else the style sheet
    asks for, such as `(min-width:40rem)` or `.card`, where it is not known whether the declaration applies.
    """

    name: str
    value: str
    place: Place
    own: bool
    unsure: str = ""
    important: bool = False


Properties = Mapping[Scheme, Mapping[str, Declaration]]
"""The declaration that wins, by scheme and name."""


@dataclass(frozen=True, slots=True)
class ThemeProperties:
    """What a theme sets on the root: the declarations that win, and those of which it is not known whether they do."""

    winning: Properties
    unsure: tuple[Declaration, ...]


def theme_properties(theme: Theme) -> ThemeProperties:
    """The custom properties of the theme's own style sheets and those that it extends."""
    winning: dict[Scheme, dict[str, Declaration]] = {scheme: {} for scheme in SCHEMES}
    unsure = []
    for found, schemes in _declarations(theme):
        if found.unsure:
            unsure.append(found)
            continue
        for scheme in schemes:
            before = winning[scheme].get(found.name)
            if before is None or found.important or not before.important:
                winning[scheme][found.name] = found
    return ThemeProperties(winning, tuple(unsure))


def _declarations(theme: Theme) -> Iterator[tuple[Declaration, frozenset[Scheme]]]:
    """Every custom property set on `:root`, in the order of the sheets, with the schemes in which it may apply."""
    import tinycss2

    for sheet in SHEETS:
        if sheet in theme.static:
            text = theme.static[sheet].decode("utf-8", "replace").removeprefix("\ufeff")
            name = f"static/{sheet}"
            source = _Sheet(theme.files[name], re.split(r"\r\n|\r|\n|\f", text), theme.is_own(name))
            rules = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
            yield from source.read(rules, frozenset(SCHEMES), "")


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One style sheet, of which the rules are read."""

    file: str
    lines: list[str]
    own: bool

    def read(
        self, rules: Sequence[ast.Node], schemes: frozenset[Scheme], unsure: str
    ) -> Iterator[tuple[Declaration, frozenset[Scheme]]]:
        """The declarations in `rules`, which apply in `schemes` and, if there is something `unsure`, perhaps."""
        import tinycss2

        for rule in rules:
            if not isinstance(rule, tinycss2.ast.QualifiedRule | tinycss2.ast.AtRule) or rule.content is None:
                continue
            prelude = " ".join(tinycss2.serialize(rule.prelude).split())
            if not schemes:  # where the theme's colours are not shown at all
                return
            if isinstance(rule, tinycss2.ast.QualifiedRule):
                on_root = ":root" in re.split(r"\s*,\s*", prelude.lower())
                yield from self._declared(rule.content, schemes, unsure or ("" if on_root else prelude))
            elif isinstance(rule, tinycss2.ast.AtRule):
                inner = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
                keyword = rule.lower_at_keyword
                if keyword == "media":
                    applies, asked = _media(prelude)
                    yield from self.read(inner, schemes & applies, unsure or asked)
                elif keyword in ("supports", "layer", "container", "scope"):
                    yield from self.read(inner, schemes, unsure or f"@{keyword} {prelude}".strip())

    def _declared(
        self, content: Sequence[ast.Node], schemes: frozenset[Scheme], unsure: str
    ) -> Iterator[tuple[Declaration, frozenset[Scheme]]]:
        """The custom properties that a rule sets, also within `@media` inside it."""
        import tinycss2

        for node in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
            if isinstance(node, tinycss2.ast.Declaration) and node.name.startswith("--"):
                yield self._declaration(node, unsure), schemes
            elif isinstance(node, tinycss2.ast.QualifiedRule | tinycss2.ast.AtRule) and node.content is not None:
                prelude = " ".join(tinycss2.serialize(node.prelude).split())
                if isinstance(node, tinycss2.ast.AtRule) and node.lower_at_keyword == "media":
                    applies, asked = _media(prelude)
                    yield from self._declared(node.content, schemes & applies, unsure or asked)
                else:
                    yield from self._declared(node.content, schemes, unsure or prelude)

    def _declaration(self, declared: ast.Declaration, unsure: str) -> Declaration:
        import tinycss2

        line, column = declared.source_line, declared.source_column
        value = tinycss2.serialize(declared.value).strip()
        excerpt = self.lines[line - 1] if line <= len(self.lines) else ""
        place = Place(self.file, line, column, len(declared.name), excerpt=excerpt)
        return Declaration(declared.name, value, place, self.own, unsure, declared.important)


def _media(query: str) -> tuple[frozenset[Scheme], str]:
    """The schemes in which a media query may be true, and what it asks for that is not understood."""
    schemes: set[Scheme] = set()
    unsure = ""
    for part in re.split(r"\s*,\s*", query.lower()):
        part = re.sub(r"\s*([():])\s*", r"\1", part)
        part = re.sub(r"\band\(", "and (", re.sub(r"\)and\b", ") and", part))
        negated = part.startswith("not ")
        asked = re.split(r"\s+and\s+", part.removeprefix("not ").removeprefix("only "))
        if _NEVER & set(asked) and not negated:
            continue
        strange = [one for one in asked if one not in _KNOWN]
        unsure = unsure or " and ".join(strange)
        fits = {scheme for scheme in SCHEMES if set(asked) - set(strange) <= _FEATURES[scheme]}
        if not negated:
            schemes |= fits
        else:
            schemes |= set(SCHEMES) if strange else set(SCHEMES) - fits
    return frozenset(schemes), unsure
