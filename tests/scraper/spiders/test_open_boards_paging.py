"""Lists by pages, calls for a single ad, and what is not seen: what the adapters of open boards promise of each."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

from catalog.models import JobTitle
from scraper.extract.titles import TitleReader
from scraper.sources import adapters
from scraper.spiders.base import BadParameters
from tests.sandbox import Reply, Request, Sandbox
from tests.sandbox.apis.lever import POSTINGS
from tests.sandbox.apis.smartrecruiters import HELD
from tests.scraper.conftest import RunCrawl
from tests.scraper.spiders.keyed import a_source
from tests.scraper.spiders.open_boards import collect

SMART = "api.smartrecruiters.com"


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture(scope="module")
def readers() -> Any:
    """The titles of the profession, as a run gives them to spiders."""
    files = sorted(Path("data/titles").glob("*.yml"))
    titles = []
    for file in files:
        fields = yaml.safe_load(file.read_text()) | {"id": file.stem}
        titles.append(JobTitle.model_validate(json.loads(json.dumps(fields, default=str)), strict=False))
    return SimpleNamespace(titles=TitleReader(titles))


class TestLever:
    def many(self, count: int) -> list[dict[str, Any]]:
        return [POSTINGS[0] | {"id": f"n-{number}"} for number in range(count)]

    @pytest.mark.parametrize(("count", "calls"), [(99, 1), (100, 3), (250, 5)])
    def test_pages_are_read_until_one_is_not_full_then_back(
        self, count: int, calls: int, run_crawl: RunCrawl, sandbox: Sandbox
    ) -> None:
        held = self.many(count)

        def answer(request: Request) -> Reply:
            skip = int(request.query["skip"])
            return Reply.json(held[skip : skip + int(request.query["limit"])])

        sandbox.add("api.eu.lever.co", "/v0/postings/exemple", answer)
        items, tally = collect(run_crawl, sandbox, a_source("lever-exemple"))
        assert [item.source_id for item in items] == [one["id"] for one in held]
        assert len(sandbox.asked("api.eu.lever.co", "/v0/*")) == calls
        assert not tally.errors

    def test_a_second_page_at_fault_leaves_the_rest_unknown(self, run_crawl: RunCrawl, sandbox: Sandbox) -> None:
        sandbox.add("api.eu.lever.co", "/v0/postings/exemple", self.many(100))
        sandbox.fail("api.eu.lever.co", "/v0/postings/exemple?*skip=100*", "500")
        items, tally = collect(run_crawl, sandbox, a_source("lever-exemple"))
        assert len(items) == 100
        assert tally.incomplete
        assert tally.errors == {"http-500": 1}

    def test_the_rest_of_the_world_is_on_another_host(self, run_crawl: RunCrawl, sandbox: Sandbox) -> None:
        sandbox.add("api.lever.co", "/v0/postings/exemple", self.many(1))
        items, _ = collect(run_crawl, sandbox, a_source("lever-exemple", eu=False))
        assert len(items) == 1


class TestSmartRecruiters:
    def test_the_page_of_each_ad_is_asked_for_once(self, run_crawl: RunCrawl, sandbox: Sandbox) -> None:
        collect(run_crawl, sandbox, a_source("smartrecruiters-exemple"))
        lists = sandbox.asked(SMART, "/v1/companies/GroupeMistral/postings")
        assert [request.query["offset"] for request in lists] == ["0", "4"]
        assert {request.query["country"] for request in lists} == {"fr"}
        asked = [request.path.rsplit("/", 1)[1] for request in sandbox.asked(SMART, "*/postings/*")]
        assert sorted(asked) == sorted(one["id"] for one in HELD["list"] if "name" in one)

    def test_a_title_of_another_trade_costs_no_call(
        self, run_crawl: RunCrawl, sandbox: Sandbox, readers: Any
    ) -> None:
        items, _ = collect(run_crawl, sandbox, a_source("smartrecruiters-exemple"), readers=readers)
        accountant = next(item for item in items if item.posting.title.startswith("Comptable"))
        assert accountant.posting.description is None
        assert not sandbox.asked(SMART, f"*/postings/{accountant.source_id}")
        assert sandbox.asked(SMART, "*/postings/744000088800001")

    def test_an_ad_taken_down_is_gone_and_one_at_fault_is_not(self, run_crawl: RunCrawl, sandbox: Sandbox) -> None:
        sandbox.fail(SMART, "*/postings/744000088800001", "500")
        _, tally = collect(run_crawl, sandbox, a_source("smartrecruiters-exemple"))
        assert "744000088800001" in tally.failed
        assert "744000088800006" not in tally.failed  # its page is a 404
        assert not tally.incomplete

    def test_an_ad_that_is_no_json_is_unknown(self, run_crawl: RunCrawl, sandbox: Sandbox) -> None:
        sandbox.fail(SMART, "*/postings/744000088800001", "garbage")
        items, tally = collect(run_crawl, sandbox, a_source("smartrecruiters-exemple"))
        assert "744000088800001" in tally.failed
        assert "744000088800001" not in {item.source_id for item in items}
        assert not tally.incomplete

    def test_no_person_is_read(self, run_crawl: RunCrawl, sandbox: Sandbox) -> None:
        items, _ = collect(run_crawl, sandbox, a_source("smartrecruiters-exemple"))
        assert HELD["list"][0]["creator"]["name"] not in repr(items)


class TestGreenhouse:
    def test_pay_is_asked_for_on_demand_in_cents(self, run_crawl: RunCrawl, sandbox: Sandbox, readers: Any) -> None:
        items, tally = collect(run_crawl, sandbox, a_source("greenhouse-exemple", pay=True), readers=readers)
        (item,) = [item for item in items if item.source_id == "4012001"]
        (salary,) = item.posting.salaries
        assert (salary.min, salary.max, salary.currency, salary.unit) == (32000, 36000, "EUR", "YEAR")
        assert item.url == "https://job-boards.greenhouse.io/exemple/jobs/4012001"
        assert "4012003" in tally.failed

    def test_without_demand_the_board_is_one_call(self, run_crawl: RunCrawl, sandbox: Sandbox) -> None:
        collect(run_crawl, sandbox, a_source("greenhouse-exemple"))
        assert len(sandbox.asked("boards-api.greenhouse.io", "/v1/*")) == 1


class TestArbeitnow:
    def test_pages_beyond_the_last_allowed_hold_older_ads(self, run_crawl: RunCrawl, sandbox: Sandbox) -> None:
        items, tally = collect(run_crawl, sandbox, a_source("arbeitnow-exemple", pages=2))
        assert len(items) == 3
        assert not tally.incomplete
        assert tally.capped == min(dt.date.fromisoformat(str(item.posting.date_posted)[:10]) for item in items)

    def test_all_pages_are_the_whole(self, run_crawl: RunCrawl, sandbox: Sandbox) -> None:
        _, tally = collect(run_crawl, sandbox, a_source("arbeitnow-exemple", pages=3))
        assert not tally.incomplete


def test_a_full_list_of_jobicy_may_hide_others(run_crawl: RunCrawl, sandbox: Sandbox) -> None:
    job = {"id": 1, "jobTitle": "Community Manager", "url": "https://jobicy.com/jobs/1"}
    sandbox.add("jobicy.com", "/api/*", {"jobs": [job | {"id": number} for number in range(1, 101)]})
    items, tally = collect(run_crawl, sandbox, a_source("jobicy-exemple", tag="community manager", geo="france"))
    assert len(items) == 100
    assert tally.incomplete
    (asked,) = sandbox.asked("jobicy.com", "/api/*")
    assert asked.query == {"count": "100", "geo": "france", "industry": "marketing", "tag": "community manager"}


def test_remotive_is_asked_once_a_run(run_crawl: RunCrawl, sandbox: Sandbox) -> None:
    items, _ = collect(run_crawl, sandbox, a_source("remotive-exemple", search="réseaux & co"))
    assert len(sandbox.asked("remotive.com", "/api/*")) == 1
    assert sandbox.asked("remotive.com", "/api/*")[0].query == {"category": "marketing", "search": "réseaux & co"}
    assert all(item.url.startswith("https://remotive.com/remote-jobs/") for item in items)


class TestPersonio:
    def test_a_second_language_is_asked_for_only_when_a_text_is_missing(
        self, run_crawl: RunCrawl, sandbox: Sandbox
    ) -> None:
        source = a_source("personio-exemple", languages=["en", "fr"])
        items, _ = collect(run_crawl, sandbox, source)
        assert {item.source_id: item.language for item in items} == {
            "2150001": "en", "2150002": "en", "2150003": None, "2150004": "en",
        }  # fmt: skip
        only = a_source("personio-exemple", languages=["fr"])
        items, _ = collect(run_crawl, sandbox, only)
        assert {item.source_id: item.language for item in items}["2150002"] is None

    def test_an_unknown_board_leads_elsewhere_and_is_told(self, run_crawl: RunCrawl, sandbox: Sandbox) -> None:
        sandbox.add("www.personio.com", "/", "<html><body><p>Le logiciel RH</p></body></html>")
        sandbox.fail("exemple.jobs.personio.de", "/xml", "redirect:https://www.personio.com/")
        items, tally = collect(run_crawl, sandbox, a_source("personio-exemple"))
        assert not items
        assert tally.incomplete
        assert tally.errors

    def test_a_document_type_is_refused(self, run_crawl: RunCrawl, sandbox: Sandbox) -> None:
        text = '<!DOCTYPE workzag-jobs [<!ENTITY a SYSTEM "file:///etc/passwd">]><workzag-jobs>&a;</workzag-jobs>'
        sandbox.add("exemple.jobs.personio.de", "/xml", text)
        _, tally = collect(run_crawl, sandbox, a_source("personio-exemple"))
        assert tally.errors == {"xml-refuse": 1}
        assert tally.incomplete


class TestTeamtailor:
    def test_a_next_page_elsewhere_or_already_read_is_not_followed(
        self, run_crawl: RunCrawl, sandbox: Sandbox
    ) -> None:
        host = "carrieres.maison-loriot.example"
        for following in (f"https://{host}/jobs.json", "https://ailleurs.example/jobs.json"):
            sandbox.add(host, "/jobs.json", {"items": [], "next_url": following})
            sandbox.requests.clear()
            collect(run_crawl, sandbox, a_source("teamtailor-exemple"))
            assert len(sandbox.asked("*", "/jobs.json")) == 1


@pytest.mark.parametrize(
    ("name", "parameters", "told"),
    [
        ("lever-exemple", {"site": "../autre"}, "site"),
        ("lever-exemple", {"sites": "x"}, "n’est pas un paramètre"),
        ("recruitee-exemple", {"board": "x/y?z"}, "board"),
        ("teamtailor-exemple", {"host": "evil.example/@"}, "host"),
        ("teamtailor-exemple", {"host": "127.0.0.1"}, "host"),
        ("personio-exemple", {"languages": []}, "languages"),
        ("arbeitnow-exemple", {"pages": 21}, "pages"),
        ("jobicy-exemple", {"tag": "cm"}, "tag"),
    ],
)
def test_parameters_that_would_lead_astray_are_refused(name: str, parameters: dict[str, Any], told: str) -> None:
    source = a_source(name, **parameters)
    with pytest.raises(BadParameters, match=told):
        adapters()[source.adapter].read_parameters(source)
