"""Offres d'emploi v2 of France Travail: https://francetravail.io/data/api/offres-emploi (a free account).

Read in the documentation and in public code, not tried. Assumed, where readings disagree: 1,050 results of a search
can be reached (1,150 in one reading, 3,150 in another); a search by ROME takes 3 codes (200 in another); dates may be
read as Paris time in spite of their ``Z``, and their colons must not be escaped.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote, urlencode

from pydantic import model_validator
from pydantic_core import PydanticCustomError
from scrapy import Request
from scrapy.http import Response

from catalog.models import Strict
from catalog.models.base import Lines
from scraper.authorizations import ClientCredentials
from scraper.extract.base_salary import Salary
from scraper.extract.html_text import html_to_text
from scraper.extract.jsonld_values import line
from scraper.extract.posting import Location, Posting
from scraper.items import FoundAd
from scraper.spiders.listing import Listing
from scraper.spiders.paged import PagedSpider

SEARCH = "https://api.francetravail.io/partenaire/offresdemploi/v2/offres/search"
TOKEN = "https://entreprise.francetravail.fr/connexion/oauth2/access_token?realm=/partenaire"
#: Where a person reads an ad.
AD = "https://candidat.francetravail.fr/offres/recherche/detail/"
#: Results of a page, and of a search all pages together: whole pages that both readings allow.
PAGE, REACHABLE = 150, 1050
#: Values of one search, by parameter.
MOST_ROME, MOST_DEPARTEMENTS = 3, 5
#: No open ad is older. Slices end after the morrow: dates may be read as Paris time, and a replay asks the same.
OLDEST, AHEAD = dt.datetime(2000, 1, 1, tzinfo=dt.UTC), dt.timedelta(days=2)
#: A slice is not cut further.
THINNEST = dt.timedelta(hours=1)
_TOTAL = re.compile(r"(?:\d+-\d+|\*)/(\d+)\s*$")


@dataclass(frozen=True)
class Search:
    """What is looked for, in the API's own parameters, created between two instants when both are given."""

    criteria: tuple[tuple[str, str], ...]
    since: dt.datetime | None = None
    until: dt.datetime | None = None

    def url(self, start: int) -> str:
        """The page that begins at the result ``start``; newest first: a new ad then hides none of the next page."""
        query = {**dict(self.criteria), "sort": "1", "range": f"{start}-{start + PAGE - 1}"}
        if self.since and self.until:
            query |= {"minCreationDate": _written(self.since), "maxCreationDate": _written(self.until)}
        return f"{SEARCH}?{urlencode(query, safe=',:')}"

    def halves(self, now: dt.datetime) -> tuple[Search, ...]:
        """The same in two slices that share their limit; none when it is too thin to be cut."""
        since, until = (
            self.since or OLDEST,
            self.until or now.replace(hour=0, minute=0, second=0, microsecond=0) + AHEAD,
        )
        if until - since <= THINNEST:
            return ()
        middle = since + dt.timedelta(seconds=(until - since) // dt.timedelta(seconds=2))
        return replace(self, since=since, until=middle), replace(self, since=middle, until=until)


class FranceTravailSpider(PagedSpider):
    """Every search of the parameters, cut by dates of creation as long as it holds more than can be reached.

    ``contact`` and ``agence`` name people: they are never read.
    """

    name = "france-travail"
    secrets = ("FRANCE_TRAVAIL_CLIENT_ID", "FRANCE_TRAVAIL_CLIENT_SECRET")
    authorization = ClientCredentials(
        under="https://api.francetravail.io/partenaire/",
        token_url=TOKEN,
        client_id="FRANCE_TRAVAIL_CLIENT_ID",
        client_secret="FRANCE_TRAVAIL_CLIENT_SECRET",
        scope="api_offresdemploiv2 o2dsoffre",
    )

    class Parameters(Strict):
        """``rome`` are ROME codes, ``keywords`` searches by words, one each; ``departements`` narrows both."""

        rome: Lines = ()
        keywords: Lines = ()
        departements: Lines = ()

        @model_validator(mode="after")
        def _something_to_look_for(self) -> FranceTravailSpider.Parameters:
            if not self.rome and not self.keywords:
                raise PydanticCustomError("no_search", "ni « rome » ni « keywords » : rien à chercher")
            return self

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._seen: set[str] = set()

    async def start(self) -> AsyncIterator[Request]:
        for search in self.searches():
            yield self._begin(search)

    def searches(self) -> Iterator[Search]:
        """One search for every three codes and one for each keyword, for every five départements."""
        wanted = [("codeROME", codes) for codes in _packed(self.parameters.rome, MOST_ROME)]
        wanted += [("motsCles", words) for words in self.parameters.keywords]
        for criterion in wanted:
            for places in _packed(self.parameters.departements, MOST_DEPARTEMENTS) or [""]:
                yield Search((criterion, ("departement", places)) if places else (criterion,))

    def _begin(self, search: Search, within: Listing | None = None) -> Request:
        kept: dict[str, Any] = {"headers": {"Accept": "application/json"}, "cb_kwargs": {"search": search}}
        return self.begin(search.url(0), self.parse, within, **kept)

    def parse(self, response: Response, search: Search, listing: Listing) -> Iterator[FoundAd | Request]:
        """A page: 206 (more follow), 200 (all is there) or 204 (nothing)."""
        results: Any = []
        if response.status != 204:
            data = self.read_json(response)
            if data is None:
                return
            results = data.get("resultats") if isinstance(data, dict) else None
        fetched = self.fetched(response)
        yield from self.listed(listing, results, lambda ad: self._ad(ad, fetched), total_of(response))
        if isinstance(results, list):
            yield from self._rest(search, listing, len(results))

    def _rest(self, search: Search, listing: Listing, got: int) -> Iterator[Request]:
        """The pages that follow, else slices; without a total that can be believed, as long as pages are full."""
        total, following = listing.announced, PAGE * len(listing.pages)
        has_more = got > 0 and (total > following if total is not None else got >= PAGE)
        is_first = len(listing.pages) == 1
        is_too_much = following >= REACHABLE or (is_first and total is not None and total > REACHABLE)
        if listing.is_back or not has_more or not is_too_much:
            yield from self.turn(listing, search.url(following) if has_more else None)
        elif halves := search.halves(self.now):
            listing.end()
            yield from (self._begin(half, within=listing) for half in halves)
        else:
            # More than a thousand ads in an hour: what can be reached is read, and the run says it lacks some.
            self.unseen("tranche-trop-pleine", search.url(0))
            yield from self.turn(listing, search.url(following) if following < REACHABLE else None)

    def _ad(self, ad: dict[str, Any], fetched: dt.datetime) -> FoundAd | None:
        source_id = line(ad["id"], {})
        if not source_id:
            raise ValueError("no id")
        if source_id in self._seen:
            return None
        found = FoundAd(
            source_id,
            AD + quote(source_id, safe=""),
            fetched,
            _posting(ad),
            experience=_joined(ad, " - ", "experienceLibelle", "experienceCommentaire"),
            hours=_joined(ad, ", ", "dureeTravailLibelle", "dureeTravailLibelleConverti"),
            skills=tuple(name for skill in ad.get("competences") or () if (name := line(skill.get("libelle"), {}))),
            rome=line(ad.get("romeCode"), {}),
        )
        self._seen.add(source_id)
        return found


def total_of(response: Response) -> int | None:
    """The number of results of the search: ``Content-Range: offres 0-149/246``. None when it is not told."""
    field = (response.headers.get("Content-Range") or b"").decode("latin-1")
    told = _TOTAL.search(field)
    return int(told[1]) if told else None


def _posting(ad: dict[str, Any]) -> Posting:
    title, place = line(ad["intitule"], {}), ad.get("lieuTravail") or {}
    if not title:
        raise ValueError("no title")
    town = line(place.get("libelle"), {})
    pay = _joined(ad.get("salaire") or {}, ", ", "libelle", "commentaire", "complement1", "complement2")
    contract = [line(ad.get(name), {}) for name in ("typeContratLibelle", "natureContrat")]
    contract[0] = contract[0] or line(ad.get("typeContrat"), {})
    return Posting(
        title=title,
        description=html_to_text(ad.get("description") or "") or None,
        date_posted=line(ad.get("dateCreation"), {}),
        hiring_organization=line((ad.get("entreprise") or {}).get("nom"), {}),
        employment_types=tuple(filter(None, [*contract, "Alternance" if ad.get("alternance") is True else None])),
        # "62 - Grigny" is the form that the reader of places knows; the code of the commune is sometimes another's.
        locations=(Location(town, town.partition(" - ")[2] or town, line(place.get("codePostal"), {})),)
        if town
        else (),
        salaries=(Salary(pay),) if pay else (),
        url=_origin(ad),
    )


def _origin(ad: dict[str, Any]) -> str | None:
    """The address of the same ad at the partner that gave it."""
    partners = (ad.get("origineOffre") or {}).get("partenaires") or ()
    return next((url for partner in partners if (url := line(partner.get("url"), {}))), None)


def _joined(values: dict[str, Any], by: str, *names: str) -> str | None:
    """The texts that ``values`` has under ``names``, each once, on one line."""
    texts = [value for name in names if (value := line(values.get(name), {}))]
    return by.join(dict.fromkeys(texts)) or None


def _packed(values: tuple[str, ...], most: int) -> list[str]:
    return [",".join(values[first : first + most]) for first in range(0, len(values), most)]


def _written(instant: dt.datetime) -> str:
    return instant.strftime("%Y-%m-%dT%H:%M:%SZ")
