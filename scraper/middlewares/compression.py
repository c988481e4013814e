"""Bodies decompressed within ``DOWNLOAD_MAXSIZE``, and at most twice: a third time is a bomb."""

from __future__ import annotations

from typing import Any

from scrapy.downloadermiddlewares.httpcompression import ACCEPTED_ENCODINGS, HttpCompressionMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response

from scraper.net.errors import BadCompression, TooLarge

#: Once is usual; twice is a server that compresses what was compressed already. Scrapy bounds the size of each layer,
#: not their number: a thousand layers of 9 MB would hold the reactor for half a minute.
MOST_LAYERS = 2
_CODINGS = frozenset([*ACCEPTED_ENCODINGS, b"x-gzip"])
#: What servers write there by mistake: the body is plain.
_NOT_CODINGS = frozenset([b"", b"identity", b"none", b"utf-8", b"utf8"])


class CompressionMiddleware(HttpCompressionMiddleware):
    """Scrapy's, with errors that are told apart."""

    def process_response(self, request: Request, response: Response, spider: Any = None) -> Request | Response:
        """Raises TooLarge, BadCompression."""
        if "Content-Encoding" not in response.headers or not response.body:
            return response
        layers = b",".join(response.headers.getlist("Content-Encoding")).lower().split(b",")
        layers = [layer for name in layers if (layer := name.strip()) not in _NOT_CODINGS]
        if len(layers) > MOST_LAYERS:
            raise BadCompression(f"compressé {len(layers)} fois : {response.url[:200]}")
        if unknown := [layer for layer in layers if layer not in _CODINGS]:
            raise BadCompression(f"{unknown[0][:40]!r} inconnu : {response.url[:200]}")
        response.headers["Content-Encoding"] = layers
        try:
            return super().process_response(request, response)
        except IgnoreRequest as error:
            raise TooLarge(f"trop gros une fois décompressé : {response.url[:200]}") from error
        except Exception as error:  # each codec has errors of its own, all from what the site sent
            raise BadCompression(f"{type(error).__name__} : {response.url[:200]}") from error
