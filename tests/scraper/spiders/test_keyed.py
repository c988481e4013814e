"""The adapters that need a key, run for real against the sandbox."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import logging
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.http import Request, Response, TextResponse

from catalog.models import Source
from scraper.archive.reader import open_archive
from scraper.archive.writer import ArchiveWriter
from scraper.items import FoundAd
from scraper.spiders.adzuna import AdzunaSpider
from scraper.spiders.base import BadParameters, SourceSpider
from scraper.spiders.france_travail import REACHABLE, FranceTravailSpider, Search, total_of
from scraper.spiders.la_bonne_alternance import LaBonneAlternanceSpider
from scraper.spiders.paged import PagedSpider
from scraper.tally import Tally
from tests.sandbox import Reply, Sandbox
from tests.sandbox.apis import adzuna, france_travail, la_bonne_alternance
from tests.sandbox.secrets import SECRETS
from tests.scraper.conftest import RunCrawl
from tests.scraper.spiders.keyed import EXPECTED, NOW, a_source, as_json, collect

KEYED: dict[str, type[SourceSpider]] = {
    "france-travail": FranceTravailSpider,
    "la-bonne-alternance": LaBonneAlternanceSpider,
    "adzuna": AdzunaSpider,
}
#: What must never come out, whatever the field.
PERSONAL = ("Camille", "PERSONNE", "01 99 00", "@")


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(install=False) as web:
        adzuna.install(web)
        la_bonne_alternance.install(web)
        yield web


@pytest.mark.parametrize("adapter", KEYED)
def test_what_an_adapter_yields(run_crawl: RunCrawl, sandbox: Sandbox, adapter: str) -> None:
    france_travail.install(sandbox, made_ads=0)
    items, tally = collect(run_crawl, sandbox, KEYED[adapter], a_source(f"{adapter}-exemple"))
    told = as_json(items)
    assert told == json.loads((EXPECTED / f"{adapter}.json").read_text())
    assert tally.errors == Counter({"element-illisible": 1 if adapter != "france-travail" else 2})
    assert not tally.incomplete
    words = json.dumps(told, ensure_ascii=False) + json.dumps(tally.samples, ensure_ascii=False)
    for secret in (*SECRETS.values(), *PERSONAL):
        assert secret not in words


@pytest.mark.parametrize("adapter", KEYED)
@pytest.mark.parametrize("fault", ["500", "404", "garbage", "truncated"])
def test_a_list_that_fails_hides_ads(run_crawl: RunCrawl, sandbox: Sandbox, adapter: str, fault: str) -> None:
    france_travail.install(sandbox, made_ads=0)
    sandbox.fail("api.*", "*search*", fault)
    settings = {"RETRY_ENABLED": False}
    items, tally = collect(run_crawl, sandbox, KEYED[adapter], a_source(f"{adapter}-exemple"), settings)
    assert not items
    assert tally.incomplete
    assert tally.errors
    assert all(secret not in str(tally) for secret in SECRETS.values())


@pytest.mark.parametrize("adapter", KEYED)
@pytest.mark.parametrize("answer", [{}, [], None, {"resultats": 3, "jobs": 3, "results": 3}, "x"])
def test_an_answer_in_another_shape_is_counted(
    run_crawl: RunCrawl, sandbox: Sandbox, adapter: str, answer: Any
) -> None:
    france_travail.install(sandbox, made_ads=0)
    sandbox.add("api.*", "*search*", Reply.json(answer))
    items, tally = collect(run_crawl, sandbox, KEYED[adapter], a_source(f"{adapter}-exemple"))
    assert not items
    assert tally.incomplete


@pytest.mark.parametrize("adapter", KEYED)
def test_wrong_keys_are_told_and_not_shown(
    run_crawl: RunCrawl, sandbox: Sandbox, adapter: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    france_travail.install(sandbox, made_ads=0)
    wrong = {name: f"faux-{number}-{name.lower()}" for number, name in enumerate(SECRETS)}
    items, tally = collect(
        run_crawl, sandbox, KEYED[adapter], a_source(f"{adapter}-exemple"), {"LOG_ENABLED": True}, secrets_given=wrong
    )
    assert not items
    assert tally.incomplete
    assert set(tally.errors) == {"cle-refusee" if adapter == "france-travail" else "http-401"}
    for secret in wrong.values():
        assert secret not in caplog.text
        assert secret not in str(tally)


@pytest.mark.parametrize("adapter", KEYED)
def test_an_archive_holds_no_secret_and_replays_without_any(
    run_crawl: RunCrawl, sandbox: Sandbox, tmp_path: Path, adapter: str
) -> None:
    api = france_travail.install(sandbox)
    source = a_source(f"{adapter}-exemple")
    with ArchiveWriter(str(tmp_path), "r1", source.id, NOW) as writer:
        live, _ = collect(run_crawl, sandbox, KEYED[adapter], source, archive=writer)
    kept = b"".join(gzip.decompress(path.read_bytes()) for path in tmp_path.rglob("*.warc.gz"))
    assert b"WARC/1" in kept
    for secret in (*SECRETS.values(), *api.tokens):
        for written in (secret, quote(secret, safe=""), quote_plus(secret)):
            assert written.encode() not in kept
    (past,) = open_archive(str(tmp_path)).passes()
    asked = len(sandbox.requests)
    again, tally = collect(run_crawl, sandbox, KEYED[adapter], source, replay=past, secrets_given={})
    assert as_json(again) == as_json(live)
    assert not tally.incomplete
    assert len(sandbox.requests) == asked


class TestFranceTravail:
    """The searches, their pages and their slices."""

    def test_a_search_too_large_is_cut_by_dates(self, run_crawl: RunCrawl, sandbox: Sandbox) -> None:
        api = france_travail.install(sandbox)
        items, tally = collect(run_crawl, sandbox, FranceTravailSpider, a_source("france-travail-exemple"))
        got = Counter(item.source_id for item in items)
        assert set(got) == {ad["id"] for ad in api.ads if ad["intitule"]}
        assert set(got.values()) == {1}
        assert len(got) > 1400
        assert not tally.incomplete
        assert set(tally.errors) == {"element-illisible"}
        # Tokens good for eight calls, a 429 on the way: nothing is lost of it.
        assert len(api.tokens) > 2
        asked = sandbox.asked(france_travail.API, "*search*")
        assert all("%3A" not in request.url for request in asked)
        assert len(asked) < 80

    @pytest.mark.parametrize("reach", [1150, 3150])
    def test_no_page_is_asked_that_one_reading_or_the_other_refuses(
        self, run_crawl: RunCrawl, sandbox: Sandbox, reach: int
    ) -> None:
        api = france_travail.install(sandbox, made_ads=REACHABLE, reach=reach, uses=1000)
        sources = a_source("france-travail-exemple", rome=[], keywords=["community manager"])
        items, tally = collect(run_crawl, sandbox, FranceTravailSpider, sources)
        assert len(items) == len(api.ads) - 1
        assert not tally.incomplete

    def test_without_content_range_pages_are_turned_as_long_as_they_are_full(
        self, run_crawl: RunCrawl, sandbox: Sandbox
    ) -> None:
        api = france_travail.install(sandbox, uses=1000)

        def silent(request: Any) -> Reply:
            reply = api.search(request)
            return Reply(reply.status, {**reply.headers, "Content-Range": "offres"}, reply.body)

        sandbox.add(france_travail.API, france_travail.SEARCH, silent)
        items, tally = collect(run_crawl, sandbox, FranceTravailSpider, a_source("france-travail-exemple"))
        assert {item.source_id for item in items} == {ad["id"] for ad in api.ads if ad["intitule"]}
        assert not tally.incomplete

    def test_a_slice_too_thin_to_be_cut_leaves_the_run_incomplete(
        self, run_crawl: RunCrawl, sandbox: Sandbox
    ) -> None:
        api = france_travail.install(sandbox, made_ads=0, uses=1000)
        crowd = [france_travail.made(0) | {"id": f"foule-{number}"} for number in range(1200)]
        api.ads += crowd
        items, tally = collect(run_crawl, sandbox, FranceTravailSpider, a_source("france-travail-exemple", rome=[]))
        assert tally.incomplete
        assert tally.errors["tranche-trop-pleine"] >= 1
        assert len([item for item in items if item.source_id.startswith("foule")]) >= REACHABLE

    def test_nothing_found_is_not_an_error(self, run_crawl: RunCrawl, sandbox: Sandbox) -> None:
        france_travail.install(sandbox)
        source = a_source("france-travail-exemple", keywords=["soudeur"], rome=["H2913"])
        items, tally = collect(run_crawl, sandbox, FranceTravailSpider, source)
        assert (items, tally.errors, tally.incomplete) == ([], Counter(), False)

    def test_departements_go_five_at_a_time_and_codes_three(self, run_crawl: RunCrawl, sandbox: Sandbox) -> None:
        france_travail.install(sandbox, made_ads=0, uses=1000)
        source = a_source(
            "france-travail-exemple",
            rome=["E1101", "E1124", "E1103", "E1106"],
            departements=["59", "69", "37", "41", "29", "38", "33"],
        )
        items, tally = collect(run_crawl, sandbox, FranceTravailSpider, source)
        queries = {
            (request.query.get("codeROME", request.query.get("motsCles")), request.query["departement"])
            for request in sandbox.asked(france_travail.API, "*search*")
        }
        first, second = "59,69,37,41,29", "38,33"
        assert queries == {
            (words, places)
            for words in ("E1101,E1124,E1103", "E1106", "community manager")
            for places in (first, second)
        }
        assert {item.posting.locations[0].text[:2] for item in items} == {*first.split(","), *second.split(",")}
        assert not tally.errors

    def test_a_source_must_look_for_something(self) -> None:
        with pytest.raises(BadParameters, match="rien à chercher"):
            FranceTravailSpider.read_parameters(a_source("france-travail-exemple", rome=[], keywords=[]))

    @pytest.mark.parametrize(
        ("field", "total"),
        [
            ("offres 0-149/246", 246),
            ("0-149/246", 246),
            ("offres */0", 0),
            ("offres 0-149/*", None),
            ("", None),
            ("offres", None),
            ("offres 0-149/beaucoup", None),
        ],
    )
    def test_content_range(self, field: str, total: int | None) -> None:
        assert total_of(Response("https://exemple.example", headers={"Content-Range": field})) == total

    @given(st.datetimes(dt.datetime(2001, 1, 1), dt.datetime(2026, 11, 26)))
    def test_halves_leave_no_instant_out(self, instant: dt.datetime) -> None:
        created = instant.replace(microsecond=0, tzinfo=dt.UTC)
        search = Search((("motsCles", "x"),))
        for _ in range(40):
            halves = search.halves(NOW)
            if not halves:
                break
            holding = [half for half in halves if half.since and half.until and half.since <= created <= half.until]
            assert holding
            search = holding[0]
        assert search.since is not None
        assert search.until is not None
        assert search.until - search.since <= dt.timedelta(hours=1)


class TestLaBonneAlternance:
    """One search, and one a département past the limit."""

    def test_past_the_limit_each_departement_is_asked(self, run_crawl: RunCrawl, sandbox: Sandbox) -> None:
        la_bonne_alternance.install(sandbox, copies=200)
        items, tally = collect(run_crawl, sandbox, LaBonneAlternanceSpider, a_source("la-bonne-alternance-exemple"))
        copies = {item.source_id for item in items if item.source_id.startswith("copie")}
        assert copies == {f"copie-{number:03}" for number in range(200)}
        assert len(sandbox.asked(la_bonne_alternance.HOST, "*search*")) == 102
        assert not tally.incomplete

    def test_an_origin_that_does_not_answer_is_told(self, run_crawl: RunCrawl, sandbox: Sandbox) -> None:
        la_bonne_alternance.install(sandbox, warnings=("FRANCE_TRAVAIL_API_ERROR",))
        _, tally = collect(run_crawl, sandbox, LaBonneAlternanceSpider, a_source("la-bonne-alternance-exemple"))
        assert tally.incomplete
        assert tally.errors["origine-absente"] == 1


class TestAdzuna:
    """Pages, and pay that is a guess."""

    def test_pages_are_turned_to_the_last(self, run_crawl: RunCrawl, sandbox: Sandbox) -> None:
        adzuna.install(sandbox, more=120)
        items, tally = collect(run_crawl, sandbox, AdzunaSpider, a_source("adzuna-exemple"))
        assert len(items) == 126
        assert len(sandbox.asked(adzuna.HOST, "*search*")) == 3
        assert not tally.incomplete

    @pytest.mark.parametrize("flag", ["1", 1, True, "true", "True"])
    def test_a_guess_is_no_pay(self, run_crawl: RunCrawl, sandbox: Sandbox, flag: Any) -> None:
        (ad, *_) = json.loads(adzuna.WRITTEN)
        sandbox.add(adzuna.HOST, "*", {"count": 1, "results": [{**ad, "salary_is_predicted": flag}]})
        ((item,), _) = collect(run_crawl, sandbox, AdzunaSpider, a_source("adzuna-exemple"))
        assert item.posting.salaries == ()

    @pytest.mark.parametrize("flag", ["0", 0, False, None, ""])
    def test_a_pay_that_is_written_is_kept(self, run_crawl: RunCrawl, sandbox: Sandbox, flag: Any) -> None:
        (ad, *_) = json.loads(adzuna.WRITTEN)
        sandbox.add(adzuna.HOST, "*", {"count": 1, "results": [{**ad, "salary_is_predicted": flag}]})
        ((item,), _) = collect(run_crawl, sandbox, AdzunaSpider, a_source("adzuna-exemple"))
        (pay,) = item.posting.salaries
        assert (pay.min, pay.max, pay.currency, pay.unit) == (34000, 38000, "EUR", "YEAR")


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["nom", "libelle", "id", "url", "address"]), inner, max_size=3),
    max_leaves=5,
)  # fmt: skip
_WRITTEN: dict[str, list[dict[str, Any]]] = {
    "france-travail": france_travail.WRITTEN,
    "la-bonne-alternance": la_bonne_alternance.WRITTEN,
    "adzuna": json.loads(adzuna.WRITTEN),
}


@given(st.sampled_from(sorted(_WRITTEN)), st.data())
def test_a_field_in_another_shape_costs_that_ad_at_most(adapter: str, data: st.DataObject) -> None:
    ads: list[Any] = json.loads(json.dumps(_WRITTEN[adapter][:3]))
    place = ads[1]
    while True:
        name = data.draw(st.sampled_from(sorted(place)))
        if not isinstance(place[name], dict) or not place[name] or data.draw(st.booleans()):
            break
        place = place[name]
    place[name] = data.draw(_JSON)
    body = json.dumps({"resultats": ads, "jobs": ads, "results": ads}).encode()
    tally = Tally()
    spider = KEYED[adapter](source=a_source(f"{adapter}-exemple"), now=NOW, tally=tally)
    response = TextResponse(
        "https://exemple.example/", body=body, request=Request("https://exemple.example/", meta={"fetched": NOW})
    )
    told: dict[str, Any] = {
        "france-travail": {"search": Search(())},
        "la-bonne-alternance": {"departement": None},
        "adzuna": {"phrase": "x"},
    }[adapter]
    if isinstance(spider, PagedSpider):
        told = spider.begin(response.url, spider.parse, cb_kwargs=told).cb_kwargs
    items = [item for item in spider.parse(response, **told) if isinstance(item, FoundAd)]
    assert len(items) >= 2
    for item in items:
        texts = [item.source_id, item.url, item.posting.title, item.posting.hiring_organization, item.rome]
        texts += [*item.posting.employment_types, *item.skills, item.posting.date_posted, item.experience, item.hours]
        assert all(text is None or isinstance(text, str) for text in texts)


def test_no_secret_is_in_a_source_nor_in_a_spider_shown() -> None:
    for adapter, spider in KEYED.items():
        source: Source = a_source(f"{adapter}-exemple")
        made = spider(source=source, now=NOW, tally=Tally(), secrets_given=SECRETS)
        shown = repr(made) + repr(vars(made)) + source.model_dump_json()
        assert all(secret not in shown for secret in SECRETS.values())
        assert set(spider.secrets) <= set(SECRETS)
