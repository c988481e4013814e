"""A list that is not surely read to its end leaves the run incomplete, whatever it is that stops it."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import re
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scrapy import Request
from scrapy.http import TextResponse

from scraper.items import FoundAd
from scraper.settings import MOST_DEPTH
from scraper.sources import adapters
from scraper.spiders import adzuna, france_travail, lever, smartrecruiters
from scraper.spiders.base import MOST_MALFORMED, SourceSpider
from scraper.spiders.paged import MOST_PAGES
from scraper.tally import Tally
from tests.sandbox import Reply, Sandbox
from tests.sandbox import Request as Asked
from tests.sandbox.secrets import SECRETS
from tests.scraper.conftest import RunCrawl
from tests.scraper.spiders.keyed import NOW, a_source
from tests.scraper.spiders.keyed import collect as collect_keyed
from tests.scraper.spiders.open_boards import collect

#: Ads of a page, in the tests where the list changes.
SIZE = 3
TITLE = "Community manager"
HOST = "carrieres.maison-loriot.example"
SMART = "/v1/companies/GroupeMistral/postings"


def lever_ad(name: str) -> dict[str, Any]:
    return {"id": name, "text": TITLE, "hostedUrl": f"https://jobs.lever.co/x/{name}"}


def smart_ad(name: str) -> dict[str, Any]:
    return {"id": name, "name": TITLE}


def teamtailor_ad(name: str) -> dict[str, Any]:
    return {"id": name, "title": TITLE, "url": f"https://{HOST}/jobs/{name}"}


def arbeitnow_ad(name: str, day: str = "2026-11-20") -> dict[str, Any]:
    return {"slug": name, "title": TITLE, "url": f"https://www.arbeitnow.com/jobs/{name}", "created_at": day}


def jobicy_ad(name: int, day: str) -> dict[str, Any]:
    return {"id": name, "jobTitle": TITLE, "url": f"https://jobicy.com/jobs/{name}", "pubDate": day}


def adzuna_ad(name: str) -> dict[str, Any]:
    return {"id": name, "title": TITLE, "redirect_url": f"https://www.adzuna.fr/details/{name}"}


def france_travail_ad(name: str) -> dict[str, Any]:
    return {"id": name, "intitule": TITLE}


# How each vendor answers a request for a page of the ads that it holds.


def _lever(request: Request, held: list[str]) -> Any:
    skip = int(_told(request, "skip"))
    return [lever_ad(name) for name in held[skip : skip + SIZE]]


def _smart(request: Request, held: list[str]) -> Any:
    offset = int(_told(request, "offset"))
    return {"totalFound": len(held), "content": [smart_ad(name) for name in held[offset : offset + SIZE]]}


def _smart_without_total(request: Request, held: list[str]) -> Any:
    return {"content": _smart(request, held)["content"]}


def _teamtailor(request: Request, held: list[str]) -> Any:
    page = int(_told(request, "page") or 1)
    more = {"next_url": f"/jobs.json?page={page + 1}"} if held[page * SIZE :] else {}
    return {"items": [teamtailor_ad(name) for name in held[(page - 1) * SIZE : page * SIZE]], **more}


def _arbeitnow(request: Request, held: list[str]) -> Any:
    page = int(_told(request, "page"))
    more = "suite" if held[page * SIZE :] else None
    return {"data": [arbeitnow_ad(name) for name in held[(page - 1) * SIZE : page * SIZE]], "links": {"next": more}}


def _adzuna(request: Request, held: list[str]) -> Any:
    page = int(request.url.partition("?")[0].rpartition("/")[2])
    return {"count": len(held), "results": [adzuna_ad(name) for name in held[(page - 1) * SIZE : page * SIZE]]}


def _adzuna_without_count(request: Request, held: list[str]) -> Any:
    return {"results": _adzuna(request, held)["results"]}


def _france_travail(request: Request, held: list[str]) -> Any:
    first, last = map(int, _told(request, "range").split("-"))
    return {"resultats": [france_travail_ad(name) for name in held[first : last + 1]]}


SERVERS: dict[str, tuple[str, Callable[[Request, list[str]], Any]]] = {
    "lever": ("lever-exemple", _lever),
    "smartrecruiters": ("smartrecruiters-exemple", _smart),
    "smartrecruiters, sans total": ("smartrecruiters-exemple", _smart_without_total),
    "teamtailor": ("teamtailor-exemple", _teamtailor),
    "arbeitnow": ("arbeitnow-exemple", _arbeitnow),
    "adzuna": ("adzuna-exemple", _adzuna),
    "adzuna, sans total": ("adzuna-exemple", _adzuna_without_count),
    "france-travail": ("france-travail-exemple", _france_travail),
    "france-travail, sans total": ("france-travail-exemple", _france_travail),
}


def _told(request: Request, name: str) -> str:
    found = re.search(rf"[?&]{name}=([^&]*)", request.url)
    return found[1] if found else ""


@pytest.fixture
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lever, "_LIMIT", SIZE)
    monkeypatch.setattr(smartrecruiters, "_LIMIT", SIZE)
    monkeypatch.setattr(adzuna, "PAGE", SIZE)
    monkeypatch.setattr(france_travail, "PAGE", SIZE)


def read(vendor: str, held: list[str], change: Callable[[int], None]) -> tuple[set[str], Tally]:
    """The ids that a spider meets in a list that ``change`` alters after each page; its tally."""
    name, serve = SERVERS[vendor]
    narrowed: dict[str, Any] = {
        "adzuna-exemple": {"phrases": ["x"]},
        "france-travail-exemple": {"rome": [], "keywords": ["x"]},
        "arbeitnow-exemple": {"pages": 20},
    }
    source = a_source(name, **narrowed.get(name, {}))
    tally = Tally()
    spider = adapters()[source.adapter](source=source, now=NOW, tally=tally, secrets_given=SECRETS)
    spider.crawler = SimpleNamespace(stats=None)  # type: ignore[assignment]
    waiting, found, asked = asyncio.run(_begun(spider)), set(), 0
    while waiting:
        request = waiting.pop(0)
        if "source_id" in request.meta:
            found.add(request.meta["source_id"])
            continue
        total = {"Content-Range": f"offres 0-0/{len(held)}"} if vendor == "france-travail" else {}
        body = json.dumps(serve(request, held)).encode()
        request.meta["fetched"] = NOW
        response = TextResponse(request.url, headers=total, body=body, request=request)
        asked += 1
        assert asked < 100
        assert request.callback is not None
        change(asked)
        for one in request.callback(response, **request.cb_kwargs):
            found.add(one.source_id) if isinstance(one, FoundAd) else waiting.append(one)
    spider.closed("finished")
    return found, tally


async def _begun(spider: SourceSpider) -> list[Any]:
    return [request async for request in spider.start()]


@pytest.mark.usefixtures("small_pages")
class TestAListThatChanges:
    @pytest.mark.parametrize("vendor", SERVERS)
    @pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 6, 10])
    def test_one_that_does_not_is_whole(self, vendor: str, count: int) -> None:
        held = [f"a{number}" for number in range(count)]
        found, tally = read(vendor, held, lambda page: None)
        assert found == set(held)
        assert (tally.incomplete, tally.capped, tally.errors) == (False, None, {})

    @pytest.mark.parametrize("vendor", SERVERS)
    @settings(max_examples=40, deadline=None)
    @given(count=st.integers(0, 14), changes=st.dictionaries(st.integers(1, 6), st.integers(0, 14), max_size=3))
    def test_no_ad_that_stays_is_taken_for_gone_when_others_go(
        self, vendor: str, count: int, changes: dict[int, int]
    ) -> None:
        held = [f"a{number}" for number in range(count)]

        def take_down(page: int) -> None:
            if held and page in changes:
                del held[changes[page] % len(held)]

        found, tally = read(vendor, held, take_down)
        assert tally.incomplete or set(held) <= found

    @pytest.mark.parametrize("vendor", SERVERS)
    @settings(max_examples=40, deadline=None)
    @given(count=st.integers(0, 14), changes=st.sets(st.integers(1, 6), max_size=3))
    def test_nor_when_others_come(self, vendor: str, count: int, changes: set[int]) -> None:
        held = [f"a{number}" for number in range(count)]

        def post(page: int) -> None:
            if page in changes:
                held.insert(0, f"n{page}")

        found, tally = read(vendor, held, post)
        assert tally.incomplete or {f"a{number}" for number in range(count)} <= found


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as sandbox:
        yield sandbox


class TestPagesThatDoNotCome:
    """Through a real crawl: what the middlewares drop, and what servers answer."""

    def smart(self, sandbox: Sandbox, answer: Callable[[int], dict[str, Any]]) -> None:
        sandbox.add(
            "api.smartrecruiters.com", SMART, lambda request: Reply.json(answer(int(request.query["offset"])))
        )
        sandbox.add("api.smartrecruiters.com", f"{SMART}/*", lambda request: Reply.json(smart_ad(request.path.rsplit("/")[-1])))  # fmt: skip

    def ads(self, start: int, held: int, size: int = 100) -> list[dict[str, Any]]:
        return [smart_ad(f"s{number}") for number in range(start, min(held, start + size))]

    def test_smartrecruiters_gives_an_empty_page_before_the_total(
        self, run_crawl: RunCrawl, sandbox: Sandbox
    ) -> None:
        self.smart(sandbox, lambda offset: {"totalFound": 9, "content": [] if offset else self.ads(0, 7)})
        items, tally = collect(run_crawl, sandbox, a_source("smartrecruiters-exemple"))
        assert len(items) == 7
        assert tally.incomplete
        assert tally.errors == {"liste-incomplete": 1}

    def test_smartrecruiters_tells_its_total_in_words(self, run_crawl: RunCrawl, sandbox: Sandbox) -> None:
        self.smart(sandbox, lambda offset: {"totalFound": "9", "content": self.ads(offset, 9, 5)})
        items, tally = collect(run_crawl, sandbox, a_source("smartrecruiters-exemple"))
        assert len(items) == 9
        assert not tally.incomplete

    def test_smartrecruiters_announces_fifty_millions(self, run_crawl: RunCrawl, sandbox: Sandbox) -> None:
        self.smart(sandbox, lambda offset: {"totalFound": 50_000_000, "content": self.ads(0, 1)})
        items, tally = collect(run_crawl, sandbox, a_source("smartrecruiters-exemple"))
        assert len(items) == 1
        assert tally.incomplete
        assert len(sandbox.asked("api.smartrecruiters.com", SMART)) == 2

    def test_a_list_without_end_is_left(self, run_crawl: RunCrawl, sandbox: Sandbox) -> None:
        def endless(request: Asked) -> Reply:
            page = int(request.query.get("page", 1))
            return Reply.json({"items": [teamtailor_ad(f"t{page}")], "next_url": f"/jobs.json?page={page + 1}"})

        sandbox.add(HOST, "/jobs.json", endless)
        items, tally = collect(run_crawl, sandbox, a_source("teamtailor-exemple"))
        assert len(items) == MOST_PAGES
        assert tally.incomplete
        assert tally.errors == {"liste-trop-longue": 1}

    def test_pages_past_the_depth_of_links_are_read(self, run_crawl: RunCrawl, sandbox: Sandbox) -> None:
        def many(request: Asked) -> Reply:
            page, last = int(request.query.get("page", 1)), 2 * MOST_DEPTH
            more = {"next_url": f"/jobs.json?page={page + 1}"} if page < last else {}
            return Reply.json({"items": [teamtailor_ad(f"t{page}")], **more})

        sandbox.add(HOST, "/jobs.json", many)
        items, tally = collect(run_crawl, sandbox, a_source("teamtailor-exemple"))
        assert len(items) == 2 * MOST_DEPTH
        assert (tally.incomplete, tally.errors) == (False, {})

    def test_a_link_too_far_away_is_unknown(self, run_crawl: RunCrawl, sandbox: Sandbox) -> None:
        site = a_source("sitemap-exemple")
        items, tally = collect(run_crawl, sandbox, site, {"DEPTH_LIMIT": 1})
        assert items == []
        assert tally.incomplete
        assert "trop-loin" in tally.errors

    def test_teamtailor_names_a_next_page_on_another_host(self, run_crawl: RunCrawl, sandbox: Sandbox) -> None:
        following = "https://maison-loriot.teamtailor.com/jobs.json?page=2"
        sandbox.add(HOST, "/jobs.json", {"items": [teamtailor_ad("t1")], "next_url": following})
        items, tally = collect(run_crawl, sandbox, a_source("teamtailor-exemple"))
        assert len(items) == 1
        assert tally.incomplete
        assert tally.errors == {"page-suivante-refusee": 1}

    def test_lever_ignores_skip(self, run_crawl: RunCrawl, sandbox: Sandbox) -> None:
        held = [lever_ad(f"n{number}") for number in range(100)]
        sandbox.add("api.eu.lever.co", "/v0/postings/exemple", held)
        items, tally = collect(run_crawl, sandbox, a_source("lever-exemple"))
        assert len(items) == 100
        assert tally.incomplete
        assert tally.errors == {"page-repetee": 1}

    @pytest.mark.parametrize("second", [204, 206])
    def test_france_travail_cuts_its_second_page_short(
        self, second: int, run_crawl: RunCrawl, sandbox: Sandbox
    ) -> None:
        def answer(request: Asked) -> Reply:
            first = int(request.query["range"].partition("-")[0])
            if first and second == 204:
                return Reply(204)
            names = range(first, first + (1 if first else 150))
            told = f"offres {first}-{names[-1]}/170"
            return Reply.json({"resultats": [france_travail_ad(f"F{n}") for n in names]}, 206, Content_Range=told)

        sandbox.add("api.francetravail.io", "/partenaire/offresdemploi/*", answer)
        source = a_source("france-travail-exemple", rome=[], keywords=["community manager"])
        items, tally = collect_keyed(run_crawl, sandbox, france_travail.FranceTravailSpider, source)
        assert len(items) == (150 if second == 204 else 151)
        assert tally.incomplete
        assert tally.errors == {"liste-incomplete": 1}


class TestAListCutByItsVendor:
    """Newest first, only older ads may lie beyond."""

    def jobicy(self, run_crawl: RunCrawl, sandbox: Sandbox, days: list[str]) -> Tally:
        sandbox.add("jobicy.com", "/api/*", {"jobs": [jobicy_ad(n, day) for n, day in enumerate(days)]})
        return collect(run_crawl, sandbox, a_source("jobicy-exemple"))[1]

    def test_jobicy_newest_first(self, run_crawl: RunCrawl, sandbox: Sandbox) -> None:
        tally = self.jobicy(run_crawl, sandbox, ["2026-11-20 10:00:00"] * 60 + ["2026-11-02 23:00:00"] * 40)
        assert (tally.capped, tally.incomplete, tally.errors) == (dt.date(2026, 11, 2), False, {})

    @pytest.mark.parametrize("last", ["2026-11-21", "", "hier"])
    def test_jobicy_in_another_order(self, last: str, run_crawl: RunCrawl, sandbox: Sandbox) -> None:
        tally = self.jobicy(run_crawl, sandbox, ["2026-11-20"] * 99 + [last])
        assert (tally.capped, tally.incomplete, tally.errors) == (None, True, {"liste-coupee": 1})

    def test_jobicy_not_full(self, run_crawl: RunCrawl, sandbox: Sandbox) -> None:
        tally = self.jobicy(run_crawl, sandbox, ["2026-11-20"] * 99)
        assert (tally.capped, tally.incomplete) == (None, False)

    def test_arbeitnow_past_the_pages_asked_for(self, run_crawl: RunCrawl, sandbox: Sandbox) -> None:
        def answer(request: Asked) -> Reply:
            page = int(request.query["page"])
            ads = [arbeitnow_ad(f"p{page}", f"2026-11-{20 - page}")]
            return Reply.json({"data": ads, "links": {"next": "suite"}})

        sandbox.add("www.arbeitnow.com", "/api/job-board-api", answer)
        items, tally = collect(run_crawl, sandbox, a_source("arbeitnow-exemple", pages=3))
        assert [item.source_id for item in items] == ["p1", "p2", "p3"]
        assert (tally.capped, tally.incomplete, tally.errors) == (dt.date(2026, 11, 17), False, {})
        assert [request.query["page"] for request in sandbox.asked("www.arbeitnow.com", "/api/*")] == list("12321")


@pytest.mark.parametrize("junk", [1, None, [], {}, {"id": {}}])
def test_a_list_of_junk_is_soon_left(junk: Any) -> None:
    tally = Tally()
    spider = adapters()["lever"](a_source("lever-exemple"), NOW, tally)
    made = []

    def make(item: Any) -> None:
        made.append(item)
        raise ValueError("junk")

    assert list(spider.each([junk] * 1_000_000, make)) == []
    assert len(made) == MOST_MALFORMED
    assert tally.incomplete
    assert tally.errors["liste-illisible"] == 1


@pytest.mark.parametrize("made", [10**400, float("inf")])
def test_a_number_out_of_reach_costs_its_ad_alone(made: Any, run_crawl: RunCrawl, sandbox: Sandbox) -> None:
    held = [lever_ad(f"n{number}") for number in range(4)]
    held[1]["createdAt"] = made
    sandbox.add("api.eu.lever.co", "/v0/postings/exemple", held)
    items, tally = collect(run_crawl, sandbox, a_source("lever-exemple"))
    assert {"n0", "n2", "n3"} <= {item.source_id for item in items}
    assert not tally.incomplete
    assert {"n1"} <= tally.failed | {item.source_id for item in items}
