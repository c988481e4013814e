"""Lists of works: the explorer, the sections, a page for each theme, each kind and each collection."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from markupsafe import Markup

from catalog.models import Work, slugify
from catalog.partial_date import PartialDate
from generator import labels, numbers
from generator.cards import Card, card, kind_of, newest_first
from generator.feeds.files import feed_meta
from generator.freshness import OLD, STALE
from generator.page import Page
from generator.site import DESCRIPTION, Renderer, Site, excerpt
from generator.views.explorer import Facet, Heading, Option, Section, by_count

#: The card of each work, by its id.
Cards = Mapping[str, Card]

_RESOURCES = {"title": "Ressources", "url": "ressources/"}


def list_pages(renderer: Renderer) -> list[Page]:
    """Every page that lists works."""
    works = newest_first(list(renderer.site.catalog.works.values()))
    # A work stands in five lists or so, always as the same card.
    cards = {work.id: card(renderer.site, work) for work in works}
    return [
        _explorer(renderer, works, cards),
        _section(
            renderer, cards, "interviews", "Interviews", "Des personnes du métier racontent leur parcours, leurs"
            " journées et leurs outils : questions et réponses condensées, avec le lien vers"
            " l’original.",
        ),
        _section(
            renderer, cards, "studies", "Études", "Enquêtes, baromètres et mémoires sur le métier, chiffre par"
            " chiffre, avec qui les a produits, auprès de combien de personnes, et où on les a lus.",
        ),
        *_themes(renderer, works, cards),
        *_kinds(renderer, works, cards),
        *_collections(renderer, cards),
    ]  # fmt: skip


def _explorer(renderer: Renderer, works: list[Work], cards: Cards) -> Page:
    site = renderer.site
    return renderer.page(
        "explorer.md.j2",
        "ressources/index.md",
        {
            "title": "Ressources",
            "description": "Articles, interviews, études et méthodes sur le métier de community manager, à filtrer"
            " par thème, genre, année et fraîcheur.",
            "template": "liste.html",
            "script": "list.js",
        },
        title="Ressources",
        lede="Tout ce que la collection a réuni sur le métier : articles, interviews, études, méthodes."
        " Chaque page est résumée et dit son âge.",
        facets=_facets(site, works),
        cards=[cards[work.id] for work in works],
        count=numbers.count_text(len(works), "page"),
        nouns=("page", "pages"),
        orders=[("recent", "les plus récentes"), ("ancien", "les plus anciennes"), ("titre", "titre")],
        sections=[
            Section("themes", "Par thème", _theme_headings(site, works)),
            Section("genres", "Par genre", _kind_headings(site, works)),
            Section("collections", "Collections", _collection_headings(site)),
        ],
    )


def _facets(site: Site, works: list[Work]) -> list[Facet]:
    topics = Counter(topic for work in works for topic in work.topics)
    kinds = Counter(kind_of(work) for work in works)
    years = Counter(str(work.published.latest.year) for work in works if isinstance(work.published, PartialDate))
    levels: Counter[str] = Counter(site.freshness(work).level for work in works)
    themes = [Option(name, site.catalog.topics[name].label, count) for name, count in by_count(topics)]
    return [
        Facet("theme", "Thème", "Tous les thèmes", themes),
        Facet("genre", "Genre", "Tous les genres", [Option(n, labels.KINDS[n][0], c) for n, c in by_count(kinds)]),
        Facet(
            "fraicheur",
            "Fraîcheur",
            "Tous les âges",
            [
                Option(name, _age(name, label), levels[name])
                for name, label in labels.FRESHNESS.items()
                if levels[name]
            ],
        ),
        Facet("annee", "Année", "Toutes les années", [Option(y, y, years[y]) for y in sorted(years, reverse=True)]),
    ]


def _age(level: str, label: str) -> str:
    """A class of ages of publications: a duration, not a figure."""
    years = {"ok": 0, "old": OLD, "stale": STALE}.get(level)
    return label if years is None else Markup('<time datetime="P{}Y">{}</time>').format(years, label)


def _theme_headings(site: Site, works: list[Work]) -> list[Heading]:
    counts = Counter(topic for work in works for topic in work.topics)
    headings = [
        Heading(site.path("topics", t.id), t.label, counts[t.id])
        for t in site.catalog.topics.values()
        if counts[t.id]
    ]
    return sorted(headings, key=lambda heading: slugify(heading.label))


def _kind_headings(site: Site, works: list[Work]) -> list[Heading]:
    counts = Counter(kind_of(work) for work in works)
    return [Heading(site.path("kinds", name), labels.KINDS[name][1], count) for name, count in by_count(counts)]


def _collection_headings(site: Site) -> list[Heading]:
    return [
        Heading(site.path("collections", each.id), f"{each.title}, par {each.curator}", len(each.items))
        for each in site.catalog.collections.values()
    ]


def _section(renderer: Renderer, cards: Cards, kind: str, title: str, lede: str) -> Page:
    site = renderer.site
    works = newest_first([work for name, work in site.catalog.works.items() if site.kind_of[name] == kind])
    shown = [cards[work.id] for work in works]
    meta = {"title": title, "description": excerpt(lede, DESCRIPTION), "template": "liste.html"}
    return _list(renderer, site.path(kind, ""), meta, title, lede, shown)


def _list(
    renderer: Renderer,
    path: str,
    meta: Mapping[str, object],
    title: str,
    lede: str,
    cards: list[Card],
    source: str | None = None,
) -> Page:
    return renderer.page(
        "list.md.j2",
        path,
        meta,
        source,
        title=title,
        lede=lede,
        topics=[],
        cards=cards,
        empty="Rien ici pour l’instant.",
        note=None,
        feeds=meta.get("feeds", []),
    )


def _themes(renderer: Renderer, works: list[Work], cards: Cards) -> list[Page]:
    site = renderer.site
    pages = []
    for topic in site.catalog.topics.values():
        members = [cards[work.id] for work in works if topic.id in work.topics]
        if members:
            meta = {
                "title": topic.label,
                "description": excerpt(topic.description, DESCRIPTION),
                "template": "liste.html",
                "search_kind": "Thème",
                "crumbs": [_RESOURCES],
                "feeds": feed_meta(site, ("topics", topic.id), topic.label),
            }
            path, source = site.path("topics", topic.id), site.catalog.files["topics", topic.id]
            pages.append(_list(renderer, path, meta, topic.label, topic.description, members, source))
    return pages


def _kinds(renderer: Renderer, works: list[Work], cards: Cards) -> list[Page]:
    pages = []
    for heading in _kind_headings(renderer.site, works):
        members = [cards[work.id] for work in works if labels.KINDS[kind_of(work)][1] == heading.label]
        lede = "Toutes les pages de ce genre dans la collection, les plus récentes d’abord."
        meta = {
            "title": heading.label,
            "description": f"{heading.label} sur le métier de community manager.",
            "template": "liste.html",
            "crumbs": [_RESOURCES],
        }
        pages.append(_list(renderer, heading.path, meta, heading.label, lede, members))
    return pages


def _collections(renderer: Renderer, cards: Cards) -> list[Page]:
    site = renderer.site
    pages = []
    for collection in site.catalog.collections.values():
        meta = {
            "title": collection.title,
            "short": f"Collection {labels.of(collection.curator)}",
            "description": excerpt(collection.summary, DESCRIPTION),
            "template": "liste.html",
            "search_kind": "Collection",
            "crumbs": [_RESOURCES],
        }
        members = [cards[name] for name in collection.items if name in cards]
        path, source = site.path("collections", collection.id), site.catalog.files["collections", collection.id]
        pages.append(renderer.page("collection.md.j2", path, meta, source, collection=collection, cards=members))
    return pages
