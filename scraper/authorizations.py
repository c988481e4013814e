"""What a spider declares to be let in by an API, and the secrets that a run is handed.

A declaration names environment variables, never their values: it may be printed, a secret may not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote, quote_plus

#: What stands for a secret wherever one would show.
MASKED = "[secret]"


@dataclass(frozen=True)
class ClientCredentials:
    """OAuth 2 client credentials (RFC 6749, 4.4), the pair in the body of the POST.

    ``under`` is how the addresses begin that need the token; ``client_id`` and ``client_secret`` name variables.
    """

    under: str
    token_url: str
    client_id: str
    client_secret: str
    scope: str


@dataclass(frozen=True)
class BearerKey:
    """``Authorization: Bearer``, the key being in the variable ``key``, for addresses that begin by ``under``."""

    under: str
    key: str


@dataclass(frozen=True)
class QueryKeys:
    """Keys in the query string of the addresses that begin by ``under``: the variable of each parameter."""

    under: str
    keys: Mapping[str, str]


Authorization = ClientCredentials | BearerKey | QueryKeys


class Secrets(Mapping[str, str]):
    """Secrets by the name of their variable; shown, it tells the names only."""

    def __init__(self, values: Mapping[str, str] | None = None) -> None:
        self._values = dict(values or {})

    def __getitem__(self, name: str) -> str:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return f"Secrets({', '.join(sorted(self._values))})"


def mask(text: str, secrets: Iterable[str]) -> str:
    """``text`` with ``MASKED`` for each secret, written plainly or as in an address."""
    for secret in secrets:
        for written in sorted({secret, quote(secret), quote(secret, safe=""), quote_plus(secret)}, key=len)[::-1]:
            if written:
                text = text.replace(written, MASKED)
    return text
