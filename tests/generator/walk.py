"""Walks a built site and finds the numbers that open onto nothing, or onto another number than the one shown."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lxml import html

from generator.tables.compute import Result

#: Digits followed by a unit, or an n.
RAW = re.compile(
    r"\d+(?:[\u202f\u00a0 .]\d{3})*(?:[,.]\d+)?[\u00a0\u202f ]?(?:%(?![0-9A-F]{2})|k?€|euros?\b|ans\b)"
    r"|\bn[\u00a0\u202f ]?=[\u00a0\u202f ]?\d"
)
#: Any number, as French writes it.
_NUMBER = re.compile(r"\d{1,3}(?:\u202f\d{3})+(?:,\d+)?|\d+(?:,\d+)?")
_INLINE = {"a", "abbr", "b", "button", "cite", "code", "data", "del", "em", "i", "ins", "mark", "q", "s", "small"} | {
    "span",
    "strong",
    "sub",
    "sup",
    "time",
    "u",
}
_SILENT = {"script", "style", "template", "noscript"}
_TITLED = {"a", "h1", "h2", "h3", "li", "cite"}
#: What a link to an entry adds to its title: « ← 3. », « → ».
_AROUND = re.compile(r"^(?:← )?(?:\d+\. )?|(?: →)$|^«[\u00a0 ]|[\u00a0 ]»$")


@dataclass(frozen=True)
class Raw:
    """A number that opens onto nothing, and why."""

    page: str
    words: str
    around: str
    why: str

    def __str__(self) -> str:
        return f"{self.page}: « {self.words} » ({self.why}) … {self.around}"


class Walk:
    """A built site, in ``folder``; ``titles`` are those of its entries and ads, in which numbers are free;
    ``tables`` those it was made of."""

    def __init__(self, folder: Path, titles: Iterable[str], tables: Mapping[str, Result] | None = None) -> None:
        self.folder = folder
        self.tables = tables or {}
        self.titles = {_bare(title) for title in titles}

    @cached_property
    def pages(self) -> dict[str, html.HtmlElement]:
        """Every page, by its path ("etudes/x/")."""
        files = sorted(self.folder.rglob("*.html"))
        return {
            file.relative_to(self.folder).as_posix().removesuffix("index.html"): html.parse(
                str(file), html.HTMLParser(encoding="utf-8")
            ).getroot()
            for file in files
        }

    @cached_property
    def anchors(self) -> dict[str, set[str]]:
        return {path: set(page.xpath("//@id")) for path, page in self.pages.items()}

    def raw(self, *families: str) -> Iterator[Raw]:
        """The numbers of the pages whose path begins with one of ``families`` (all pages when none is given)."""
        for path, page in self.pages.items():
            if not families or path.startswith(families):
                for main in page.xpath("//main") or page.xpath("//body"):
                    yield from self._raw(path, main)

    def _raw(self, path: str, main: html.HtmlElement) -> Iterator[Raw]:
        text, starts, elements = _flat(main)
        for match in RAW.finditer(text):
            element = elements[bisect_right(starts, match.start()) - 1]
            why = self._fault(element)
            if why:
                around = " ".join(text[max(0, match.start() - 40) : match.end() + 25].split())
                yield Raw(path, match[0], around, why)

    def _fault(self, element: html.HtmlElement) -> str | None:
        """Why a number inside ``element`` is raw; None when it is a date, a title, or opens."""
        chain = [element, *element.iterancestors()]
        for each in chain:
            if each.tag == "time" and each.get("datetime"):
                return None
            if each.tag in _TITLED and self._is_title(each.text_content()):
                return None
            reference = each.get("data-figure")
            if reference:
                if not self.resolves(reference):
                    return f"« {reference} » mène nulle part"
                return None if _opens(each) else f"« {reference} » ne s’ouvre pas"
        return "hors d’un chiffre"

    def _is_title(self, text: str) -> bool:
        bare = _bare(text)
        if bare in self.titles:
            return True
        return bare.endswith("…") and any(title.startswith(bare[:-1]) for title in self.titles)

    def resolves(self, reference: str) -> bool:
        """Whether the page and the anchor that a permanent reference names are in the site."""
        kind, mark, rest = reference.partition(":")
        name, _, anchor = (rest if mark else reference).partition("#")
        if not mark:
            return any(
                self._has(f"{folder}/{name}/", f"chiffre-{anchor}")
                for folder in ("etudes", "ressources", "interviews")
            )
        if kind == "quote":
            return any(self._has(f"{folder}/{name}/", anchor) for folder in ("etudes", "ressources", "interviews"))
        if kind == "ad":
            return self._has(f"offres/{name}/", anchor)
        if kind == "reference":
            return self._has("methode/constantes/", name)
        if kind == "table":
            return self._has_cell(name, anchor)
        return kind == "made" and self._has(f"{name}/", anchor)

    def _has_cell(self, name: str, anchor: str) -> bool:
        """Whether the table has that row and that column, and one of its pages shows the row."""
        table = self.tables.get(name)
        if table is None or not anchor:
            return table is not None and f"donnees/{name}/" in self.pages
        row, column = _cell(table, anchor)
        known = row in table.by_key and (not column or column in {each.name for each in table.columns})
        return known and row in self._shown.get(name, ())

    @cached_property
    def _shown(self) -> dict[str, set[str]]:
        """The anchors of the pages of each table."""
        shown: dict[str, set[str]] = {}
        for path, anchors in self.anchors.items():
            if path.startswith("donnees/") and path != "donnees/":
                shown.setdefault(path.split("/")[1], set()).update(anchors)
        return shown

    def unlike(self) -> Iterator[Raw]:
        """The numbers that open onto a cell of another value: what the opener says of the number it opens is read,
        rounded as it is written. Those whose words hold no digit are read where they open."""
        for path, page in self.pages.items():
            for marked in page.xpath("//main//*[starts-with(@data-figure, 'table:')]"):
                name, _, anchor = marked.get("data-figure").removeprefix("table:").partition("#")
                table = self.tables.get(name)
                row, column = _cell(table, anchor) if table else ("", "")
                raw = table.by_key[row][column] if table and column and row in table.by_key else None
                said = _said(marked)
                if isinstance(raw, int | float) and said and not _says(said, raw):
                    yield Raw(path, said, marked.get("data-figure"), f"la cellule vaut {raw}")

    def _has(self, page: str, anchor: str) -> bool:
        return anchor in self.anchors.get(page, ())


def _cell(table: Result, anchor: str) -> tuple[str, str]:
    """The row and the column that an anchor names; no column when it names a row."""
    if anchor in table.by_key:
        return anchor, ""
    row, _, column = anchor.rpartition(".")
    return row, column


def _said(marked: html.HtmlElement) -> str:
    """What is shown of the number: the value above the line, the words that open it, else what they open onto first;
    empty when ``marked`` only gathers other things."""
    for found in marked.xpath("./*[contains(concat(' ', @class, ' '), ' value ')]|./button[@popovertarget]"):
        if _NUMBER.search(found.text_content()):
            return str(found.text_content())
    for gist in marked.xpath("./*[@popover]/*[@class='gist']"):
        return str(gist.text_content().partition(" : ")[2])
    return ""


def _says(words: str, raw: float) -> bool:
    """Whether one of the numbers written is ``raw``, to the decimals it is written with; « k€ » are thousands."""
    for found in _NUMBER.finditer(words):
        unit = 1000 if words[found.end() :].lstrip().startswith("k€") else 1
        value = float(found[0].replace("\u202f", "").replace(",", "."))
        if abs(value - raw / unit) <= 0.5 * 10 ** -len(found[0].partition(",")[2]) + 1e-9:
            return True
    return False


def _bare(text: str) -> str:
    return _AROUND.sub("", _AROUND.sub("", " ".join(text.split()))).replace("\u202f", " ").strip()


def _opens(marked: html.HtmlElement) -> bool:
    """Whether it holds, or the block that traces it holds, something that opens without a script."""
    if marked.tag == "a":
        return bool(marked.get("href"))
    block = next((each for each in marked.iterancestors() if each.get("data-trace") is not None), None)
    opener = "*[@popovertarget]", "details[contains(concat(' ', @class, ' '), ' src ')]"
    inside = "|".join(f".//{each}" for each in opener)
    return bool(
        marked.xpath(f"{inside}|ancestor-or-self::{opener[1]}") or (block is not None and block.xpath(inside))
    )


def _flat(main: html.HtmlElement) -> tuple[str, list[int], list[html.HtmlElement]]:
    """The text of a page, a line a block; the place where each piece begins, and the element that holds it."""
    pieces: list[str] = []
    starts: list[int] = []
    elements: list[html.HtmlElement] = []
    length = 0

    def add(text: str | None, element: html.HtmlElement) -> None:
        nonlocal length
        if text:
            pieces.append(text)
            starts.append(length)
            elements.append(element)
            length += len(text)

    def walk(element: html.HtmlElement) -> None:
        if isinstance(element.tag, str) and element.tag not in _SILENT:
            block = element.tag not in _INLINE
            add("\n" if block else None, element)
            add(element.text, element)
            for child in element:
                walk(child)
                add(child.tail, element)
            add("\n" if block else None, element)

    walk(main)
    return "".join(pieces), starts, elements
