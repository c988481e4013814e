"""What every page needs: where things are, how a figure or a reference is written, and how a page is made."""

from __future__ import annotations

import datetime as dt
import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.environment import TemplateModule
from markupsafe import Markup

from catalog.catalog import Catalog
from catalog.figures import Reading, read_figure
from catalog.models import Entry, Work
from catalog.partial_date import PartialDate
from catalog.references import Cell, resolve
from catalog.store import Collected
from catalog.territory import Territory
from generator import labels, numbers
from generator.ad_words import day_words
from generator.address import Address
from generator.feeds.members import members
from generator.followed import FollowedAds
from generator.freshness import Freshness, date_words, freshness
from generator.markup import Write, inline, paragraphs, plain, run
from generator.numbers import NBSP
from generator.page import Page
from generator.quotes import Mark, Quote, quote_trace, quotes, spans
from generator.related import Related, relate
from generator.releases.contents import Key
from generator.releases.ledger import Ledger

if TYPE_CHECKING:  # tables are made of a site
    import pyarrow as pa

    from generator.tables.compute import Result
from generator.tracing import COUNTS, Trace, cell_trace, reading_trace

#: The folder of the site for each kind of entry.
FOLDERS = {
    "resources": "ressources",
    "interviews": "interviews",
    "studies": "etudes",
    "questions": "questions",
    "skills": "competences",
    "collections": "collections",
    "topics": "ressources/theme",
    "kinds": "ressources/type",
    "doors": "",
    "ads": "offres",
    "ads-region": "offres/region",
    "ads-contract": "offres/contrat",
    "ads-month": "offres/mois",
}


class Site:
    """A catalog and what was collected, on a given day, ready to become pages.

    Nothing here reads a file or a clock.
    """

    def __init__(
        self,
        catalog: Catalog,
        today: dt.date,
        collected: Collected | None = None,
        territory: Territory | None = None,
        address: Address | None = None,
    ) -> None:
        self.catalog = catalog
        self.address = address or Address()
        self.today = today
        self.collected = collected or Collected()
        self.territory = territory or Territory()
        #: What the tables count, gathered once (``generator.tables.gather``): ``generator.pages.open_site`` fills it.
        self.facts: Mapping[str, pa.Table] = {}
        #: The published tables by their id: ``generator.pages.open_site`` computes them.
        self.tables: Mapping[str, Result] = {}
        #: What the recorded versions hold: ``generator.pages.open_site`` fills it.
        self.releases = Ledger()
        self.kind_of = {name: kind for kind in ("resources", "interviews", "studies") for name in catalog.kind(kind)}

    @cached_property
    def related(self) -> dict[str, list[Related]]:
        return relate(self.catalog)

    @cached_property
    def followed(self) -> dict[Key, list[Key]]:
        """The entries that each feed follows."""
        return members(self.catalog)

    @cached_property
    def ads(self) -> FollowedAds:
        return FollowedAds(self.collected, self.catalog.sources, self.today)

    def freshness(self, work: Work) -> Freshness:
        published = work.published if isinstance(work.published, PartialDate) else None
        return freshness(published, work.reviewed, self.today)

    def readings(self, work: Work) -> list[Reading]:
        """The figures of a work, each completed with what it takes to judge it."""
        return [read_figure(self.catalog, work, figure) for figure in work.figures]

    def reading(self, reference: str) -> Reading:
        """The figure that ``study#figure`` names; ValueError, in French, when there is none."""
        target = resolve(self.catalog, reference)
        if not (isinstance(target.entry, Work) and target.figure):
            raise ValueError(target.problem or f"« [[{reference}]] » n’est pas un chiffre")
        return read_figure(self.catalog, target.entry, target.figure)

    def path(self, kind: str, name: str) -> str:
        """The file of a page in the site's tree."""
        return posixpath.join(FOLDERS[kind], name, "index.md")

    def work_path(self, work: Work) -> str:
        return self.path(self.kind_of[work.id], work.id)


class Renderer:
    """Makes one page at a time: a template, what it shows, and the links as seen from where it stands."""

    def __init__(self, site: Site) -> None:
        self.site = site
        # Every value is escaped for HTML and for Markdown; only what is already Markup goes out as it is.
        self.environment = Environment(
            loader=FileSystemLoader(Path(__file__).parent / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            auto_reload=False,  # a build reads each template once; another build makes another renderer
            trim_blocks=True,
            lstrip_blocks=True,
            finalize=lambda value: plain(value) if type(value) is str else value,
        )
        self.environment.globals.update(
            labels=labels, numbers=numbers, site=site, date_words=date_words, day_words=day_words
        )
        self.environment.filters["paragraphs"] = paragraphs
        self.environment.filters["excerpt"] = excerpt

    def page(
        self, template: str, path: str, meta: Mapping[str, Any], source: str | None = None, **context: object
    ) -> Page:
        """One page: ``meta`` becomes its front matter; the template sees ``href``, ``refer`` and the context."""
        here = posixpath.dirname(path)
        view = View(self, here)
        body = self.environment.get_template(template).render(
            href=view.href,
            entry_href=view.entry_href,
            refer=view.refer,
            answer=view.answer,
            traced=view.traced,
            trace_of=view.trace,
            quoted=view.quoted,
            told=view.told,
            marked=view.marked,
            here=here,
            **context,
        )
        front = yaml.dump(
            _typeset(dict(meta)), Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=10_000
        )
        # One block of HTML without blank lines nor indents: every Markdown engine leaves it alone.
        lines = [line.strip(" \t") for line in typography(body).split("\n")]
        return Page(path, f"---\n{front}---\n\n" + "\n".join(line for line in lines if line) + "\n", source)


def _typeset(value: Any) -> Any:
    """A front matter with the typography of a page."""
    if isinstance(value, str):
        return typography(value)
    if isinstance(value, Mapping):
        return {key: _typeset(item) for key, item in value.items()}
    return [_typeset(item) for item in value] if isinstance(value, list) else value


def typography(html: str) -> str:
    """French spacing: no line break before a double mark or a unit, nor inside guillemets."""
    return re.sub(r" (?=[:;!?%»€])|(?<=«) |(?<=\d) (?=(?:ans?|mois|jours?|h|min)\b)", NBSP, html)


class View:
    """Links and references as seen from the folder ``here`` of the site."""

    def __init__(self, renderer: Renderer, here: str) -> None:
        self.renderer = renderer
        self.site = renderer.site
        self.here = here
        self.called = 0
        self.anchors: Counter[str] = Counter()

    def href(self, path: str) -> Markup:
        """A relative address of a page or a file of the site: works under any sub-path."""
        anchor = ""
        if "#" in path:
            path, _, anchor = path.partition("#")
            anchor = f"#{anchor}"
        folder = path.endswith("index.md")
        target = posixpath.dirname(path) if folder else path
        relative = posixpath.relpath(f"/{target}", f"/{self.here}")
        return Markup(f"{relative}/" if folder else relative) + Markup(anchor)

    def entry_href(self, kind: str, entry: Entry) -> Markup:
        return self.href(self.site.path(kind, entry.id))

    def answer(self, text: str) -> Markup:
        """The paragraphs of an answer, its references resolved."""
        return paragraphs(text, self.refer)

    def refer(self, reference: str, words: str = "") -> Markup:
        """``[[entry]]`` becomes a link, ``[[study#figure]]`` the figure with its year, its n and its source.

        ``words`` take the place of the title in the link. ValueError, in French, for a reference that leads nowhere.
        """
        target = resolve(self.site.catalog, reference)
        if target.cell:
            return self._cell(target.cell)
        if target.entry is None or target.problem:
            raise ValueError(target.problem or f"« [[{reference}]] » ne mène à rien")
        if target.figure is None:
            title = words or getattr(target.entry, "title", None) or target.entry.label.fr  # type: ignore[attr-defined]
            return Markup('<a href="{}">{}</a>').format(self.entry_href(target.kind, target.entry), plain(title))
        assert isinstance(target.entry, Work)
        return self.traced(read_figure(self.site.catalog, target.entry, target.figure))

    def _cell(self, cell: Cell) -> Markup:
        """A cell of a table: a count alone, anything else with its period and n; a row that is not there is none."""
        result = self.site.tables[cell.table]
        row = result.by_key.get(cell.row)
        if row is None:
            return Markup("aucun")
        return self.traced(cell_trace(self.site, result, row, cell.column), said=cell.column not in COUNTS)

    def trace(self, number: Trace | Reading) -> Trace:
        """What a number opens onto."""
        return reading_trace(self.site, number) if isinstance(number, Reading) else number

    def traced(self, number: Trace | Reading, words: str = "", *, said: bool = True, anchor: str = "") -> Markup:
        """A number in a sentence: it opens onto its trace, and its period and n are read with it if ``said``.

        ``words`` take the place of its value; ``anchor`` names the place. Each call makes an id of its own: call it
        where the page shows it.
        """
        self.called += 1
        trace = self.trace(number)
        after = f" ({trace.period}, {trace.n})" if said else ""
        written: Markup = self._macros.inline(trace, self.called, words, after, anchor)  # type: ignore[attr-defined]
        return Markup(" ".join(written.split("\n")).strip())

    def line(self, number: Trace | Reading) -> Markup:
        """The line under a large number, that opens onto its trace."""
        written: Markup = self._macros.line(self.trace(number))  # type: ignore[attr-defined]
        return written

    def quoted(self, text: str, work: Work) -> Markup:
        """A line of prose of an entry: each of its numbers opens onto what is known of it."""
        return inline(text, None, self._quoting(work))

    def told(self, text: str, work: Work) -> Markup:
        """The same, in paragraphs."""
        return paragraphs(text, None, self._quoting(work))

    def _quoting(self, work: Work) -> Write:
        readings = self.site.readings(work)

        def write(words: str) -> Markup:
            words = re.sub(r"[ \t\r]*\n[ \t\r]*", " ", words)
            pieces: list[Markup] = []
            for before, number, quote in spans(words, quotes(words, readings, self.anchors)):
                pieces.append(run(before))
                if quote:
                    pieces.append(self._quote(work, quote, number))
            return Markup("").join(pieces)

        return write

    def _quote(self, work: Work, quote: Quote, words: str) -> Markup:
        if quote.reading:
            return self.traced(quote.reading, words, said=False)
        # Its words only: the reservation before it is already in the text.
        return self.traced(quote_trace(self.site, work, quote), words, said=False, anchor=quote.anchor)

    def marked(self, text: str, marks: Iterable[Mark]) -> Markup:
        """The text of a card: its numbers lead to where they open."""
        pieces: list[Markup] = []
        for before, words, mark in spans(text, marks):
            pieces.append(run(before))
            if mark:
                link = Markup('<a class="figure" data-figure="{}" href="{}">{}</a>')
                pieces.append(link.format(plain(mark.reference), self.href(mark.path), run(words)))
        return Markup("").join(pieces)

    @cached_property
    def _macros(self) -> TemplateModule:
        """The macros of the templates, their links as seen from here: once a page, however many figures it calls."""
        template = self.renderer.environment.get_template("traces.html")
        return template.make_module({"href": self.href, "entry_href": self.entry_href})


#: The length of a page’s description, in characters.
DESCRIPTION = 160


def excerpt(text: str, length: int = 170) -> str:
    """The first sentences of a text that fit in ``length`` characters; a cut sentence ends with an ellipsis."""
    text = _without_references(re.sub(r"[ \t\r\n]+", " ", text).strip())
    if len(text) <= length:
        return text
    cut = text[: length + 1]
    end = max(cut.rfind(mark) for mark in (". ", "! ", "? "))
    if end > length // 3:
        return text[: end + 1]
    return cut[: cut.rfind(" ")].rstrip(" ,;:\u00a0\u202f") + "…"


def _without_references(text: str) -> str:
    """The sentences before the first one that calls a figure: it means nothing outside its page."""
    before, called, _ = text.partition("[[")
    if not called:
        return text
    end = max(before.rfind(mark) for mark in (". ", "! ", "? "))
    return before[: end + 1] if end > 0 else f"{before.rstrip(' ,;:')}…"
