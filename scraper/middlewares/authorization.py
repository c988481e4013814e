"""Authorization: keys and tokens put on a request at the last moment, and taken off before anyone else sees it.

What the archive, the logs, the reports and the spiders see is the request as the spider made it.
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from weakref import WeakKeyDictionary

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Headers, Request, Response
from scrapy.spidermiddlewares.httperror import HttpError

from scraper.authorizations import Authorization, BearerKey, ClientCredentials, QueryKeys, mask
from scraper.middlewares.compression import CompressionMiddleware
from scraper.net.errors import PageError

#: Its place in DOWNLOADER_MIDDLEWARES: nearer to the network than the archive, robots, retries and redirects; the
#: sandbox's reroute comes after.
AUTHORIZATION_ORDER = 9_000
#: A token is renewed this long before it expires, in seconds, or a tenth of its life when that is shorter.
MARGIN = 60.0
#: What a door answers to a pair it does not know, or not in that way (409, from France Travail, to HTTP Basic).
_REFUSALS = frozenset({400, 401, 403, 404, 409})
#: In the meta of a request sent again with a new token: it is not sent a third time.
RENEWED = "authorization_renewed"


class NotAuthorized(PageError):
    """No key, or no token was given for it; ``str()`` says why, without any secret."""

    reason = "cle-refusee"


@dataclass
class _Token:
    value: str
    expires: float


class AuthorizationMiddleware:
    """Puts on what ``spider.authorization`` declares, with ``spider.secrets_given``.

    ``clock`` gives seconds, for the age of tokens only. A response that did not go through here (a replay) is left
    as it is.
    """

    def __init__(self, crawler: Crawler, clock: Callable[[], float] = time.monotonic) -> None:
        spider: Any = crawler.spider
        self._crawler = crawler
        self._clock = clock
        self._compression = CompressionMiddleware.from_crawler(crawler)
        self._declared: Authorization | None = getattr(spider, "authorization", None)
        self._given: Mapping[str, str] = getattr(spider, "secrets_given", {})
        self._token: _Token | None = None
        self._failure: Exception | None = None
        self._renewing = asyncio.Lock()
        self._old_tokens: set[str] = set()
        #: The requests out with a secret on: their own address, and the token they bear.
        self._out: WeakKeyDictionary[Request, tuple[str, str | None]] = WeakKeyDictionary()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> AuthorizationMiddleware:
        """Also keeps secrets out of what Scrapy's own download handlers log (addresses that are too long, cut…)."""
        middleware = cls(crawler)
        crawler.signals.connect(middleware.watch_logs, signals.spider_opened)
        crawler.signals.connect(middleware.leave_logs, signals.spider_closed)
        return middleware

    # On the way to the network

    async def process_request(self, request: Request) -> None:
        """Sign ``request`` in place: a new one would go through every middleware again. Raises NotAuthorized."""
        declared = self._declared
        if declared is None or not request.url.startswith(declared.under):
            return
        token = None
        if isinstance(declared, QueryKeys):
            keys = urlencode({name: self._secret(variable) for name, variable in declared.keys.items()})
            self._out[request] = request.url, None
            # Request.url is read-only; this is what its constructor calls.
            request._set_url(f"{request.url}{'&' if '?' in request.url else '?'}{keys}")
            return
        if isinstance(declared, BearerKey):
            bearer = self._secret(declared.key)
        else:
            bearer = token = await self._valid_token(declared)
        self._out[request] = request.url, token
        request.headers[b"Authorization"] = f"Bearer {bearer}"

    def _secret(self, variable: str) -> str:
        try:
            return self._given[variable]
        except KeyError:
            raise NotAuthorized(f"{variable} n’est pas donnée") from None

    # On the way back

    def process_response(self, request: Request, response: Response) -> Response | Request:
        """The response to the request as it was made. A 401 on a token is asked again, once, with a new one."""
        if request not in self._out:
            return response
        token = self._take_off(request)
        if response.status == 401 and token is not None and not request.meta.get(RENEWED):
            if self._token and self._token.value == token:
                self._token = None
            return request.replace(meta={**request.meta, RENEWED: True}, dont_filter=True)
        # Decompressed here already, for a secret given back to be found.
        plain = self._compression.process_response(request, response.replace(url=request.url.partition("#")[0]))
        return self._cleaned(plain) if isinstance(plain, Response) else plain

    def process_exception(self, request: Request, exception: Exception) -> None:
        """The failure of the request as it was made: its message may have quoted the address."""
        if request in self._out:
            self._take_off(request)
            exception.args = tuple(self._mask(arg) if isinstance(arg, str) else arg for arg in exception.args)

    def _take_off(self, request: Request) -> str | None:
        url, token = self._out.pop(request)
        if request.url != url:
            request._set_url(url)
        request.headers.pop(b"Authorization", None)
        return token

    def _cleaned(self, response: Response) -> Response:
        """``response`` without the secrets that the server gave back: in an address to go to, in its body."""
        fields = {
            name: [self._mask(value.decode("latin-1")).encode("latin-1") for value in values]
            for name, values in response.headers.items()
        }
        body = response.body
        if any(secret.encode() in body for secret in self._known()):
            body = self._mask(body.decode("latin-1")).encode("latin-1")
        return response.replace(headers=Headers(fields), body=body)

    # Tokens

    async def _valid_token(self, declared: ClientCredentials) -> str:
        """The token in hand, else a new one; those who wait for it share it, and what failed is not asked twice.

        Raises NotAuthorized, HttpError, or what kept the door from answering.
        """
        async with self._renewing:
            if self._failure:
                raise self._failure
            if self._token is None or self._clock() >= self._token.expires:
                try:
                    self._token = await self._new_token(declared)
                except Exception as failure:
                    self._failure = failure
                    raise
                self._old_tokens.add(self._token.value)
            return self._token.value

    async def _new_token(self, declared: ClientCredentials) -> _Token:
        body = {
            "grant_type": "client_credentials",
            "client_id": self._secret(declared.client_id),
            "client_secret": self._secret(declared.client_secret),
            "scope": declared.scope,
        }
        request = Request(
            declared.token_url,
            method="POST",
            headers={"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"},
            body=urlencode(body),
            # Never kept, and never sent to another address than this one.
            meta={"unarchived": True, "dont_redirect": True},
        )
        asked = self._clock()
        assert self._crawler.engine is not None
        response = await self._crawler.engine.download_async(request)
        return self._read_token(response, asked)

    @staticmethod
    def _read_token(response: Response, asked: float) -> _Token:
        """RFC 6749, 5.1. Without ``expires_in``, a token serves until it is refused."""
        if response.status in _REFUSALS:
            raise NotAuthorized(f"pas de jeton : HTTP {response.status}")
        if response.status != 200:
            # Out of order, or too many are asking.
            raise HttpError(response, f"pas de jeton : HTTP {response.status}")
        try:
            answer = json.loads(response.body)
            value, life = answer["access_token"], float(answer.get("expires_in", "inf"))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            value, life = None, 0.0
        if not isinstance(value, str) or not value.isprintable() or not value.isascii() or not value:
            raise NotAuthorized("pas de jeton : réponse illisible")
        return _Token(value, asked + life - min(MARGIN, life / 10))

    # Nothing told

    def _known(self) -> list[str]:
        return [*self._given.values(), *self._old_tokens]

    def _mask(self, text: str) -> str:
        return mask(text, self._known())

    def watch_logs(self) -> None:
        """From now on, what any handler writes is masked."""
        for handler in logging.getLogger().handlers:
            handler.addFilter(self._mask_record)

    def leave_logs(self) -> None:
        """The end of the above."""
        for handler in logging.getLogger().handlers:
            handler.removeFilter(self._mask_record)

    def _mask_record(self, record: logging.LogRecord) -> bool:
        told = record.getMessage()
        masked = self._mask(told)
        if masked != told:
            record.msg, record.args = masked, ()
        if record.exc_info and record.exc_info[0] is not None and not record.exc_text:
            # The formatters of all handlers take this text as it is.
            record.exc_text = self._mask(logging.Formatter().formatException(record.exc_info))
        return True
