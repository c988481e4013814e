"""A request is made once."""

from __future__ import annotations

from scrapy import Request

from scraper.net.duplicates import DuplicateRequests


def test_a_request_is_known_by_its_method_its_address_and_its_body() -> None:
    seen = DuplicateRequests()
    others = [
        Request("https://a.example/1"),
        Request("https://a.example/1?page=2"),
        Request("https://a.example/1", method="POST"),
        Request("https://a.example/1", method="POST", body=b"q=2"),
        Request("https://b.example/1"),
    ]
    assert [seen.request_seen(request) for request in others] == [False] * 5
    assert [seen.request_seen(request) for request in others] == [True] * 5
    assert seen.request_seen(Request("https://a.example/1#part"))
