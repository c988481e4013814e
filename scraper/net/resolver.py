"""Names are resolved as the system does, and only public addresses come out: the last check before a connection.

aiohttp asks for the addresses of a name, then for the socket of each connection, to a name as to a literal address:
the address that is checked is the one connected to. So a name that changes between two look-ups gains nothing.
"""

from __future__ import annotations

import socket
from collections.abc import Iterable
from typing import Any

from aiohttp import ThreadedResolver
from aiohttp.abc import ResolveResult

from scraper.net.addresses import HostPort, is_public
from scraper.net.errors import AddressRefused

#: The setting: (host, port) pairs that may be asked though not public. Only code sets it (tests, the sandbox).
ALLOWED_ADDRESSES = "ALLOWED_ADDRESSES"


class PublicResolver(ThreadedResolver):
    """For the connector of a crawl: its ``resolver``, and its ``socket_factory`` (``open_socket``).

    ``allowed`` are hosts and ports that may be asked though they are not public, written as the URL writes them.
    """

    def __init__(self, allowed: Iterable[HostPort] = ()) -> None:
        super().__init__()
        self._allowed = frozenset(allowed)
        #: What may be connected to though not public: what is allowed, and what allowed names lead to.
        self._passed: set[HostPort] = set(self._allowed)

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The public addresses of ``host``; raises AddressRefused when it has only others, OSError when none."""
        found = await super().resolve(host, port, family)
        if (host, port) in self._allowed:
            self._passed.update((one["host"], port) for one in found)
            return found
        public = [one for one in found if is_public(one["host"])]
        if found and not public:
            raise AddressRefused(f"{host} : adresse non publique")
        return public

    def open_socket(self, address: Any) -> socket.socket:
        """A socket to connect to ``address``, as ``getaddrinfo`` gives it; raises AddressRefused."""
        family, kind, protocol, _, (host, port, *_) = address
        if not is_public(host) and (host, port) not in self._passed:
            raise AddressRefused(f"{host} : adresse non publique")
        return socket.socket(family, kind, protocol)
