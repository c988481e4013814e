"""What a name leads to is checked when connecting: a name that lies, or that changes, gains nothing."""

from __future__ import annotations

import asyncio
import datetime as dt
import socket
import ssl
from pathlib import Path
from typing import Any

import pytest
import scrapy
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from scraper.net.addresses import HostPort
from scraper.net.errors import AddressRefused
from scraper.net.reasons import reason_of
from scraper.net.resolver import PublicResolver
from scraper.settings import base_settings
from tests.scraper import hostile
from tests.scraper.hostile import Hostile, answer

PUBLIC = "93.184.215.14"


class Names:
    """A name server, in place of a loop's ``getaddrinfo``; a list of lists is given out in turn."""

    def __init__(self, **names: list[Any]) -> None:
        self.names = {name.replace("_", "."): answers for name, answers in names.items()}
        self.silent: set[str] = set()

    async def getaddrinfo(self, host: str, port: int, **_: Any) -> list[Any]:
        if host in self.silent:
            await asyncio.sleep(60)
        addresses = self.names.get(host, [])
        if addresses and isinstance(addresses[0], list):
            addresses = addresses.pop(0)
        if not addresses:
            raise socket.gaierror(socket.EAI_NONAME, "inconnu")
        return [
            (socket.AF_INET6, socket.SOCK_STREAM, 6, "", (address, port, 0, 0))
            if ":" in address
            else (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))
            for address in addresses
        ]


def look_up(names: Names, host: str, port: int = 80, allowed: tuple[HostPort, ...] = ()) -> list[tuple[str, int]]:
    async def run() -> list[tuple[str, int]]:
        asyncio.get_running_loop().getaddrinfo = names.getaddrinfo  # type: ignore[method-assign]
        resolver = PublicResolver(allowed)
        found = await resolver.resolve(host, port)
        for one in found:
            resolver.open_socket((one["family"], socket.SOCK_STREAM, 6, "", (one["host"], port))).close()
        return [(one["host"], one["port"]) for one in found]

    return asyncio.run(run())


def test_only_public_addresses_come_out() -> None:
    names = Names(mixte_test=["127.0.0.1", PUBLIC, "::1", "2606:4700::1111"], interne_test=["10.0.0.1", "fd00::1"])
    assert look_up(names, "mixte.test") == [(PUBLIC, 80), ("2606:4700::1111", 80)]
    with pytest.raises(AddressRefused):
        look_up(names, "interne.test")
    with pytest.raises(socket.gaierror):
        look_up(names, "inconnu.test")


def test_a_name_is_allowed_on_its_port_only() -> None:
    names = Names(ici_test=["127.0.0.1"])
    allowed = (("ici.test", 8000),)
    assert look_up(names, "ici.test", 8000, allowed) == [("127.0.0.1", 8000)]
    with pytest.raises(AddressRefused):
        look_up(names, "ici.test", 8001, allowed)


def test_what_an_allowed_name_leads_to_is_not_allowed_to_another() -> None:
    names = Names(ici_test=["127.0.0.1"], autre_test=["127.0.0.1"])

    async def run() -> None:
        asyncio.get_running_loop().getaddrinfo = names.getaddrinfo  # type: ignore[method-assign]
        resolver = PublicResolver([("ici.test", 8000)])
        await resolver.resolve("ici.test", 8000)
        with pytest.raises(AddressRefused):
            await resolver.resolve("autre.test", 8000)

    asyncio.run(run())


def test_a_name_that_changes_between_two_connections_is_refused() -> None:
    """DNS rebinding: public when first looked up, loopback next."""
    names = Names(change_test=[[PUBLIC], ["127.0.0.1"]])
    assert look_up(names, "change.test") == [(PUBLIC, 80)]
    with pytest.raises(AddressRefused):
        look_up(names, "change.test")


@pytest.mark.parametrize(
    ("family", "host"), [(socket.AF_INET, "127.0.0.1"), (socket.AF_INET, "169.254.169.254"), (socket.AF_INET6, "::1")]
)
def test_no_socket_is_opened_to_what_is_not_public(family: int, host: str) -> None:
    """A literal address is not resolved: this is its only check at the connection."""

    async def run() -> None:
        resolver = PublicResolver([("127.0.0.1", 1)])
        with pytest.raises(AddressRefused):
            resolver.open_socket((family, socket.SOCK_STREAM, 6, "", (host, 2)))
        resolver.open_socket((socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 1))).close()
        resolver.open_socket((socket.AF_INET, socket.SOCK_STREAM, 6, "", (PUBLIC, 2))).close()

    asyncio.run(run())


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
def names(reactor_thread: asyncio.AbstractEventLoop, monkeypatch: pytest.MonkeyPatch) -> Names:
    """The names of the reactor's loop, for the time of a test."""
    names = Names()
    monkeypatch.setattr(reactor_thread, "getaddrinfo", names.getaddrinfo)
    return names


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
        quick = {"DOWNLOAD_TIMEOUT": 0.4, "RETRY_TIMES": 0, "DOWNLOAD_VERIFY_CERTIFICATES": False}
        urls = [server.url("/bad"), server.url("/ok")]
        crawl = run_crawl(Visitor, settings(("127.0.0.1", server.port), **quick), urls=urls)
        assert crawl.crawler.spider.errors == [reason]
        assert crawl.items == [server.url("/ok")]
