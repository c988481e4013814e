"""The references of hand-written pages: where a Markdown text calls an entry or a figure, and whether they exist."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from catalog.catalog import Catalog
from catalog.files import relative
from catalog.problem import Problem
from catalog.reading import Document
from catalog.references import REFERENCE, resolve

#: Folders of docs/ whose texts are no pages of the site (``exclude_docs`` of mkdocs.yml).
NOT_PAGES = ("decisions", "overrides")

_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n.*?\n(?:---|\.\.\.)[ \t]*(?=\r?\n)", re.DOTALL)
_FENCE = re.compile(r"[ ]{0,3}(`{3,}|~{3,})")
#: What may hold indented text that is no code: a list, a definition, a footnote, an admonition.
_CONTAINER = re.compile(r"[ ]{0,3}(?:[-+*] |\d+[.)] |:|\[\^|!!!|\?\?\?)")
_SPAN = re.compile(r"(?<!`)(`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)\1(?!`)", re.DOTALL)
_RAW = re.compile(r"<!--.*?-->|<(pre|code|script|style)\b.*?</\1>", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True)
class Call:
    """A reference without its brackets, and where these stand in the text."""

    reference: str
    start: int
    end: int


def calls_in(text: str) -> Iterator[Call]:
    """The references of a Markdown text in order; those of its front matter, code and comments are only text."""
    for match in REFERENCE.finditer(_without_code(text)):
        yield Call(match[1].strip(), match.start(), match.end())


def page_problems(catalog: Catalog, text: str, path: str) -> list[Problem]:
    """What is wrong with the references of the page at ``path``, told as for an entry."""
    document = Document(path)
    bare = _without_code(text)
    for call in calls_in(text):
        target = resolve(catalog, call.reference)
        if target.problem:
            document.report(_place(text, call.start), target.problem, "unknown_reference", target.hint)
    for stray in re.finditer(r"\[\[|\]\]", REFERENCE.sub(lambda match: " " * len(match[0]), bare)):
        message = "des crochets doubles ne se referment pas : écrire [[entrée]] ou [[étude#chiffre]]"
        document.report(_place(text, stray.start()), message, "reference_syntax")
    return sorted(document.problems)


#: Tells what is wrong with the text of a page, by its path.
Tell = Callable[[Catalog, str, str], list[Problem]]


def docs_problems(catalog: Catalog, docs_dir: Path, tell: Tell = page_problems) -> list[Problem]:
    """What ``tell`` says of every page of ``docs_dir``, in the order of their paths."""
    problems: list[Problem] = []
    for path in sorted(docs_dir.rglob("*.md")):
        if path.relative_to(docs_dir).parts[0] in NOT_PAGES:
            continue
        shown_path = relative(path, docs_dir.parent)
        try:
            problems += tell(catalog, path.read_text("utf-8-sig", errors="replace"), shown_path)
        except OSError as error:
            message = f"fichier illisible : {error.strerror or os.fspath(path)}"
            problems.append(Problem(shown_path, 1, 1, message, "unreadable"))
    return problems


def _place(text: str, start: int) -> tuple[int, int]:
    return text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)


def _without_code(text: str) -> str:
    """The text, every character kept in its place, with spaces for its front matter, its code and its comments."""
    bare = _FRONT_MATTER.sub(_blank, text)
    lines = bare.split("\n")
    fence, code, held, after_blank = "", False, False, True
    for number, line in enumerate(lines):
        if fence:
            closing = line.strip()
            lines[number] = _blanked(line)
            if closing.startswith(fence) and not closing.strip(fence[0]):
                fence = ""
        elif opening := _FENCE.match(line):
            fence, lines[number] = opening[1], _blanked(line)
        elif not line.strip():
            after_blank = True
            continue
        else:
            indented = line.startswith(("    ", "\t"))
            code = indented and not held and (code or after_blank)
            if code:
                lines[number] = _blanked(line)
            elif not indented:
                # An unindented line that follows a list without a blank line still belongs to it.
                held = bool(_CONTAINER.match(line)) or (held and not after_blank)
        after_blank = False
    return _SPAN.sub(_blank, _RAW.sub(_blank, "\n".join(lines)))


def _blank(match: re.Match[str]) -> str:
    return _blanked(match[0])


def _blanked(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)
