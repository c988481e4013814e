"""What every spider shares: its source, its clock, lists and single ads told apart, and errors that are counted."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, ClassVar, Literal

from pydantic import ValidationError
from scrapy import Request, Spider
from scrapy.http import Response
from twisted.python.failure import Failure

from catalog.messages import message_of
from catalog.models import Source, Strict
from scraper.authorizations import Authorization, Secrets
from scraper.identity import canonical_url
from scraper.items import Found
from scraper.net.reasons import reason_of
from scraper.relevance import refusal
from scraper.tally import Tally

#: What a spider brings back: the kind of record that its items become.
Brings = Literal["ads", "candidates", "pay"]
#: Requests that only find out what there is to read; a failure there hides ads.
Callback = Callable[..., Any]

#: What an item of a board may raise when it is not in the shape we know: it is counted, and the next one is read.
MALFORMED = (
    KeyError, TypeError, ValueError, AttributeError, IndexError, ArithmeticError, RecursionError, ValidationError,
)  # fmt: skip
#: Malformed items of one list after which it is not the list we know: the rest is not read.
MOST_MALFORMED = 300


class BadParameters(Exception):
    """A source does not give its adapter what it needs; ``str()`` says what, in French."""


class SourceSpider(Spider):
    """One class a vendor; one object a source. ``name`` is what ``adapter:`` says in ``data/sources``.

    ``Parameters`` is what a source must tell the adapter. ``secrets`` are the environment variables it needs.
    ``now`` is the instant the run began (UTC): that of the archive in a replay, so nothing here reads a clock.
    """

    class Parameters(Strict):
        """No parameter."""

    brings: ClassVar[Brings] = "ads"
    secrets: ClassVar[tuple[str, ...]] = ()
    #: How requests are let in, with those secrets (``scraper.middlewares.authorization``); None when nobody asks.
    authorization: ClassVar[Authorization | None] = None
    #: The field of an item that is its id at the source.
    id_key: ClassVar[str] = "id"

    def __init__(
        self,
        source: Source,
        now: dt.datetime,
        tally: Tally,
        secrets_given: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.secrets_given = Secrets(secrets_given)
        self.source = source
        self.now = now
        self.tally = tally
        self.parameters = self.read_parameters(source)

    @classmethod
    def as_of(cls, source: Source, now: dt.datetime) -> dt.date:
        """The day what this source gives is from."""
        return now.date()

    @classmethod
    def read_parameters(cls, source: Source) -> Any:
        """The parameters of ``source`` as the adapter's own model; raises BadParameters."""
        try:
            return cls.Parameters.model_validate(dict(source.parameters))
        except ValidationError as error:
            told = " ; ".join(_told(item) for item in error.errors())
            raise BadParameters(f"source « {source.id} » : {told}") from None

    # Requests

    def list_request(self, url: str, callback: Callback, **kwargs: Any) -> Request:
        """A page that says which ads there are: if it fails, what it would have listed is unknown, not gone."""
        return Request(url, callback=callback, errback=self.list_failed, **kwargs)

    def page_request(self, url: str, callback: Callback, source_id: str, **kwargs: Any) -> Request:
        """The page or the call of one ad: if it fails, only that ad is unknown. A 404 or 410 is an ad gone."""
        meta = {**kwargs.pop("meta", {}), "source_id": source_id}
        return Request(url, callback=callback, errback=self.page_failed, meta=meta, **kwargs)

    def list_failed(self, failure: Failure) -> None:
        """Count it; the run is incomplete."""
        self.tally.incomplete = True
        self._count(failure)

    def unseen(self, reason: str, sample: str) -> None:
        """Count what leaves a part of the source unknown: the run is incomplete."""
        self.tally.incomplete = True
        self.tally.error(reason, sample)

    def unread(self, *names: str) -> None:
        """Remember an ad that is there and was not read, by its id or by addresses it may have: it is not gone."""
        addresses = [name for name in names if name.startswith(("http://", "https://"))]
        self.tally.unread(*names, *map(canonical_url, addresses))

    def closed(self, reason: str) -> None:
        """Scrapy's word for the end of the crawl, and why it ended. What was left aside as too far is unknown."""
        if self.crawler.stats is not None and self.crawler.stats.get_value("depth/request_ignored_count"):
            self.unseen("trop-loin", self.source.site)

    def page_failed(self, failure: Failure) -> None:
        """Count it, and remember the ad it was about, unless the source says it is gone."""
        reason = self._count(failure)
        request: Request = failure.request  # type: ignore[attr-defined]
        if reason not in ("http-404", "http-410"):
            self.unread(request.meta["source_id"], request.url)

    def _count(self, failure: Failure) -> str:
        reason = reason_of(failure)
        request: Request | None = getattr(failure, "request", None)
        self.tally.error(reason, request.url if request else str(failure.value))
        return reason

    # Responses

    @staticmethod
    def fetched(response: Response) -> dt.datetime:
        """When the response was received (UTC): in a replay, when it was archived."""
        fetched: dt.datetime = response.meta["fetched"]
        return fetched

    def read_json(self, response: Response) -> Any:
        """The JSON of a list; None, counted, and the run incomplete, when it is not JSON."""
        try:
            data = json.loads(response.body)
        except (ValueError, RecursionError):
            data = None
        if data is None:
            self.unseen("json-illisible", response.url)
        return data

    def read_object(self, response: Response) -> dict[str, Any] | None:
        """The same for a list that is within a JSON object: anything else is counted, and gives None."""
        data = self.read_json(response)
        if data is None or isinstance(data, dict):
            return data
        self.unseen("liste-illisible", response.url)
        return None

    def each(self, items: Iterable[Any] | None, make: Callable[[Any], Found | Request | None]) -> Iterator[Any]:
        """``make`` of each item; one that is malformed is counted and the others go on, up to ``MOST_MALFORMED``.
        None makes nothing."""
        if not isinstance(items, (list, tuple)):
            self.unseen("liste-illisible", f"à la place de la liste : {_kind_of(items)}")
            return
        malformed = 0
        for item in items:
            try:
                made = make(item)
            except MALFORMED:
                self._malformed(item)
                malformed += 1
                if malformed == MOST_MALFORMED:
                    self.unseen("liste-illisible", f"{malformed} éléments illisibles parmi {len(items)}")
                    return
                continue
            if made is not None:
                yield made

    def one(self, response: Response, make: Callable[[Any], Found | None]) -> Iterator[Found]:
        """``make`` of the JSON of a single ad's call; when it cannot be read, the ad is unknown, not gone."""
        try:
            made = make(json.loads(response.body))
        except MALFORMED:
            self.tally.error("element-illisible", response.url)
            self.unread(response.meta["source_id"], response.url)
            return
        if made is not None:
            yield made

    def is_refused_by(self, title: Any) -> bool:
        """Whether the title alone has an ad refused: its own page need not be asked for. Unsure, it is not."""
        readers = getattr(self, "readers", None)
        return readers is not None and isinstance(title, str) and refusal(title, None, readers.titles) is not None

    def _malformed(self, item: Any) -> None:
        """What is there and cannot be read is not gone; if it does not even say which it is, no other one is."""
        name = self.name_of(item)
        if name is not None:
            self.tally.error("element-illisible", f"identifiant {name}")
            self.tally.unread(name)
        else:
            self.tally.error("element-illisible", "sans identifiant")
            self.tally.incomplete = True

    def name_of(self, item: Any) -> str | None:
        """The id of an item at the source; None when it does not tell."""
        name = item.get(self.id_key) if isinstance(item, dict) else None
        return str(name).strip() or None if isinstance(name, (str, int)) else None


def _told(error: Any) -> str:
    where = ".".join(str(part) for part in error["loc"])
    if error["type"] == "extra_forbidden":
        return f"« {where} » n’est pas un paramètre de cet adaptateur"
    said = message_of(error)
    return f"« {where} » {'' if error['type'] == 'missing' else ': '}{said}" if where else said


def _kind_of(value: Any) -> str:
    """What JSON calls ``value``, in French."""
    kinds = ((dict, "un objet"), (str, "un texte"), (bool, "un booléen"), (int | float, "un nombre"))
    return next((name for kind, name in kinds if isinstance(value, kind)), "rien")
