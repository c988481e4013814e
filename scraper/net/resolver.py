"""Names are resolved as the system does, and only public addresses come out: the last check before a connection.

Twisted asks its reactor's resolver for every connection it opens, over http and https, for a name as for a literal
address; the address that comes out is the one it connects to. So a name that changes between two look-ups gains
nothing. Scrapy's cache of names lies under the check, not over it.

A reactor has one resolver; crawls of one process may differ in what they allow. Each tells the resolver when it
begins and when it ends; see ``scraper.net.download``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from ipaddress import ip_address
from typing import Any

from scrapy.resolver import CachingHostnameResolver
from twisted.internet.interfaces import IAddress, IHostResolution, IResolutionReceiver
from zope.interface import implementer

from scraper.net.addresses import HostPort, is_public

#: The setting: (host, port) pairs that may be asked though not public. Only code sets it (tests, the sandbox).
ALLOWED_ADDRESSES = "ALLOWED_ADDRESSES"


class PublicResolver(CachingHostnameResolver):
    """For ``TWISTED_DNS_RESOLVER``, or ``on(reactor)``."""

    def __init__(self, reactor: Any, cache_size: int = 10_000) -> None:
        super().__init__(reactor, cache_size)
        self._allowed: Counter[HostPort] = Counter()
        self._refused: set[HostPort] = set()

    @classmethod
    def on(cls, reactor: Any) -> PublicResolver:
        """The resolver of ``reactor``, which is put in place when another one is there."""
        if not isinstance(reactor.nameResolver, cls):
            cls(reactor).install_on_reactor()
        resolver: PublicResolver = reactor.nameResolver
        return resolver

    def install_on_reactor(self) -> None:
        """Once: one already there keeps what the crawls told it."""
        if not isinstance(self.reactor.nameResolver, PublicResolver):
            super().install_on_reactor()

    def allow(self, pairs: Iterable[HostPort]) -> None:
        """Let these through until as many ``disallow``."""
        self._allowed.update(pairs)

    def disallow(self, pairs: Iterable[HostPort]) -> None:
        """Undo one ``allow``."""
        self._allowed -= Counter(pairs)

    def has_refused(self, host: str, port: int) -> bool:
        """Whether the last look-up of ``host`` gave addresses, none of them public."""
        return (_ascii(host), port) in self._refused

    def resolveHostName(
        self,
        resolutionReceiver: IResolutionReceiver,
        hostName: str,
        portNumber: int = 0,
        addressTypes: Sequence[type[IAddress]] | None = None,
        transportSemantics: str = "TCP",
    ) -> IHostResolution:
        """As ``IHostnameResolver``; an address that is not public is not passed on."""
        pair = (_ascii(hostName), portNumber)
        receiver: Any = resolutionReceiver
        if not self._allowed[pair]:
            receiver = _Check(resolutionReceiver, pair, self._refused)
        return super().resolveHostName(receiver, hostName, portNumber, addressTypes, transportSemantics)


@implementer(IResolutionReceiver)
class _Check:
    """Passes on the public addresses, and notes a look-up that gave only others."""

    def __init__(self, receiver: Any, pair: HostPort, refused: set[HostPort]) -> None:
        self._receiver, self._pair, self._refused = receiver, pair, refused
        self._passed = self._stopped = 0

    def resolutionBegan(self, resolution: Any) -> None:
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: Any) -> None:
        if is_public(ip_address(address.host)):
            self._passed += 1
            self._receiver.addressResolved(address)
        else:
            self._stopped += 1

    def resolutionComplete(self) -> None:
        if self._stopped and not self._passed:
            self._refused.add(self._pair)
        else:
            self._refused.discard(self._pair)
        self._receiver.resolutionComplete()


def _ascii(host: str) -> str:
    """Twisted hands over a name in Unicode that the URL has in Punycode."""
    try:
        return host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        return host
