"""Bodies decompressed within ``DOWNLOAD_MAXSIZE``, and at most twice: a third time is a bomb."""

from __future__ import annotations

from typing import Any

from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response

from scraper.net.errors import BadCompression, TooLarge

#: Once is usual; twice is a server that compresses what was compressed already. Scrapy bounds the size of each layer,
#: not their number: a thousand layers of 9 MB would hold the reactor for half a minute.
MOST_LAYERS = 2


class CompressionMiddleware(HttpCompressionMiddleware):
    """Scrapy's, with errors that are told apart."""

    def process_response(self, request: Request, response: Response, spider: Any = None) -> Request | Response:
        """Raises TooLarge, BadCompression."""
        if "Content-Encoding" not in response.headers or not response.body:
            return response
        layers = b",".join(response.headers.getlist("Content-Encoding")).count(b",") + 1
        if layers > MOST_LAYERS:
            raise BadCompression(f"compressé {layers} fois : {response.url[:200]}")
        try:
            return super().process_response(request, response)
        except IgnoreRequest as error:
            raise TooLarge(f"trop gros une fois décompressé : {response.url[:200]}") from error
        except Exception as error:  # each codec has errors of its own, all from what the site sent
            raise BadCompression(f"{type(error).__name__} : {response.url[:200]}") from error
