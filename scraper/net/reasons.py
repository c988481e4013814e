"""What went wrong, in a word that a run report counts by and a sentence that a reader understands."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from OpenSSL import SSL
from scrapy import exceptions as scrapy_exceptions
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.internet import error as tx_error
from twisted.python.failure import Failure

from catalog.run_labels import ERRORS, error_label
from scraper.net.errors import PageError

#: The codes, but for ``http-<status>`` and ``erreur-<class>``, and how each is told.
LABELS, label_of = ERRORS, error_label

#: The first kind that fits the error or one of its causes names the reason: the more exact come first.
_KINDS: tuple[tuple[type[BaseException] | tuple[type[BaseException], ...], str], ...] = (
    (scrapy_exceptions.ResponseDataLossError, "reponse-tronquee"),
    (
        (
            scrapy_exceptions.DownloadTimeoutError,
            tx_error.TimeoutError,
            tx_error.TCPTimedOutError,
            TimeoutError,
        ),
        "delai-depasse",
    ),
    # Scrapy cancels a download for one thing only: its size.
    (scrapy_exceptions.DownloadCancelledError, "trop-gros"),
    ((scrapy_exceptions.CannotResolveHostError, tx_error.DNSLookupError), "nom-inconnu"),
    ((scrapy_exceptions.UnsupportedURLSchemeError, scrapy_exceptions.NotSupported), "adresse-refusee"),
    (SSL.Error, "certificat"),
    (zlib.error, "compression"),
    (
        (
            scrapy_exceptions.DownloadConnectionRefusedError,
            scrapy_exceptions.DownloadFailedError,
            tx_error.ConnectError,
            tx_error.ConnectionClosed,
            ConnectionError,
        ),
        "connexion",
    ),
)


def reason_of(exception: BaseException | Failure) -> str:
    """The code of what went wrong, never an exception.

    Looks into Twisted's failures and into what an error says it was caused by: a cut connection that was cut because
    of a certificate is ``certificat``. What is not known is ``erreur-`` and the name of its class in kebab case.
    """
    outer, *causes = _causes(exception)
    for error in (outer, *causes):
        # Ours first, however deep: it is the most exact.
        if isinstance(error, PageError):
            return error.reason
        if isinstance(error, HttpError):
            return f"http-{error.response.status}"
    for kinds, reason in _KINDS:
        if any(isinstance(error, kinds) for error in (outer, *causes)):
            return reason
    own = getattr(outer, "reason", None)
    if isinstance(own, str) and own in LABELS:
        return own
    if isinstance(outer, scrapy_exceptions.IgnoreRequest):
        return "ignore"
    return "erreur-" + _kebab(type(outer).__name__)


def is_final(exception: BaseException) -> bool:
    """Whether asking again is of no use: a size, an address, robots.txt."""
    final = (PageError, scrapy_exceptions.DownloadCancelledError)
    return any(isinstance(error, final) for error in _causes(exception))


def _causes(exception: BaseException | Failure) -> Iterator[BaseException]:
    """The exception and what it says it comes from, each once, at most twenty."""
    waiting: list[object] = [exception]
    seen: list[BaseException] = []
    while waiting and len(seen) < 20:
        item = waiting.pop(0)
        error = item.value if isinstance(item, Failure) else item
        if not isinstance(error, BaseException) or any(error is other for other in seen):
            continue
        seen.append(error)
        yield error
        reasons = getattr(error, "reasons", None)  # twisted.web's ResponseFailed
        waiting += [error.__cause__, *(reasons if isinstance(reasons, (list, tuple)) else ())]


def _kebab(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-", name).replace("_", "-").strip("-").lower()
