"""Whatever value stands where another was expected, nothing is raised, and an ad that is there is never called gone."""

from __future__ import annotations

import copy
import functools
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scrapy import Request
from scrapy.http import TextResponse

from catalog.models import Source
from scraper.items import FoundAd
from scraper.sources import adapters
from scraper.spiders.paged import PagedSpider
from scraper.tally import Tally
from tests.sandbox import Request as Asked
from tests.sandbox import Sandbox
from tests.scraper.spiders.keyed import NOW, a_source

#: Where the list of each board is, and what stands around it.
BOARDS = {
    "arbeitnow": ("https://www.arbeitnow.com/api/job-board-api", "data"),
    "ashby": ("https://api.ashbyhq.com/posting-api/job-board/exemple?includeCompensation=true", "jobs"),
    "greenhouse": ("https://boards-api.greenhouse.io/v1/boards/exemple/jobs?content=true", "jobs"),
    "jobicy": ("https://jobicy.com/api/v2/remote-jobs", "jobs"),
    "lever": ("https://api.eu.lever.co/v0/postings/exemple", None),
    "recruitee": ("https://exemple.recruitee.com/api/offers/", "offers"),
    "remotive": ("https://remotive.com/api/remote-jobs", "jobs"),
    "smartrecruiters": ("https://api.smartrecruiters.com/v1/companies/GroupeMistral/postings", "content"),
    "teamtailor": ("https://carrieres.maison-loriot.example/jobs.json", "items"),
    "workable": ("https://apply.workable.com/api/v1/widget/accounts/exemple?details=true", "jobs"),
}
SPIDERS = adapters()
#: Fields by which a board says that an ad is not public.
WITHDRAWN = {"isListed", "status"}
ODD: list[Any] = [
    None,
    True,
    0,
    -1,
    1.5,
    1e308,
    10**20,
    "",
    " ",
    "texte",
    "<p>",
    "\ud800",
    [],
    {},
    [None],
    [[]],
    {"a": []},
    ["a", 1],
]


@functools.cache
def board(adapter: str) -> Any:
    """The list as the sandbox serves it."""
    with Sandbox() as sandbox:
        return json.loads(sandbox.answer(Asked("GET", BOARDS[adapter][0])).content)


@functools.cache
def described(adapter: str) -> Source:
    return a_source(f"{adapter}-exemple")


def listed(adapter: str, data: Any) -> list[Any]:
    key = BOARDS[adapter][1]
    items: list[Any] = data[key] if key else data
    return items


def read(adapter: str, data: Any) -> tuple[dict[str, FoundAd | Request], Tally]:
    """What the list gives: ads, or the calls for them, by id."""
    tally = Tally()
    spider = SPIDERS[adapter](described(adapter), NOW, tally)
    url = BOARDS[adapter][0]
    body = json.dumps(data).encode()
    response = TextResponse(url, body=body, request=Request(url, meta={"fetched": NOW}))
    found: dict[str, FoundAd | Request] = {}
    told = spider.begin(url, spider.parse).cb_kwargs if isinstance(spider, PagedSpider) else {}
    for one in spider.parse(response, **told):
        if isinstance(one, FoundAd):
            found[one.source_id] = one
        elif "source_id" in one.meta:
            found[one.meta["source_id"]] = one
    return found, tally


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The paths of every value within ``value``."""
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for key, child in children for found in ((*path, key), *places(child, (*path, key)))]


@pytest.mark.parametrize("adapter", BOARDS)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_one_odd_value(adapter: str, data: st.DataObject) -> None:
    whole = copy.deepcopy(board(adapter))
    before, _ = read(adapter, whole)
    id_key = SPIDERS[adapter].id_key
    paths = [
        path for path in places(listed(adapter, whole)) if path[1:] not in {(id_key,), *((key,) for key in WITHDRAWN)}
    ]
    path = data.draw(st.sampled_from(paths))
    target = listed(adapter, whole)
    for key in path[:-1]:
        target = target[key]
    target[path[-1]] = data.draw(st.sampled_from(ODD))
    after, tally = read(adapter, whole)
    for name in before.keys() - after.keys():
        assert tally.incomplete or name in tally.failed
    for one in after.values():
        if isinstance(one, FoundAd):
            texts = (one.source_id, one.url, one.posting.title)
            assert all(isinstance(text, str) and text for text in texts)
            optional = (
                one.experience,
                one.language,
                one.hours,
                one.posting.hiring_organization,
                one.posting.date_posted,
            )
            assert all(text is None or isinstance(text, str) for text in optional)
