"""The search index: Pagefind run over a plain copy of each page.

The copy holds what should be found and nothing else (no menu, no footer), so the index depends on no theme, and can
say things in the words people type. Pagefind folds accents and case by itself; two habits of French it does not know
are mended here, and in ``docs/assets/js/search.js`` for what is typed:

- an elided article sticks to its word ("l’âge" is one word, that "age" does not find): the copy parts them;
- "œ" is a letter of its own: the words that hold one are listed a second time with "oe".

Kinds are counted and filtered by our script, from ``kinds.json``, and not by Pagefind’s filters: it writes their
values in the order of a hash table, another one at each run, and the same pages should give the same bytes.
"""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape, unescape
from pathlib import Path

from pagefind.service import get_executable

#: Where the index stands in the site; the scripts of the site name it too.
FOLDER = "pagefind"
#: Far beyond what 10,000 pages take (a few seconds).
TIMEOUT_SECONDS = 300
#: What a page says of others, or says on every page: found there, it would hide the page it speaks of.
#: (A template may leave something more out with ``data-pagefind-ignore``.)
LEFT_OUT = "nav, form, .card, .near, .actions, .banner, .linkstate, .source, .src, aside"

#: An answer says more, in fewer words, than the pages it draws from (Pagefind's default weight is 1); a table of
#: data, whose rows repeat the words of all of them, says less.
WEIGHTS = {"Question": 4, "Table de données": 0.2}

_ELISION = re.compile(r"(?<![\w’'])((?:[cdjlmnst]|(?:jus|lors|puis|quoi|quel)?qu)[’'])(?=\w)", re.IGNORECASE)
_TEXT_BETWEEN_TAGS = re.compile(r"(?<=>)[^<]+|^[^<]+")
_LIGATURE_WORD = re.compile(r"\w*[œæ]\w*", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_CELL_END = re.compile(r"(?=</(?:dt|dd|td|th|summary|button|figcaption|legend|option)>)")
_H1 = re.compile(r"<h1\b.*?</h1>", re.DOTALL)


class SearchFailed(Exception):
    """Pagefind could not index the site; the message is in French and holds what Pagefind said."""


@dataclass(frozen=True)
class Document:
    """A page to index: its ``path`` in the site ("a/index.html"), its title and content as HTML, its kind as text.

    ``words`` are those a reader may type for it and that it does not hold ("mail" for « courriel »).
    """

    path: str
    title: str
    kind: str
    html: str
    words: str = ""


def build_index(documents: Iterable[Document], site_dir: Path) -> None:
    """Write ``site_dir``/pagefind; raises SearchFailed."""
    documents = list(documents)
    with tempfile.TemporaryDirectory(prefix="metier-index-") as folder:
        for document in documents:
            path = Path(folder, document.path)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(document_html(document), encoding="utf-8")
        _run_pagefind(Path(folder), site_dir / FOLDER)
    for pattern in ("*-ui.*", "pagefind-highlight.js"):  # ready-made interfaces: ours is enough
        for path in (site_dir / FOLDER).glob(pattern):
            path.unlink()
    kinds = _kinds_by_fragment(site_dir / FOLDER, {_url(document): document.kind for document in documents})
    (site_dir / FOLDER / "kinds.json").write_text(json.dumps(kinds, ensure_ascii=False), encoding="utf-8")


def document_html(document: Document) -> str:
    """The plain copy of a page that Pagefind reads; the title is metadata, which it searches first."""
    title = _text(document.title)
    headless = _H1.sub(lambda match: "" if _text(match[0]) == title else match[0], document.html)
    body = _TEXT_BETWEEN_TAGS.sub(lambda match: part_elisions(match[0]), _CELL_END.sub(" ", headless))
    words = sorted({_without_ligature(word) for word in _LIGATURE_WORD.findall(f"{title} {_text(body)}")})
    return (
        '<!doctype html><html lang="fr"><head><meta charset="utf-8"></head><body data-pagefind-body'
        + (f' data-pagefind-weight="{WEIGHTS[document.kind]}">' if document.kind in WEIGHTS else ">")
        + _meta("title", part_elisions(title))
        + (_meta("oe", " ".join(words)) if words else "")
        + (_meta("words", document.words) if document.words else "")
        + f"{body}</body></html>\n"
    )


def _kinds_by_fragment(folder: Path, kinds: dict[str, str]) -> dict[str, str]:
    """For each kind, the ids by which Pagefind's results name its pages ("fr_1d78d18"), spaces between.

    A page's fragment is a file named after that id: gzip, a twelve-byte mark, then JSON.
    """
    ids: dict[str, list[str]] = {}
    for path in sorted((folder / "fragment").iterdir()):
        fragment = json.loads(gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd"))
        ids.setdefault(kinds[fragment["url"]], []).append(path.stem)
    return {kind: " ".join(ids[kind]) for kind in sorted(ids)}


def _url(document: Document) -> str:
    return "/" + document.path.removesuffix("index.html")


def _meta(name: str, value: str) -> str:
    return f'<meta data-pagefind-meta="{name}[content]" content="{escape(value)}">'


def _text(html: str) -> str:
    return " ".join(unescape(_TAG.sub(" ", html)).split())


def part_elisions(text: str) -> str:
    """``l’âge`` becomes ``l’ âge``; ``aujourd’hui`` stays whole."""
    return _ELISION.sub(r"\1 ", text)


def _without_ligature(word: str) -> str:
    return word.lower().replace("œ", "oe").replace("æ", "ae")


def _run_pagefind(source: Path, output: Path) -> None:
    executable = get_executable()
    if executable is None:
        raise SearchFailed("moteur de recherche introuvable : installez « pagefind-bin »")
    command = [str(executable), "--site", str(source), "--output-path", str(output), "--force-language", "fr"]
    command += ["--exclude-selectors", LEFT_OUT, "--quiet"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SearchFailed(f"l’index de recherche n’a pas pu être fait : {error}") from error
    if done.returncode:
        said = (done.stderr or done.stdout).strip()
        raise SearchFailed(f"l’index de recherche n’a pas pu être fait (code {done.returncode}) : {said}")
