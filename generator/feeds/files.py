"""Where the feeds stand, and their files."""

from __future__ import annotations

import posixpath

from generator.entry_words import title_of
from generator.feeds.items import items
from generator.feeds.members import ALL
from generator.feeds.written import Feed, Item, atom, json_feed
from generator.page import Page
from generator.releases.contents import Difference, Key
from generator.site import Site

#: The two forms of a feed: the end of its name, its type, and what it is called.
FORMS = (("xml", "application/atom+xml", "Atom"), ("json", "application/feed+json", "JSON"))

_SUBTITLES = {
    "all": "Ce qui entre dans la base, et ce que chaque version change.",
    "topics": "Les pages, les questions et les formations du thème « {} », à mesure qu’elles entrent dans la base.",
    "skills": "Ce qui nomme la compétence « {} », à mesure que cela entre dans la base.",
}


def feed_page(key: Key) -> str:
    """The page that a feed follows, in the site's tree."""
    if key == ALL:
        return "nouveautes/index.md"
    kind, name = key
    return f"{'ressources/theme' if kind == 'topics' else 'competences'}/{name}/index.md"


def feed_path(key: Key, form: str) -> str:
    """The file of a feed, in the site's tree: beside its page."""
    return posixpath.join(posixpath.dirname(feed_page(key)), f"feed.{form}")


def has_feed(site: Site, key: Key) -> bool:
    """Whether there is something to follow, and an address to give it: feeds hold whole addresses."""
    return bool(site.address.site_url) and (key == ALL or key in site.followed)


def feed_meta(site: Site, key: Key, title: str) -> list[dict[str, str]]:
    """The ``feeds`` of a page's front matter, for its head; empty when there is no feed."""
    if not has_feed(site, key):
        return []
    return [
        {"title": f"{title} ({name})", "name": name, "url": feed_path(key, form), "type": mime}
        for form, mime, name in FORMS
    ]


def feed_files(site: Site, changes: Difference) -> list[Page]:
    """Both forms of every feed that has a line. ``changes`` is what today's site changed from the last version."""
    if not site.address.site_url:
        return []
    pages: list[Page] = []
    made: dict[Key, Item] = {}
    for key, keys in sorted(site.followed.items()):
        lines = items(site, keys, changes, site.releases.releases if key == ALL else (), made)
        if lines:
            feed = _feed(site, key, lines)
            pages += [
                Page(feed_path(key, "xml"), atom(feed), None),
                Page(feed_path(key, "json"), json_feed(feed), None),
            ]
    return pages


def _feed(site: Site, key: Key, lines: tuple[Item, ...]) -> Feed:
    kind, name = key
    about = "" if key == ALL else title_of(site.catalog.kind(kind)[name])
    return Feed(
        title=f"{about} · {site.address.title}" if about else f"Nouveautés · {site.address.title}",
        subtitle=_SUBTITLES[kind].format(about),
        author=site.address.title,
        page=site.address.url(feed_page(key)),
        atom=site.address.url(feed_path(key, "xml")),
        json=site.address.url(feed_path(key, "json")),
        items=lines,
    )
