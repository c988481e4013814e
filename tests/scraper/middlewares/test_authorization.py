from __future__ import annotations

import asyncio
import gzip
import io
import json
import logging
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
import scrapy
from scrapy import Request
from scrapy.http import Response
from scrapy.utils.test import get_crawler
from twisted.python.failure import Failure

from scraper.authorizations import MASKED, BearerKey, ClientCredentials, QueryKeys, Secrets, mask
from scraper.middlewares.authorization import AUTHORIZATION_ORDER, AuthorizationMiddleware
from scraper.middlewares.reroute import REROUTE, REROUTE_ORDER
from scraper.net.reasons import reason_of
from tests.sandbox import Reply, Sandbox
from tests.sandbox import Request as Asked
from tests.scraper.conftest import Crawl, RunCrawl

API, DOOR = "https://api.exemple.example/v1/", "https://porte.exemple.example/jeton?realm=/partenaire"
GIVEN = {"EX_ID": "un-identifiant", "EX_SECRET": "très/secret+1&2", "EX_KEY": "clé=4/2"}
TOKEN = ClientCredentials(under=API, token_url=DOOR, client_id="EX_ID", client_secret="EX_SECRET", scope="lire tout")
KEYS = QueryKeys(under=API, keys={"app_id": "EX_ID", "app_key": "EX_KEY"})


class Onlooker:
    """Sits where the archive does, and keeps all it can see."""

    seen: list[str] = []

    def process_request(self, request: Request) -> None:
        self.seen.append(f"{request!r} {request.headers} {request.meta}")

    def process_response(self, request: Request, response: Response) -> Response:
        if not request.meta.get("unarchived"):
            self.seen.append(f"{request!r} {request.headers} {response!r} {response.headers} {response.body!r}")
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        self.seen.append(f"{request!r} {request.headers} {exception!r}")


class Replay:
    """Answers in place of the network."""

    def process_request(self, request: Request) -> Response:
        return Response(request.url, 401, body=b"hier")


class Asker(scrapy.Spider):
    name = "demandeur"

    def __init__(self, urls: list[str], authorization: Any, given: dict[str, str] = GIVEN) -> None:
        super().__init__()
        self.urls, self.authorization, self.secrets_given = urls, authorization, Secrets(given)

    async def start(self) -> AsyncIterator[Request]:
        for url in self.urls:
            yield Request(
                url, self.parse, errback=self.failed, dont_filter=True, meta={"handle_httpstatus_list": [401]}
            )

    def parse(self, response: Response) -> Iterator[dict[str, Any]]:
        yield {"status": response.status, "url": response.url, "asked": repr(response.request)}

    def failed(self, failure: Failure) -> Iterator[dict[str, Any]]:
        yield {
            "error": str(failure.value),
            "reason": getattr(failure.value, "reason", None),
            "code": reason_of(failure),
        }


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(install=False) as web:
        yield web


@pytest.fixture
def ask(run_crawl: RunCrawl, sandbox: Sandbox) -> Any:
    def run(urls: list[str], authorization: Any, settings: dict[str, Any] | None = None, **more: Any) -> Crawl:
        Onlooker.seen = []
        chain = {
            Onlooker: 800,
            AuthorizationMiddleware: AUTHORIZATION_ORDER,
            "scraper.middlewares.reroute.RerouteMiddleware": REROUTE_ORDER,
        }
        given = {REROUTE: sandbox.port, "DOWNLOADER_MIDDLEWARES": chain} | (settings or {})
        return run_crawl(Asker, given, urls=urls, authorization=authorization, **more)

    return run


class Door:
    """A token endpoint: gives tokens that live ``life`` seconds, as the API accepts the last one only."""

    def __init__(self, sandbox: Sandbox, life: Any = 1499, status: int = 200) -> None:
        self.life, self.status, self.given = life, status, 0
        sandbox.add("porte.exemple.example", "/jeton", self.token)
        sandbox.add("api.exemple.example", "*", self.data)

    def token(self, request: Asked) -> Reply:
        if self.status != 200:
            return Reply.json({"error": "invalid_client", "echo": request.form}, self.status)
        self.given += 1
        return Reply.json({"access_token": f"jeton-{self.given}", "token_type": "Bearer", "expires_in": self.life})

    def data(self, request: Asked) -> Reply:
        right = request.headers.get("authorization") == f"Bearer jeton-{self.given}"
        return Reply.json({"path": request.path}, 200 if right else 401)


def nothing_told(*values: str) -> None:
    told = "\n".join(Onlooker.seen)
    assert told
    for value in (*GIVEN.values(), *values):
        assert value not in told
        assert mask(told, [value]) == told


def test_a_token_is_asked_for_once_by_post_with_the_pair_in_the_body(ask: Any, sandbox: Sandbox) -> None:
    Door(sandbox)
    crawl = ask([f"{API}{n}" for n in range(12)], TOKEN)
    assert [item["status"] for item in crawl.items] == [200] * 12
    (asked,) = sandbox.asked("porte.exemple.example")
    assert asked.method == "POST"
    assert "authorization" not in asked.headers
    assert asked.query == {"realm": "/partenaire"}
    assert asked.form == {
        "grant_type": "client_credentials",
        "client_id": GIVEN["EX_ID"],
        "client_secret": GIVEN["EX_SECRET"],
        "scope": "lire tout",
    }
    nothing_told("jeton-1")


def test_a_token_that_is_refused_is_renewed_once_for_all(ask: Any, sandbox: Sandbox) -> None:
    door = Door(sandbox)
    honest = door.data

    def revoking(request: Asked) -> Reply:
        if len(sandbox.asked("api.exemple.example")) == 4:
            door.given += 1  # what was given so far is worth nothing any more
        return honest(request)

    sandbox.add("api.exemple.example", "*", revoking)
    crawl = ask([f"{API}{n}" for n in range(12)], TOKEN, {"CONCURRENT_REQUESTS_PER_DOMAIN": 4})
    assert [item["status"] for item in crawl.items] == [200] * 12
    assert len(sandbox.asked("porte.exemple.example")) == 2
    nothing_told("jeton-1", "jeton-3")


def test_a_token_refused_again_is_an_error_not_a_loop(ask: Any, sandbox: Sandbox) -> None:
    Door(sandbox)
    sandbox.add("api.exemple.example", "*", Reply(401))
    (item,) = ask([f"{API}1"], TOKEN).items
    assert item["status"] == 401
    assert len(sandbox.asked("api.exemple.example")) == 2
    assert len(sandbox.asked("porte.exemple.example")) == 2


def test_a_token_is_renewed_before_it_expires(ask: Any, sandbox: Sandbox) -> None:
    Door(sandbox, life=0)
    crawl = ask([f"{API}{n}" for n in range(3)], TOKEN, {"CONCURRENT_REQUESTS": 1})
    assert [item["status"] for item in crawl.items] == [200] * 3
    assert len(sandbox.asked("porte.exemple.example")) == 3


@pytest.mark.parametrize("life", ["1499", 1499.0, None])
def test_a_life_may_be_written_otherwise(ask: Any, sandbox: Sandbox, life: Any) -> None:
    door = Door(sandbox)
    answer = {"access_token": "jeton-1"} | ({} if life is None else {"expires_in": life})
    door.given = 1
    sandbox.add("porte.exemple.example", "/jeton", answer)
    assert [item["status"] for item in ask([f"{API}1", f"{API}2"], TOKEN).items] == [200, 200]
    assert len(sandbox.asked("porte.exemple.example")) == 1


@pytest.mark.parametrize("status", [400, 401, 403, 409])
def test_a_refusal_is_told_without_secrets_and_not_asked_twice(ask: Any, sandbox: Sandbox, status: int) -> None:
    Door(sandbox, status=status)
    crawl = ask([f"{API}{n}" for n in range(5)], TOKEN, {"CONCURRENT_REQUESTS": 1})
    assert {item["error"] for item in crawl.items} == {f"pas de jeton : HTTP {status}"}
    assert [item["code"] for item in crawl.items] == ["cle-refusee"] * 5
    assert len(sandbox.asked("porte.exemple.example")) == 1
    assert not sandbox.asked("api.exemple.example")
    nothing_told()


@pytest.mark.parametrize("answer", ["<html>", "[]", "{}", '{"access_token": 3}', '{"access_token": "a\\nb"}', '"x"'])
def test_a_token_that_cannot_be_read_is_a_refusal(ask: Any, sandbox: Sandbox, answer: str) -> None:
    sandbox.add("porte.exemple.example", "/jeton", Reply(200, {}, answer))
    assert [item["reason"] for item in ask([f"{API}1"], TOKEN).items] == ["cle-refusee"]


@pytest.mark.parametrize(("fault", "reason"), [("503", "http-503"), ("429:0", "http-429"), ("reset", "connexion")])
def test_a_door_out_of_order_is_told_from_a_refusal(ask: Any, sandbox: Sandbox, fault: str, reason: str) -> None:
    Door(sandbox)
    sandbox.fail("porte.exemple.example", "*", fault)
    crawl = ask([f"{API}1", f"{API}2"], TOKEN, {"CONCURRENT_REQUESTS": 1})
    assert [item["code"] for item in crawl.items] == [reason] * 2
    assert len(sandbox.asked("porte.exemple.example")) == 1
    nothing_told()


def test_the_pair_follows_no_redirect(ask: Any, sandbox: Sandbox) -> None:
    sandbox.add("porte.exemple.example", "/jeton", Reply(307, {"Location": "https://ailleurs.example/jeton"}))
    assert [item["code"] for item in ask([f"{API}1"], TOKEN).items] == ["http-307"]
    assert not sandbox.asked("ailleurs.example")


def test_a_key_is_borne_only_under_its_address(ask: Any, sandbox: Sandbox) -> None:
    sandbox.add("*", "*", {})
    others = ["https://api.exemple.example/autre", "http://api.exemple.example/v1/", "https://ailleurs.example/v1/"]
    ask([f"{API}1", *others], BearerKey(under=API, key="EX_ID"))
    borne = {request.url: request.headers.get("authorization") for request in sandbox.requests}
    assert borne == {f"{API}1": f"Bearer {GIVEN['EX_ID']}"} | dict.fromkeys(others)
    nothing_told()


def test_keys_of_the_query_are_added_and_taken_off(ask: Any, sandbox: Sandbox) -> None:
    sandbox.add("api.exemple.example", "*", {})
    crawl = ask([f"{API}2?what=community%20manager", f"{API}3"], KEYS)
    first, second = sorted(sandbox.requests, key=lambda request: request.path)
    keys = {"app_id": GIVEN["EX_ID"], "app_key": GIVEN["EX_KEY"]}
    assert first.query == {"what": "community manager"} | keys
    assert second.query == keys
    assert {item["url"] for item in crawl.items} == {f"{API}2?what=community%20manager", f"{API}3"}
    nothing_told()


def test_what_the_server_gives_back_is_masked(ask: Any, sandbox: Sandbox) -> None:
    def echo(request: Asked) -> Reply:
        if request.path.endswith("/1"):
            return Reply(302, {"Location": request.url.replace("/1?", "/2?")}, request.url)
        return Reply(200, {"Link": f"<{request.url}>; rel=next", "Content-Type": "text/plain"}, request.url)

    sandbox.add("api.exemple.example", "*", echo)
    crawl = ask([f"{API}1?a=b"], KEYS)
    assert [item["status"] for item in crawl.items] == [200]
    assert MASKED in "".join(Onlooker.seen)
    nothing_told()


def test_a_key_given_back_in_a_compressed_body_is_masked_too(ask: Any, sandbox: Sandbox) -> None:
    def echo(request: Asked) -> Reply:
        return Reply(
            200, {"Content-Encoding": "gzip", "Content-Type": "text/plain"}, gzip.compress(request.url.encode())
        )

    sandbox.add("api.exemple.example", "*", echo)
    assert [item["status"] for item in ask([f"{API}1?a=b"], KEYS).items] == [200]
    assert f"{API}1?a=b&app_id={MASKED}" in "".join(Onlooker.seen)
    nothing_told()


def test_a_key_does_not_follow_a_redirect_elsewhere(ask: Any, sandbox: Sandbox) -> None:
    sandbox.add("api.exemple.example", "*", Reply(302, {"Location": "https://ailleurs.example/la"}))
    sandbox.add("ailleurs.example", "*", {})
    ask([f"{API}1"], BearerKey(under=API, key="EX_ID"))
    ask([f"{API}1"], KEYS)
    for request in sandbox.asked("ailleurs.example"):
        assert "authorization" not in request.headers
        assert not request.query


class Talkative(Asker):
    """Raises what it should not know."""

    name = "bavard"

    def parse(self, response: Response) -> Iterator[dict[str, Any]]:
        raise RuntimeError(f"la clé est {self.secrets_given['EX_KEY']}")


def test_a_traceback_in_the_log_tells_nothing(run_crawl: RunCrawl, sandbox: Sandbox) -> None:
    sandbox.add("api.exemple.example", "*", {})
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    logging.getLogger().addHandler(handler)
    try:
        chain = {
            AuthorizationMiddleware: AUTHORIZATION_ORDER,
            "scraper.middlewares.reroute.RerouteMiddleware": REROUTE_ORDER,
        }
        settings = {REROUTE: sandbox.port, "DOWNLOADER_MIDDLEWARES": chain}
        run_crawl(Talkative, settings, urls=[f"{API}1?a=b"], authorization=KEYS)
    finally:
        logging.getLogger().removeHandler(handler)
    assert f"RuntimeError: la clé est {MASKED}" in written.getvalue()
    assert GIVEN["EX_KEY"] not in written.getvalue()


def test_a_late_refusal_does_not_throw_a_new_token_away() -> None:
    class Engine:
        asked = 0

        async def download_async(self, request: Request) -> Response:
            self.asked += 1
            return Response(request.url, body=b'{"access_token": "jeton-%d", "expires_in": 1499}' % self.asked)

    async def two_at_once() -> None:
        middleware = AuthorizationMiddleware(crawler)
        early, late = Request(f"{API}1"), Request(f"{API}2")
        await middleware.process_request(early)
        await middleware.process_request(late)
        early_again = middleware.process_response(early, Response(early.url, 401))
        assert isinstance(early_again, Request)
        await middleware.process_request(early_again)
        late_again = middleware.process_response(late, Response(late.url, 401))
        assert isinstance(late_again, Request)
        await middleware.process_request(late_again)
        assert late_again.headers["Authorization"] == early_again.headers["Authorization"] == b"Bearer jeton-2"

    crawler = get_crawler(Asker)
    crawler.spider = Asker([], TOKEN)
    crawler.engine = engine = Engine()  # type: ignore[assignment]
    asyncio.run(two_at_once())
    assert engine.asked == 2


@pytest.mark.parametrize("fault", ["reset", "truncated", "babble", "endless"])
def test_failures_and_logs_tell_nothing(ask: Any, sandbox: Sandbox, fault: str) -> None:
    sandbox.add("api.exemple.example", "*", {"long": "x" * 5000})
    sandbox.fail("api.exemple.example", "*", fault)
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    logging.getLogger().addHandler(handler)
    try:
        settings = {"DOWNLOAD_MAXSIZE": 100_000, "DOWNLOAD_WARNSIZE": 1000}
        crawl = ask([f"{API}1", f"{API}2?a=b"], KEYS, settings)
    finally:
        logging.getLogger().removeHandler(handler)
    assert len(crawl.items) == 2
    told = written.getvalue() + json.dumps(crawl.items, ensure_ascii=False)
    for value in GIVEN.values():
        assert mask(told, [value]) == told
    nothing_told()
    assert fault != "endless" or MASKED in written.getvalue()
    assert not handler.filters


def test_a_key_that_is_missing_is_named(ask: Any, sandbox: Sandbox) -> None:
    crawl = ask([f"{API}1"], KEYS, given={"EX_ID": "un-identifiant"})
    assert [(item["error"], item["code"]) for item in crawl.items] == [("EX_KEY n’est pas donnée", "cle-refusee")]
    assert not sandbox.requests


def test_an_answer_that_comes_from_nearer_is_left_as_it_is(ask: Any, sandbox: Sandbox) -> None:
    """The archive answers in a replay: no token, no renewal on the 401 that it holds."""

    chain = {Replay: 850, AuthorizationMiddleware: AUTHORIZATION_ORDER}
    (item,) = ask([f"{API}1"], TOKEN, {"DOWNLOADER_MIDDLEWARES": chain}, given={}).items
    assert item["status"] == 401
    assert not sandbox.requests


def test_secrets_shown_tell_their_names_only() -> None:
    secrets = Secrets(GIVEN)
    assert dict(secrets) == GIVEN
    assert repr(secrets) == str(secrets) == "Secrets(EX_ID, EX_KEY, EX_SECRET)"
