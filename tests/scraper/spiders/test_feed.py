"""The watch: what the feeds of the sandbox's blogs announce, read from the feed to the facts of a candidate."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from twisted.python.failure import Failure

from catalog.load import load_catalog
from catalog.models import Candidate
from scraper.extract.feed import FeedEntry, FeedRefused, read_feed
from scraper.items import FoundPage
from scraper.middlewares.archive import NotInArchive
from scraper.net.xml import XmlRefused
from scraper.readers import Readers
from scraper.spiders.base import BadParameters
from scraper.spiders.feed import FeedSpider
from scraper.tally import Tally
from tests.sandbox import Reply, Sandbox
from tests.scraper.conftest import RunCrawl
from tests.scraper.spiders.keyed import EXPECTED, NOW, a_source
from tests.scraper.spiders.open_boards import collect

ROOT = Path(__file__).parents[3]
CARNET = "https://www.carnet-du-cm.example/feed.xml"
BAD = "https://mauvais-flux.example"


@pytest.fixture(scope="module")
def readers() -> Readers:
    return Readers(load_catalog(ROOT / "data", dt.date.max).catalog)


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as web:
        yield web


def told(item: FoundPage, readers: Readers) -> dict[str, Any]:
    """What is found, without its HTML, and what is read of it."""
    read = readers.pages.read(item, a_source("flux-exemple"))
    facts = read if isinstance(read, str) else json.loads(json.dumps(read, default=str))
    found = {name: getattr(item, name) for name in ("source_id", "url", "title", "published", "kind")}
    return found | {"read": facts}


def watch(run_crawl: RunCrawl, sandbox: Sandbox, readers: Readers, **changes: Any) -> tuple[list[FoundPage], Any]:
    return collect(run_crawl, sandbox, a_source("flux-exemple", **changes), readers=readers)


def test_what_three_blogs_give(run_crawl: RunCrawl, sandbox: Sandbox, readers: Readers) -> None:
    items, tally = watch(run_crawl, sandbox, readers)
    read = sorted((told(item, readers) for item in items), key=lambda item: item["source_id"])
    assert read == json.loads((EXPECTED / "flux.json").read_text("utf-8"))
    assert tally.refused == Counter({"hors-sujet": 3})  # soup, hockey, residences: by their titles, unread
    # An entry without an address, two items that are none; a page that is gone. The PDF is read in the feed.
    assert tally.errors == Counter({"element-illisible": 3, "http-404": 1})
    assert not tally.incomplete
    for path in ("/soupes", "/voeux-2019", "/coworking", "/abonnes/barometre"):
        assert not sandbox.asked("www.carnet-du-cm.example", path)


def test_candidates_hold_no_sentence_and_nobody_but_who_answers(
    run_crawl: RunCrawl, sandbox: Sandbox, readers: Readers
) -> None:
    items, tally = watch(run_crawl, sandbox, readers)
    source = a_source("flux-exemple")
    candidates = []
    for item in items:
        read = readers.pages.read(item, source)
        if not isinstance(read, str):
            same = {"id": "x", "source": "flux-exemple", "source_id": item.source_id, "url": item.url}
            candidates.append(Candidate.model_validate(read | same))
    kept = " ".join(candidate.model_dump_json() for candidate in candidates) + str(tally)
    assert {"Salomé Vidal", "Oumar Diallo", "Josée Thibault"} == {c.interviewee for c in candidates if c.interviewee}
    for secret in ("Jules Martin", "Nadia Ferrand", "Luc Tremblay", "contact@", "01 99", "carnets", "Tricotine vend"):
        assert secret not in kept


@pytest.mark.parametrize("fault", ["500", "garbage", "truncated"])
def test_a_feed_that_fails_says_nothing_of_the_others(
    run_crawl: RunCrawl, sandbox: Sandbox, readers: Readers, fault: str
) -> None:
    sandbox.fail("www.carnet-du-cm.example", "/feed.xml", fault)
    items, tally = watch(run_crawl, sandbox, readers)
    assert tally.incomplete
    assert {item.url.split("/")[2] for item in items} == {"plume-et-pixels.example", "babillard.example"}


@pytest.mark.parametrize(
    ("feed", "reason"), [("dtd.xml", "xml-refuse"), ("pas-un-flux.xml", "illisible"), ("absent.xml", "http-404")]
)
def test_what_is_no_feed_is_one_error(
    run_crawl: RunCrawl, sandbox: Sandbox, readers: Readers, feed: str, reason: str
) -> None:
    items, tally = watch(run_crawl, sandbox, readers, feeds=[f"{BAD}/{feed}"])
    assert items == []
    assert tally.incomplete
    assert tally.errors == Counter({reason: 1})


def test_hostile_pages_are_read_or_counted(run_crawl: RunCrawl, sandbox: Sandbox, readers: Readers) -> None:
    items, tally = watch(run_crawl, sandbox, readers, feeds=[f"{BAD}/bancal.xml"], words=["*"])
    read = {item.url: readers.pages.read(item, a_source("flux-exemple")) for item in items}
    assert {f"{BAD}/profond", f"{BAD}/script", f"{BAD}/vide"} <= read.keys()
    assert read[f"{BAD}/vide"] == "sans-texte"
    script = read[f"{BAD}/script"]
    assert isinstance(script, dict)
    assert "volé" not in str(script)
    assert script["title"] == "Community manager"  # what looks like markup is none of a title's words
    assert tally.errors == Counter({"adresse-refusee": 1, "element-illisible": 2})
    assert not sandbox.asked("127.0.0.1", "/admin")


def test_a_page_refused_by_robots_and_not_in_the_feed_is_counted(
    run_crawl: RunCrawl, sandbox: Sandbox, readers: Readers
) -> None:
    items, tally = watch(run_crawl, sandbox, readers, feeds=["https://babillard.example/flux.json"])
    assert len(items) == 2
    sandbox.add("babillard.example", "/robots.txt", lambda request: Reply(500))
    items, tally = watch(run_crawl, sandbox, readers, feeds=["https://babillard.example/flux.json"])
    assert items == []
    assert tally.errors["robots-injoignable"] == 1
    assert tally.incomplete


def test_words_days_and_numbers_bound_what_is_followed(
    run_crawl: RunCrawl, sandbox: Sandbox, readers: Readers
) -> None:
    items, _ = watch(run_crawl, sandbox, readers, feeds=[CARNET], words=["Baromètre"])
    assert [item.source_id for item in items] == ["https://www.carnet-du-cm.example/abonnes/barometre"]
    items, _ = watch(run_crawl, sandbox, readers, feeds=[CARNET], days=7)
    assert "https://www.carnet-du-cm.example/salome-vidal" not in {item.source_id for item in items}
    items, _ = watch(run_crawl, sandbox, readers, feeds=[CARNET], most=1)
    assert [item.source_id for item in items] == ["https://www.carnet-du-cm.example/salome-vidal"]


def test_a_source_of_interviews_says_so_of_every_page(
    run_crawl: RunCrawl, sandbox: Sandbox, readers: Readers
) -> None:
    items, _ = watch(run_crawl, sandbox, readers, feeds=[CARNET], mode="interviews")
    read = [readers.pages.read(item, a_source("flux-exemple")) for item in items]
    facts = [facts for facts in read if not isinstance(facts, str)]
    assert {fact["kind"] for fact in facts} == {"interview"}
    assert any(fact.get("flags") == ("sans-questions",) for fact in facts)
    assert any(fact.get("questions") == 3 for fact in facts)


def test_a_replay_reads_in_the_feed_what_robots_had_refused() -> None:
    """The page is not in the archive: the record must be the same as on the day of the run."""
    tally = Tally()
    spider = FeedSpider(a_source("flux-exemple"), NOW, tally)
    for content, found in (("<p>Un extrait</p>", 1), ("", 0)):
        entry = FeedEntry("https://a.example/1", "Titre", "", content, None)
        request = spider.page_request("https://a.example/1", spider.parse_page, "1")
        failure = Failure(NotInArchive("https://a.example/1"))
        failure.request = request.replace(cb_kwargs={"entry": entry, "announced": NOW})  # type: ignore[attr-defined]
        assert len(list(spider.read_in_feed(failure))) == found
    assert tally.failed == {"1", "https://a.example/1"}


def test_parameters_are_checked() -> None:
    for wrong in ({"feeds": ()}, {"feeds": ("ftp://a.example/",)}, {"days": 0}, {"mode": "podcasts"}):
        with pytest.raises(BadParameters):
            FeedSpider.read_parameters(a_source("flux-exemple", **wrong))


RSS = (
    '<rss version="2.0"><channel><item><title>Été à {0}</title><link>http://a.example/1</link></item></channel></rss>'
)


@pytest.mark.parametrize("real", ["utf-8", "utf-8-sig", "iso-8859-1", "utf-16"])
@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1", "us-ascii", "x-inconnu"])
def test_a_feed_that_lies_about_its_charset_is_read(real: str, declared: str) -> None:
    body = f'<?xml version="1.0" encoding="{declared}"?>{RSS}'.encode(real)
    for header in (None, "utf-8", "iso-8859-1"):
        entries = list(read_feed(body, "http://a.example/f", header, today=NOW.date(), check=lambda _: None))
        assert [entry.title for entry in entries if entry] == ["Été à {0}"]


@pytest.mark.parametrize(
    "body",
    [
        b'<!DOCTYPE rss><rss version="2.0"/>',
        b'<?xml version="1.0"?><!-- x -->\n<!DOCTYPE rss [<!ENTITY a "b">]><rss><channel>',
        '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE rss><rss/>'.encode("utf-16"),
    ],
)
def test_a_document_type_is_refused(body: bytes) -> None:
    from scraper.net.xml import parse_xml

    with pytest.raises((FeedRefused, XmlRefused)):
        list(read_feed(body, "http://a.example/f", None, today=NOW.date(), check=parse_xml))
