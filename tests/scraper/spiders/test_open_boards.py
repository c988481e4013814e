"""Boards that ask for no key: what each adapter yields of its board in the sandbox, whole, empty and at fault."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from typing import Any

import pytest

from tests.sandbox import Reply, Sandbox
from tests.scraper.conftest import RunCrawl
from tests.scraper.spiders.keyed import EXPECTED, a_source, as_json
from tests.scraper.spiders.open_boards import collect

#: The adapters, and where each asks for its list.
LISTS = {
    "arbeitnow": ("www.arbeitnow.com", "/api/job-board-api"),
    "ashby": ("api.ashbyhq.com", "/posting-api/*"),
    "greenhouse": ("boards-api.greenhouse.io", "/v1/boards/exemple/jobs"),
    "jobicy": ("jobicy.com", "/api/*"),
    "lever": ("api.eu.lever.co", "/v0/postings/*"),
    "personio": ("exemple.jobs.personio.de", "/xml"),
    "recruitee": ("exemple.recruitee.com", "/api/offers/"),
    "remotive": ("remotive.com", "/api/*"),
    "sitemap": ("www.emplois-du-numerique.example", "/plan.xml"),
    "smartrecruiters": ("api.smartrecruiters.com", "/v1/companies/GroupeMistral/postings"),
    "teamtailor": ("carrieres.maison-loriot.example", "/jobs.json"),
    "workable": ("apply.workable.com", "/api/*"),
}
#: A board without a single ad, in its own shape.
EMPTY: dict[str, Any] = {
    "arbeitnow": {"data": [], "links": {"next": None}},
    "ashby": {"jobs": []},
    "greenhouse": {"jobs": [], "meta": {"total": 0}},
    "jobicy": {"jobs": [], "jobCount": 0},
    "lever": [],
    "personio": '<?xml version="1.0"?><workzag-jobs/>',
    "recruitee": {"offers": []},
    "remotive": {"jobs": [], "job-count": 0},
    "sitemap": '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"/>',
    "smartrecruiters": {"totalFound": 0, "content": []},
    "teamtailor": {"version": "https://jsonfeed.org/version/1.1", "items": []},
    "workable": {"name": "Exemple", "jobs": []},
}


@pytest.fixture(scope="module")
def shared() -> Iterator[Sandbox]:
    """The sandbox with all it holds; nothing here changes it."""
    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as sandbox:
        yield sandbox


@pytest.mark.parametrize("adapter", [*LISTS, "releve"])
def test_what_a_board_holds(adapter: str, run_crawl: RunCrawl, shared: Sandbox) -> None:
    items, tally = collect(run_crawl, shared, a_source(f"{adapter}-exemple"))
    found = {"items": as_json(items), "refused": dict(tally.refused), "errors": dict(tally.errors)}
    path = EXPECTED / f"{adapter}.json"
    if "UPDATE_EXPECTED" in os.environ:
        path.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
    assert found == json.loads(path.read_text())


@pytest.mark.parametrize("adapter", LISTS)
def test_an_empty_board_is_no_error(adapter: str, run_crawl: RunCrawl, sandbox: Sandbox) -> None:
    sandbox.add(*LISTS[adapter], EMPTY[adapter])
    items, tally = collect(run_crawl, sandbox, a_source(f"{adapter}-exemple"))
    assert (items, dict(tally.errors), tally.incomplete) == ([], {}, False)


@pytest.mark.parametrize("adapter", LISTS)
@pytest.mark.parametrize(("fault", "reason"), [("500", "http-500"), ("404", "http-404"), ("garbage", None)])
def test_a_list_at_fault_leaves_the_rest_unknown(
    adapter: str, fault: str, reason: str | None, run_crawl: RunCrawl, sandbox: Sandbox
) -> None:
    sandbox.fail(*LISTS[adapter], fault)
    items, tally = collect(run_crawl, sandbox, a_source(f"{adapter}-exemple"))
    assert tally.incomplete
    assert items == []
    assert reason in tally.errors or (reason is None and tally.errors.total() == 1)


@pytest.mark.parametrize("adapter", LISTS)
def test_what_robots_txt_forbids_is_not_asked_for(adapter: str, run_crawl: RunCrawl, sandbox: Sandbox) -> None:
    host, _ = LISTS[adapter]
    sandbox.add(host, "/robots.txt", "User-agent: *\nDisallow: /\n")
    items, tally = collect(run_crawl, sandbox, a_source(f"{adapter}-exemple"))
    assert items == []
    assert tally.incomplete
    assert set(tally.errors) == {"robots"}
    assert {request.path for request in sandbox.asked(host)} == {"/robots.txt"}


@pytest.mark.parametrize("adapter", [name for name in LISTS if name != "sitemap"])
@pytest.mark.parametrize("answer", [None, 7, "texte", {}, {"jobs": {}}, [None, 7, "x", [], {}]])
def test_another_shape_is_told_and_never_raises(
    adapter: str, answer: Any, run_crawl: RunCrawl, sandbox: Sandbox
) -> None:
    sandbox.add(*LISTS[adapter], Reply.json(answer))
    items, tally = collect(run_crawl, sandbox, a_source(f"{adapter}-exemple"))
    assert items == []
    assert tally.incomplete
    assert tally.errors
