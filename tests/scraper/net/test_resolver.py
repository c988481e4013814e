"""What a name leads to is checked when connecting: a name that lies, or that changes, gains nothing."""

from __future__ import annotations

import asyncio
import datetime as dt
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import scrapy
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from scrapy.resolver import dnscache
from twisted.internet.address import IPv4Address, IPv6Address

from scraper.net.reasons import reason_of
from scraper.net.resolver import PublicResolver
from scraper.settings import base_settings
from tests.scraper import hostile
from tests.scraper.hostile import Hostile, answer

PUBLIC = "93.184.215.14"


class Names:
    """A name server: each name leads to what is written here; a list of lists is given out in turn."""

    def __init__(self, **names: list[Any]) -> None:
        self.names = {name.replace("_", "."): answers for name, answers in names.items()}
        self.asked: list[str] = []
        self.silent: set[str] = set()

    def resolveHostName(self, receiver: Any, host: str, port: int = 0, types: Any = None, semantics: str = "TCP") -> Any:  # fmt: skip
        self.asked.append(host)
        receiver.resolutionBegan(None)
        if host in self.silent:
            return receiver
        addresses = self.names.get(host, [host] if host[0].isdigit() else [])
        if addresses and isinstance(addresses[0], list):
            addresses = addresses.pop(0)
        for address in addresses:
            receiver.addressResolved((IPv6Address if ":" in address else IPv4Address)("TCP", address, port))
        receiver.resolutionComplete()
        return receiver


class Reactor:
    """As much of a reactor as a resolver knows."""

    def __init__(self, names: Names) -> None:
        self.nameResolver: Any = names

    def installNameResolver(self, resolver: Any) -> None:
        self.nameResolver = resolver


class Receiver:
    def __init__(self) -> None:
        self.addresses: list[str] = []
        self.complete = False

    def resolutionBegan(self, resolution: Any) -> None:
        pass

    def addressResolved(self, address: Any) -> None:
        self.addresses.append(f"{address.host} {address.port}")

    def resolutionComplete(self) -> None:
        self.complete = True


def look_up(resolver: PublicResolver, host: str, port: int = 80) -> list[str]:
    receiver = Receiver()
    resolver.resolveHostName(receiver, host, port)
    assert receiver.complete
    return receiver.addresses


def test_only_public_addresses_come_out() -> None:
    names = Names(
        mixte_test=["127.0.0.1", PUBLIC, "::1", "2606:4700::1111"], interne_test=["10.0.0.1", "fe80::1%eth0"]
    )
    resolver = PublicResolver.on(Reactor(names))
    assert look_up(resolver, "mixte.test") == [f"{PUBLIC} 80", "2606:4700::1111 80"]
    assert not resolver.has_refused("mixte.test", 80)
    assert look_up(resolver, "interne.test") == []
    assert resolver.has_refused("interne.test", 80)
    assert look_up(resolver, "inconnu.test") == []
    assert not resolver.has_refused("inconnu.test", 80)


def test_a_cached_answer_is_checked_again() -> None:
    names = Names(cache_test=["127.0.0.1"])
    resolver = PublicResolver.on(Reactor(names))
    resolver.allow([("cache.test", 8000)])
    assert look_up(resolver, "cache.test", 8000) == ["127.0.0.1 8000"]
    assert look_up(resolver, "cache.test", 8001) == []
    assert look_up(resolver, "cache.test", 8000) == ["127.0.0.1 8000"]
    assert names.asked == ["cache.test"]  # the cache was there
    resolver.disallow([("cache.test", 8000)])
    assert look_up(resolver, "cache.test", 8000) == []


def test_a_name_that_changes_between_two_connections_is_refused() -> None:
    """DNS rebinding: public when first looked up, loopback next."""
    resolver = PublicResolver.on(Reactor(Names(change_test=[[PUBLIC], ["127.0.0.1"]])))
    assert look_up(resolver, "change.test") == [f"{PUBLIC} 80"]
    dnscache.clear()
    assert look_up(resolver, "change.test") == []
    assert resolver.has_refused("change.test", 80)


def test_literal_addresses_are_checked_too() -> None:
    resolver = PublicResolver.on(Reactor(Names()))
    assert look_up(resolver, "127.0.0.1") == []
    assert look_up(resolver, "1.1.1.1") == ["1.1.1.1 80"]


def test_what_two_crawls_allow_ends_with_the_last() -> None:
    resolver = PublicResolver.on(Reactor(Names()))
    resolver.allow([("127.0.0.1", 1), ("127.0.0.1", 2)])
    resolver.allow([("127.0.0.1", 1)])
    resolver.disallow([("127.0.0.1", 1), ("127.0.0.1", 2)])
    assert look_up(resolver, "127.0.0.1", 1)
    assert not look_up(resolver, "127.0.0.1", 2)


def test_a_reactor_keeps_its_resolver() -> None:
    reactor = Reactor(Names())
    resolver = PublicResolver.on(reactor)
    PublicResolver(reactor).install_on_reactor()
    assert PublicResolver.on(reactor) is resolver is reactor.nameResolver


# Through Scrapy


class Visitor(scrapy.Spider):
    name = "visiteur"

    async def start(self) -> Any:
        self.errors: list[str] = []
        for number, url in enumerate(self.urls):
            yield scrapy.Request(url, errback=self.failed, priority=-number, dont_filter=True)

    def parse(self, response: Any) -> Any:
        yield response.url

    def failed(self, failure: Any) -> None:
        self.errors.append(reason_of(failure))


@pytest.fixture
def names(reactor_thread: asyncio.AbstractEventLoop) -> Iterator[Names]:
    """The reactor's names, for the time of a test."""
    from twisted.internet import reactor

    def install(resolver: Any) -> Any:
        async def swap() -> Any:
            return reactor.installNameResolver(resolver)

        return asyncio.run_coroutine_threadsafe(swap(), reactor_thread).result(5)

    names = Names()
    before = install(names)
    yield names
    install(before)


def settings(*allowed: tuple[str, int], **more: Any) -> dict[str, Any]:
    quick = {"AUTOTHROTTLE_ENABLED": False, "RETRY_ENABLED": True, "DOWNLOAD_TIMEOUT": 2, "ROBOTSTXT_OBEY": False}
    return base_settings(allowed, delay=0) | quick | more


def test_a_name_that_leads_inside_is_refused_and_not_retried(names: Names, run_crawl: Any) -> None:
    with Hostile({"/": answer(b"secret")}) as server:
        names.names = {"dedans.test": ["127.0.0.1"], "dehors.test": ["127.0.0.1"]}
        urls = [f"http://dedans.test:{server.port}/", f"http://dehors.test:{server.port}/"]
        crawl = run_crawl(Visitor, settings(("dehors.test", server.port)), urls=urls)
        assert crawl.crawler.spider.errors == ["adresse-refusee"]
        assert crawl.items == [urls[1]]
        assert len(server.asked) == 1


def test_a_name_that_does_not_exist_is_another_error(names: Names, run_crawl: Any) -> None:
    crawl = run_crawl(Visitor, settings(RETRY_TIMES=0), urls=["http://inconnu.test/"])
    assert crawl.crawler.spider.errors == ["nom-inconnu"]


def test_a_name_server_that_says_nothing_is_not_waited_for(names: Names, run_crawl: Any) -> None:
    names.silent = {"muet.test"}
    quick = settings(RETRY_TIMES=0, DOWNLOAD_TIMEOUT=0.3)
    assert run_crawl(Visitor, quick, urls=["http://muet.test/"]).crawler.spider.errors == ["delai-depasse"]


def test_a_server_that_does_not_shake_hands_is_not_waited_for(run_crawl: Any) -> None:
    with Hostile() as server:
        quick = settings(("127.0.0.1", server.port), RETRY_TIMES=0, DOWNLOAD_TIMEOUT=0.3)
        crawl = run_crawl(Visitor, quick, urls=[f"https://127.0.0.1:{server.port}/"])
        assert crawl.crawler.spider.errors == ["delai-depasse"]


def test_robots_that_lead_inside_are_not_asked(names: Names, run_crawl: Any) -> None:
    with Hostile() as server:
        names.names = {"robots.test": ["127.0.0.1"]}
        crawl = run_crawl(Visitor, settings(ROBOTSTXT_OBEY=True), urls=[f"http://robots.test:{server.port}/"])
        assert crawl.crawler.spider.errors == ["robots-injoignable"]
        assert server.asked == []


@pytest.fixture
def tls(tmp_path: Path) -> ssl.SSLContext:
    """A certificate that nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "certificat.pem"
    file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


def test_https_goes_through_the_same_checks(tls: ssl.SSLContext, names: Names, run_crawl: Any) -> None:
    names.names = {"chiffre.test": ["127.0.0.1"]}
    with Hostile({"/": answer(b"secret")}, tls=tls) as server:
        urls = [f"https://chiffre.test:{server.port}/", server.url("/")]
        crawl = run_crawl(Visitor, settings(("127.0.0.1", server.port), RETRY_TIMES=0), urls=urls)
        # The second is allowed, and its certificate is not good.
        assert crawl.crawler.spider.errors == ["adresse-refusee", "certificat"]
        lax = settings(("127.0.0.1", server.port), DOWNLOAD_VERIFY_CERTIFICATES=False)
        assert run_crawl(Visitor, lax, urls=[server.url("/")]).items == [server.url("/")]


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (hostile.drips, "delai-depasse"),
        (hostile.says_nothing, "delai-depasse"),
        (hostile.never_ends, "trop-gros"),
        (hostile.headers_without_end, "trop-gros"),
    ],
)
def test_the_bounds_hold_over_https(page: Any, reason: str, tls: ssl.SSLContext, run_crawl: Any) -> None:
    with Hostile({"/bad": page, "/ok": answer(b"oui")}, tls=tls) as server:
        quick = {"DOWNLOAD_TIMEOUT": 1.5, "RETRY_TIMES": 0, "DOWNLOAD_VERIFY_CERTIFICATES": False}
        urls = [server.url("/bad"), server.url("/ok")]
        crawl = run_crawl(Visitor, settings(("127.0.0.1", server.port), **quick), urls=urls)
        assert crawl.crawler.spider.errors == [reason]
        assert crawl.items == [server.url("/ok")]
