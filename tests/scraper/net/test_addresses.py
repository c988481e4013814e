"""Public addresses pass, others do not, however they are written."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.net.addresses import LONGEST_URL, check_url, is_public, read_literal

PRIVATE_4 = [
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.255.255.254", "168.63.129.16",
    "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.192", "192.0.2.1", "192.168.1.1", "198.18.0.1",
    "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
]  # fmt: skip
PRIVATE_6 = [
    "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:0:127.0.0.1", "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::", "2002:a9fe:a9fe::1",
    "3fff::1", "5f00::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "::1%lo", "fec0::1", "ff02::1",
]  # fmt: skip
PUBLIC = [
    "1.1.1.1", "8.8.8.8", "100.63.255.255", "100.128.0.0", "172.15.255.255", "172.32.0.0", "192.0.1.1", "168.63.129.17",
    "223.255.255.255", "2606:4700::1111", "2a01:e0a::1", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE_4 + PRIVATE_6)
def test_an_address_that_is_not_public_is_known(address: str) -> None:
    assert not is_public(address)
    host = f"[{address.partition('%')[0]}]" if ":" in address else address
    assert check_url(f"http://{host}/") == "non-publique"


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_passes(address: str) -> None:
    assert is_public(address)
    assert check_url(f"https://[{address}]:8443/a" if ":" in address else f"https://{address}/a") is None


@given(st.integers(0, 2**32 - 1))
def test_an_address_means_the_same_once_embedded(number: int) -> None:
    four = IPv4Address(number)
    for six in (0xFFFF << 32 | number, 0x64FF9B << 96 | number, 0x2002 << 112 | number << 80):
        assert is_public(IPv6Address(six)) == is_public(four)


@given(st.ip_addresses())
def test_nothing_that_python_knows_as_private_is_public(address: IPv4Address | IPv6Address) -> None:
    special = address.is_private or address.is_loopback or address.is_link_local or address.is_multicast
    if is_public(address) and not getattr(address, "ipv4_mapped", None):
        assert not special
        assert not address.is_unspecified


SPELLINGS = [
    "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.0.0.1", "0177.0.0.1", "017700000001", "0x7F.1", "127.0.0.1.",
    "127.000.000.001", "127%2e0%2e0%2e1", "%31%32%37.0.0.1", "１２７.0.0.1", "127。0。0。1", "①②⑦.0.0.1", "0", "0x0",
    "[::1]", "[0:0:0:0:0:0:0:1]", "[::ffff:7f00:1]", "[::1%25lo]", "[fe80::1%eth0]", "[::127.0.0.1]",
    "localhost", "LOCALHOST", "localhost.", "a.localhost", "ｌocalhost", "localhos%74",
]  # fmt: skip


@pytest.mark.parametrize("host", SPELLINGS)
def test_the_loopback_is_known_in_every_spelling(host: str) -> None:
    assert check_url(f"http://{host}/") == "non-publique"
    assert check_url(f"http://{host}:8080/a?b=c", frozenset({("127.0.0.1", 8080)})) == "non-publique"


@given(st.integers(0, 2**32 - 1), st.data())
def test_an_address_is_read_as_the_system_does(number: int, data: st.DataObject) -> None:
    a, b, c, d = number.to_bytes(4)
    spell = data.draw(st.sampled_from([str, hex, lambda n: f"0{n:o}"]))
    parts = data.draw(st.sampled_from([(a, b, c, d), (a, b, c << 8 | d), (a, b << 16 | c << 8 | d), (number,)]))
    host = ".".join(spell(part) for part in parts)
    assert read_literal(host) == ip_address(socket.inet_aton(host)) == IPv4Address(number)
    assert (check_url(f"http://{host}/") is None) == is_public(IPv4Address(number))


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("https://emploi.exemple.fr/offres?p=1#x", None),
        ("http://xn--mtier-bsa.exemple.fr:8080/", None),
        ("https://métier.exemple.fr/", None),
        ("HTTPS://EXEMPLE.FR", None),
        ("file:///etc/passwd", "schema"),
        ("ftp://exemple.fr/", "schema"),
        ("javascript:alert(1)", "schema"),
        ("//exemple.fr/", "schema"),
        ("", "schema"),
        ("http://", "illisible"),
        ("http:///a", "illisible"),
        ("http://exemple.fr:99999/", "illisible"),
        ("http://exemple.fr:a/", "illisible"),
        ("http://[::1/", "illisible"),
        ("http://exemple.fr\\@127.0.0.1/", "identifiants"),
        ("http://exemple.fr%23@127.0.0.1/", "identifiants"),
        ("http://exemple.fr%00.a/", "illisible"),
        ("http://a b/", "illisible"),
        ("http://moi@exemple.fr/", "identifiants"),
        ("http://:mdp@exemple.fr/", "identifiants"),
        ("http://@exemple.fr/", "identifiants"),
        ("http://exemple.fr/" + "a" * LONGEST_URL, "trop-longue"),
    ],
)
def test_an_address_is_refused_for_a_reason(url: str, why: str | None) -> None:
    assert check_url(url) == why


def test_what_is_allowed_is_that_host_and_that_port() -> None:
    allowed = frozenset({("127.0.0.1", 8000), ("localhost", 80)})
    assert check_url("http://127.0.0.1:8000/", allowed) is None
    assert check_url("http://localhost/", allowed) is None
    for url in ("http://127.0.0.1:8001/", "http://127.0.0.1/", "http://127.1:8000/", "https://localhost/", "http://127.0.0.2:8000/"):  # fmt: skip
        assert check_url(url, allowed) == "non-publique"
    assert check_url("http://u@127.0.0.1:8000/", allowed) == "identifiants"
    assert check_url("ftp://127.0.0.1:8000/", allowed) == "schema"


@given(st.text(max_size=60))
def test_no_address_makes_it_fail(text: str) -> None:
    check_url(text)
    check_url(f"http://{text}")
