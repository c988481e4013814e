"""``/nouveautes/``: what changed since the last version, what each version changed, and the feeds that follow."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from catalog.figures import Reading
from catalog.models import Work, slugify
from catalog.partial_date import PartialDate
from generator.ad_cards import ad_card
from generator.ad_words import day_words
from generator.cards import Card, card, newest_first
from generator.entry_words import KINDS, entry_path, kind_count, title_of
from generator.feeds.files import FORMS, feed_files, feed_meta, feed_path, has_feed
from generator.feeds.members import ALL
from generator.page import Page
from generator.releases.contents import Key, NewValue, Value
from generator.releases.ledger import Release, spaced
from generator.releases.news import News, news, release_words
from generator.releases.present import Shown
from generator.site import Renderer, Site

PATH = "nouveautes/index.md"

#: Lines of a list before it says how many it leaves out, ads and cards before a link leads to the others, versions
#: that the page tells.
_MOST_LINES, _MOST_ADS, _MOST_CARDS, _MOST_VERSIONS = 30, 12, 8, 24
#: Letters of a title that fits in a column.
_SHORT = 32


@dataclass(frozen=True)
class Line:
    """An entry in a list: ``path`` is None when it has no page, or none any more."""

    title: str
    path: str | None
    note: str = ""


@dataclass(frozen=True)
class Group:
    """Entries of one kind: the first of them, and how many more there are."""

    label: str
    lines: list[Line]
    more: int

    @property
    def short(self) -> bool:
        """Whether the list reads as columns of words."""
        return all(not line.note and len(line.title) <= _SHORT for line in self.lines)


@dataclass(frozen=True)
class FigureRow:
    """A figure that changed, its value before and after in typeset words."""

    shown: Shown
    before: Value
    after: Value


@dataclass(frozen=True)
class Figures:
    """Figures that changed, of studies or of ads: never both in one table. ``more`` are those left out."""

    label: str
    rows: list[FigureRow]
    more: int


@dataclass(frozen=True)
class Version:
    """A version on the page: what it changed, in words and in lists."""

    release: Release
    words: str
    groups: list[Group]
    figures: list[Figures]


@dataclass(frozen=True)
class Follow:
    """A theme that one can follow, and where its feed stands."""

    label: str
    path: str


def news_pages(renderer: Renderer) -> list[Page]:
    """The page, and the files of every feed."""
    site = renderer.site
    told = news(site)
    page = renderer.page(
        "news.md.j2",
        PATH,
        {
            "title": "Nouveautés",
            "description": "Ce qui a changé d’une version à l’autre : fiches, annonces, chiffres et leurs anciennes"
            " valeurs. Flux Atom et JSON.",
            "template": "liste.html",
            "collected": bool(site.ads.groups),
            "feeds": feed_meta(site, ALL, "Nouveautés"),
        },
        news=told,
        changed=bool(told.words),
        added=_groups(site, told.changes.added),
        reviewed=_groups(site, told.changes.changed),
        renamed=[(old[1], _line(site, new)) for old, new in told.changes.renamed],
        removed=_groups(site, told.changes.removed),
        figures=_figures(told, told.changes.values),
        new_figures=_new_figures(told),
        ads=[ad_card(site, group) for group in told.ads[:_MOST_ADS]],
        more_ads=len(told.ads[_MOST_ADS:]),
        silence=site.ads.silence,
        newest=[] if told.words else _newest(site),
        newest_ads=[] if told.since else [ad_card(site, group) for group in site.ads.groups[:_MOST_CARDS]],
        versions=[_version(site, told, each) for each in site.releases.releases[: -_MOST_VERSIONS - 1 : -1]],
        forms=[(name, feed_path(ALL, form)) for form, _, name in FORMS] if has_feed(site, ALL) else [],
        themes=[
            Follow(topic.label, feed_path(("topics", topic.id), "xml"))
            for topic in sorted(site.catalog.topics.values(), key=lambda each: slugify(each.label))
            if has_feed(site, ("topics", topic.id))
        ],
    )
    return [page, *feed_files(site, told.changes)]


def _newest(site: Site) -> list[Card]:
    """Those whose date is sure: a span of years does not say what is recent."""
    works = [
        work
        for work in site.catalog.works.values()
        if not work.off_topic and isinstance(work.published, PartialDate) and work.published.precision != "interval"
    ]
    return [card(site, work) for work in newest_first(works)[:_MOST_CARDS]]


def _groups(site: Site, keys: Iterable[Key]) -> list[Group]:
    """The entries of each kind, in the order of ``KINDS``; those of a kind no longer known come last."""
    by_kind: dict[str, list[Key]] = {kind: [] for kind in KINDS}
    for key in keys:
        by_kind.setdefault(key[0], []).append(key)
    return [
        Group(
            kind_count(kind, len(members)),
            [_line(site, key) for key in members[:_MOST_LINES]],
            len(members) - len(members[:_MOST_LINES]),
        )
        for kind, members in by_kind.items()
        if members
    ]


def _line(site: Site, key: Key) -> Line:
    """An entry that is gone is told by its id: a version keeps no title."""
    kind, name = key
    entry = site.catalog.kind(kind).get(name) if kind in KINDS else None
    if entry is None:
        return Line(name, None)
    note = card(site, entry).origin if isinstance(entry, Work) else ""
    return Line(title_of(entry), entry_path(site, kind, name), note)


def _figures(told: News, values: Iterable[NewValue]) -> list[Figures]:
    """The figures that the site still shows: the others have no place to lead to."""
    rows = [
        FigureRow(
            told.shown[each.reference],
            replace(each.before, words=spaced(each.before.words)),
            replace(each.after, words=spaced(each.after.words)),
        )
        for each in values
        if each.reference in told.shown
    ]
    studies = [row for row in rows if isinstance(row.shown.number, Reading)]
    tables = [row for row in rows if not isinstance(row.shown.number, Reading)]
    named = (("Études et pages", studies), ("Tables tirées des annonces", tables))
    return [Figures(label, rows[:_MOST_LINES], len(rows[_MOST_LINES:])) for label, rows in named if rows]


def _new_figures(told: News) -> int:
    """How many figures came with no new entry: in an entry that was there, or in a table."""
    new = {name for _, name in told.changes.added}
    return sum(reference.partition("#")[0] not in new for reference in told.changes.figures_added)


def _version(site: Site, told: News, release: Release) -> Version:
    first = release.before is None
    return Version(
        release,
        release_words(release),
        [] if first else _groups(site, (*release.changes.added, *(new for _, new in release.changes.renamed))),
        _figures(told, release.changes.values),
    )


def since_words(site: Site) -> str:
    """What changed since the last version, in a sentence for other pages; empty when there is nothing to say."""
    told = news(site)
    return f"Depuis la version du {day_words(told.since)} : {told.words}." if told.since and told.words else ""
