"""The Content Security Policies of the pages: nothing from elsewhere, nothing inline."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256

SITE_POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'"
"""For pages that load the theme's files."""


def standalone_policy(style: str) -> str:
    """For a page that carries its style with it: the policy names the sha256 of exactly that style."""
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:"
