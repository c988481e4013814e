"""Feeds: what each follows, in which order, with which dates; both forms say the same, and readers of feeds read them."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import feedparser
import pytest
import yaml
from lxml import html

from catalog.load import load_catalog
from catalog.models import slugify
from generator.address import Address
from generator.feeds.items import MOST_ITEMS
from generator.page import Page
from generator.pages import build_pages, open_site
from generator.releases.contents import Contents, difference
from generator.releases.manifest import Manifest
from generator.releases.present import contents_of, shown_figures

ROOT = "https://exemple.fr/metier-cm/"
HERE = Address(ROOT)
TODAY = dt.date(2026, 11, 25)
FIRST, LAST = dt.date(2026, 10, 4), dt.date(2026, 11, 8)
HOSTILE = "<script>alert(1)</script> & ]]> {{ 7*7 }} *x*"


def resource(title: str, published: str = "2012-05-09", **fields: object) -> str:
    told = {
        "title": title,
        "url": f"https://ailleurs.example/{slugify(title)}?a=1&b=2",
        "publisher": "Le Carnet",
        "published": published,
        "kind": "article",
        "summary": "Un résumé.",
        "topics": ["profils"],
        **fields,
    }
    return yaml.safe_dump(told, allow_unicode=True).replace(f"'{published}'", published)


FILES = {
    "metrics.yml": "{}\n",
    "topics.yml": "profils: {label: Profils, description: P.}\nveille: {label: Veille, description: V.}\n",
    "skills/canva.yml": "label: {fr: Canva}\ncategory: outil\ndefinition: Un outil de dessin.\n",
    "skills/figma.yml": "label: {fr: Figma}\ncategory: outil\ndefinition: Un autre outil.\n",
    "resources/ancien.yml": resource("Un article ancien", "2010", skills=["canva"]),
    "resources/anglais.yml": resource("An English page", "2020-01", language="en"),
    "questions/combien.yml": "title: Combien ?\nanswer: Cela dépend.\nlimits: On ne sait pas.\ntopics: [profils]\nskills: [canva]\n",
}  # fmt: skip


def write(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root / "data"


def contents(data: Path) -> Contents:
    loaded = load_catalog(data, TODAY)
    assert [str(problem) for problem in loaded.problems] == []
    site = open_site(loaded.catalog, TODAY)
    return contents_of(site, shown_figures(site).values())


def version(day: dt.date, before: Contents, after: Contents) -> Manifest:
    return Manifest.of(day, difference(before, after), after)


def build(data: Path, *releases: Manifest, address: Address = HERE, today: dt.date = TODAY) -> dict[str, Page]:
    loaded = load_catalog(data, today)
    assert [str(problem) for problem in loaded.problems] == []
    return {page.path: page for page in build_pages(loaded.catalog, today, address, releases=releases)}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write(tmp_path, FILES)


def read(pages: dict[str, Page], path: str = "nouveautes/feed.xml") -> feedparser.FeedParserDict:
    read = feedparser.parse(pages[path].text)
    assert not read.bozo, read.get("bozo_exception")
    return read


def titles(pages: dict[str, Page], path: str = "nouveautes/feed.xml") -> list[str]:
    return [entry.title.replace("\u00a0", " ") for entry in read(pages, path).entries]


def test_every_feed_is_read_without_fault_and_both_forms_say_the_same(data: Path):
    pages = build(data, version(FIRST, Contents(), contents(data)))
    feeds = [path for path in pages if path.endswith("feed.xml")]
    assert set(feeds) == {
        f"{folder}/feed.xml" for folder in ("nouveautes", "ressources/theme/profils", "competences/canva")
    }
    for path in feeds:
        atom, told = read(pages, path), json.loads(pages[path.replace(".xml", ".json")].text)
        assert atom.version == "atom10"
        assert told["version"] == "https://jsonfeed.org/version/1.1"
        assert (atom.feed.title, atom.feed.author) == (told["title"], told["authors"][0]["name"])
        assert atom.feed.id == atom.feed.link == told["home_page_url"] == ROOT + path.removesuffix("feed.xml")
        assert [link.href for link in atom.feed.links if link.rel == "self"] == [ROOT + path]
        assert told["feed_url"] == ROOT + path.replace(".xml", ".json")
        assert atom.entries
        assert [
            (entry.id, entry.link, entry.title, entry.summary, entry.published, entry.updated)
            for entry in atom.entries
        ] == [
            tuple(item[name] for name in ("id", "url", "title", "content_text", "date_published", "date_modified"))
            for item in told["items"]
        ]
        assert len({item["id"] for item in told["items"]}) == len(told["items"])
        assert all(item["url"].startswith(ROOT) for item in told["items"])


def test_a_line_leads_to_a_page_that_exists(data: Path):
    pages = build(data, version(FIRST, Contents(), contents(data)))
    for path in ("nouveautes/feed.xml", "competences/canva/feed.xml"):
        for entry in read(pages, path).entries:
            folder, _, anchor = entry.link.removeprefix(ROOT).partition("#")
            page = pages[f"{folder}index.md"]
            assert not anchor or f'id="{anchor}"' in page.text


def test_a_theme_and_a_skill_are_followed_by_what_names_them(data: Path):
    pages = build(data, version(FIRST, Contents(), contents(data)))
    assert set(titles(pages, "competences/canva/feed.xml")) == {"Un article ancien", "Combien ?"}
    assert set(titles(pages, "ressources/theme/profils/feed.xml")) == {
        "Un article ancien",
        "An English page",
        "Combien ?",
    }
    assert "competences/figma/feed.xml" not in pages, "nothing names it"


def test_what_no_version_holds_comes_first_then_the_last_version_then_what_it_brought(data: Path):
    first = contents(data)
    write(data.parent, {"resources/neuf.yml": resource("Un article neuf", "2011")})
    last = contents(data)
    write(data.parent, {"resources/attend.yml": resource("Un article qui attend", "2009")})
    pages = build(data, version(FIRST, Contents(), first), version(LAST, first, last))
    assert titles(pages) == [
        "Un article qui attend",
        "Version du 8 novembre 2026",
        "Un article neuf",
        "Version du 4 octobre 2026",
        "An English page",
        "Un article ancien",
        "Figma",
        "Canva",
        "Combien ?",
    ]
    told = {entry.title: (entry.published[:10], entry.updated[:10]) for entry in read(pages).entries}
    assert told["Un article neuf"] == ("2026-11-08", "2026-11-08")
    assert told["Un article qui attend"] == ("2026-11-08", "2026-11-08"), "the last version, not the day of the build"
    assert told["Un article ancien"] == ("2026-10-04", "2026-10-04")
    text = read(pages).entries[1].summary
    assert text.replace("\u00a0", " ") == "1 fiche nouvelle"


def test_a_changed_entry_keeps_the_day_it_came_and_its_id(data: Path):
    first = contents(data)
    before = build(data, version(FIRST, Contents(), first))
    write(data.parent, {"resources/ancien.yml": resource("Un article ancien", "2010", summary="Un autre résumé.")})
    changed = contents(data)
    for pages, day in (
        (build(data, version(FIRST, Contents(), first), version(LAST, first, changed)), "2026-11-08"),
        (build(data, version(FIRST, Contents(), first)), "2026-10-04"),  # the last version known
    ):
        entry, was = (
            next(each for each in read(told).entries if each.title == "Un article ancien") for told in (pages, before)
        )
        assert (entry.published[:10], entry.updated[:10]) == ("2026-10-04", day)
        assert entry.id == was.id
        assert "Un autre résumé." in entry.summary


def test_a_page_published_after_the_last_version_is_dated_from_its_publication(data: Path):
    first = contents(data)
    write(data.parent, {"resources/frais.yml": resource("Un article frais", "2026-11-20")})
    entry = read(build(data, version(LAST, Contents(), first))).entries[0]
    assert (entry.title, entry.updated) == ("Un article frais", "2026-11-20T00:00:00Z")


def test_without_a_version_entries_are_dated_from_their_publication(data: Path):
    write(data.parent, {"resources/sans-date.yml": resource("Sans date", "inconnu")})
    pages = build(data)
    assert titles(pages) == ["An English page", "Un article ancien"]
    assert read(pages).feed.updated == "2020-01-01T00:00:00Z"


def test_the_day_of_the_build_changes_no_feed(data: Path):
    first = version(FIRST, Contents(), contents(data))
    write(data.parent, {"resources/attend.yml": resource("Un article qui attend", "2009")})
    one, other = (build(data, first, today=day) for day in (TODAY, dt.date(2027, 3, 1)))
    for path in one:
        if "/feed." in path:
            assert one[path].content == other[path].content, path


def test_a_feed_holds_the_newest_lines_only(data: Path):
    first = contents(data)
    write(data.parent, {f"resources/r{index}.yml": resource(f"Page {index}") for index in range(MOST_ITEMS + 5)})
    told = titles(build(data, version(FIRST, Contents(), first)))
    assert len(told) == MOST_ITEMS
    assert all(title.startswith("Page ") for title in told)


def test_hostile_words_stay_words(data: Path):
    write(data.parent, {"resources/hostile.yml": resource(HOSTILE, summary=HOSTILE, author=HOSTILE)})
    pages = build(data, version(FIRST, Contents(), contents(data)))
    item = next(
        each for each in json.loads(pages["nouveautes/feed.json"].text)["items"] if each["id"].endswith("/hostile/")
    )
    assert item["title"] == HOSTILE
    assert HOSTILE in item["content_text"]
    entry = next(each for each in read(pages).entries if each.id == item["id"])
    assert entry.title_detail.type == entry.summary_detail.type == "text/plain"
    assert "<script" not in pages["nouveautes/feed.xml"].text


def test_the_language_and_the_original_of_a_page_are_told(data: Path):
    pages = build(data, version(FIRST, Contents(), contents(data)))
    entry = next(each for each in read(pages).entries if each.title == "An English page")
    assert entry.title_detail.language == "en"
    assert entry.summary_detail.language == "fr"
    assert [link.href for link in entry.links if link.rel == "related"] == [
        "https://ailleurs.example/an-english-page?a=1&b=2"
    ]
    assert [tag.term for tag in entry.tags] == ["Profils"]


def test_a_page_tells_its_feeds_to_readers_and_to_browsers(data: Path):
    pages = build(data, version(FIRST, Contents(), contents(data)))
    for path in ("nouveautes/index.md", "ressources/theme/profils/index.md", "competences/canva/index.md"):
        front = yaml.safe_load(pages[path].text.split("---\n")[1])
        folder = path.removesuffix("index.md")
        assert [(feed["url"], feed["type"]) for feed in front["feeds"]] == [
            (f"{folder}feed.xml", "application/atom+xml"),
            (f"{folder}feed.json", "application/feed+json"),
        ]
        links = {
            link.get("href"): link.text for link in html.fromstring(pages[path].text.split("---\n", 2)[2]).iter("a")
        }
        assert (links["feed.xml"], links["feed.json"]) == ("Atom", "JSON")
    assert "feed." not in pages["competences/figma/index.md"].text


def test_a_site_without_an_address_has_no_feed(data: Path):
    pages = build(data, version(FIRST, Contents(), contents(data)), address=Address())
    assert not [path for path in pages if "/feed." in path]
    assert "feed." not in pages["nouveautes/index.md"].text
