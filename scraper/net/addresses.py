"""Which addresses a spider may ask: public ones, whatever the way they are written.

The networks that are not public are those of the IANA registries of special-purpose addresses
(https://www.iana.org/assignments/iana-ipv4-special-registry, …/iana-ipv6-special-registry), RFC 6890. They are listed
here because ``ipaddress.is_global`` changes between two patch releases of Python.
"""

from __future__ import annotations

import re
import socket
import unicodedata
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import unquote, urlsplit

#: A host and a port, as the URL writes them.
HostPort = tuple[str, int]

#: Longer addresses are traps (a calendar without end, a session in the path), not pages.
LONGEST_URL = 2083
_PORTS = {"http": 80, "https": 443}

_NOT_PUBLIC_4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this host
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # shared by a provider's customers (CGNAT); metadata of Alibaba Cloud
        "127.0.0.0/8",  # loopback
        "168.63.129.16/32",  # metadata of Azure, in a public range
        "169.254.0.0/16",  # link-local; metadata of AWS, Google Cloud, Azure
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments; metadata of Oracle Cloud
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # 6to4 relays, deprecated
        "192.168.0.0/16",  # private
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
    )
)
#: Global unicast: all that IANA has given out. Loopback, link-local, site-local, private and multicast are outside.
_UNICAST_6 = IPv6Network("2000::/3")
_NOT_PUBLIC_6 = tuple(
    IPv6Network(network)
    for network in (
        "2001::/23",  # protocol assignments, Teredo among them
        "2001:db8::/32",  # documentation
        "3fff::/20",  # documentation
    )
)
#: Networks whose addresses stand for an IPv4 address, and how many bits follow it.
_EMBEDDED_4 = (
    (IPv6Network("::ffff:0:0/96"), 0),  # IPv4-mapped: the system connects over IPv4
    (IPv6Network("64:ff9b::/96"), 0),  # NAT64, RFC 6052
    (IPv6Network("2002::/16"), 80),  # 6to4, RFC 3056
)
#: Full stops that a browser and IDNA read as a dot (RFC 3490, 3.1).
_DOTS = str.maketrans({"。": ".", "．": ".", "｡": "."})
#: What no host holds. ``%`` may begin the zone of an IPv6 address.
_NOT_A_HOST = re.compile(r"[\s\x00-\x1f\x7f/\\?#@<>^|]")


def is_public(address: IPv4Address | IPv6Address | str) -> bool:
    """Whether ``address`` is one that anybody on the Internet reaches; ValueError when it is not an address."""
    ip = ip_address(address) if isinstance(address, str) else address
    if isinstance(ip, IPv4Address):
        return not any(ip in network for network in _NOT_PUBLIC_4)
    plain = IPv6Address(int(ip))  # an address with a zone belongs to no network
    for network, after in _EMBEDDED_4:
        if plain in network:
            return is_public(IPv4Address(int(plain) >> after & 0xFFFFFFFF))
    return plain in _UNICAST_6 and not any(plain in network for network in _NOT_PUBLIC_6)


def read_literal(host: str) -> IPv4Address | IPv6Address | None:
    """The address that the system would connect to for ``host``, or None when ``host`` is a name.

    IPv4 in all the spellings of ``inet_aton``: ``127.1``, ``0x7f.0.0.1``, ``017700000001``, ``2130706433``; with
    full-width digits, percent-encoded, with a final dot. IPv6 with or without brackets, with or without a zone.
    """
    text = plain_host(host)
    try:
        return IPv6Address(text.strip("[]").partition("%")[0])
    except ValueError:
        pass
    try:
        return IPv4Address(socket.inet_aton(text))
    except (OSError, ValueError):
        return None


def plain_host(host: str) -> str:
    """``host`` in lower case, percent-decoded, with plain digits and dots, without the final dot."""
    text = unicodedata.normalize("NFKC", unquote(host)).translate(_DOTS).lower()
    return text.removesuffix(".")


def check_url(url: str, allowed: frozenset[HostPort] = frozenset()) -> str | None:
    """None when ``url`` may be asked for, else why not, in a word: see below.

    ``allowed`` are the host and port pairs that may be asked though they are not public, written as the URL writes
    them. A name is not resolved here: what it resolves to is checked when connecting (``scraper.net.resolver``).
    ``trop-longue``, ``illisible``, ``schema`` (not http nor https), ``identifiants`` (a user or a password),
    ``non-publique``.
    """
    if len(url) > LONGEST_URL:
        return "trop-longue"
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return "illisible"
    if parts.scheme not in _PORTS:
        return "schema"
    if parts.username is not None or parts.password is not None:
        return "identifiants"
    if not host:
        return "illisible"
    if (host, port if port is not None else _PORTS[parts.scheme]) in allowed:
        return None
    name = plain_host(host)
    if not name or _NOT_A_HOST.search(name):
        return "illisible"
    literal = read_literal(host)
    if literal is not None:
        return None if is_public(literal) else "non-publique"
    # RFC 6761: localhost and what ends with it are the loopback, whatever a resolver says.
    return "non-publique" if name == "localhost" or name.endswith(".localhost") else None
