"""What the generator hands to an engine: one page, as text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """One file of the site's source.

    ``path`` is relative to the root of the tree, with ``/`` ("interviews/herve-kabla/index.md", "donnees/pay.json").
    ``text`` is Markdown with YAML front matter for a ``.md`` path, and goes out as it is for any other.
    ``source`` is the file a person edits to change the page ("data/interviews/herve-kabla.yml"), relative to the
    checkout; None when no single file stands behind it.
    ``data`` holds the bytes of a file that is no text ("pme/brief.odt"); ``text`` is then empty.
    """

    path: str
    text: str
    source: str | None
    data: bytes | None = None

    @property
    def content(self) -> bytes:
        """The bytes of the file."""
        return self.text.encode("utf-8") if self.data is None else self.data
