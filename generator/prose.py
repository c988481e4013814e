"""Hand-written pages call entries and figures as answers do: the same references, the same words in their place."""

from __future__ import annotations

import posixpath
import re

from catalog.prose import calls_in
from generator.site import Renderer, View, typography

_NOT_PROSE = re.compile(
    r"(<pre\b.*?</pre>|<code\b.*?</code>|<script\b.*?</script>|<style\b.*?</style>|<!--.*?-->|<[^>]*>)", re.DOTALL
)


def with_references(text: str, path: str, renderer: Renderer) -> str:
    """A Markdown text, with or without its front matter, whose references became HTML.

    ``path`` is the page's file in the tree: links are relative to the address it gets. The references must exist
    (``page_problems`` of the catalog tells).
    """
    view = View(renderer, _folder(path))
    pieces: list[str] = []
    last = 0
    for call in calls_in(text):
        pieces += [text[last : call.start], typography(view.refer(call.reference))]
        last = call.end
    return "".join([*pieces, text[last:]])


def typeset(html: str) -> str:
    """A page made of a Markdown text, with French spacing; code and the inside of tags stay as they are."""
    pieces = _NOT_PROSE.split(html)
    pieces[::2] = [typography(words) for words in pieces[::2]]
    return "".join(pieces)


def _folder(path: str) -> str:
    """The folder of the site that a page's file becomes: "a.md", "a/index.md" and "a/README.md" are one page."""
    folder, name = posixpath.split(path.removesuffix(".md"))
    return folder if name in ("index", "README") else posixpath.join(folder, name)
