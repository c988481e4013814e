"""La bonne alternance: https://api.apprentissage.beta.gouv.fr/fr/explorer/recherche-offre (free key, no paging).

Read in the documentation and in public code, not tried. Assumed: at most 150 offers of each of three origins come
back (the platform's own, France Travail's, other partners'), and ``departements`` narrows a search.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import AsyncIterator, Iterator
from typing import Annotated, Any
from urllib.parse import urlencode, urlsplit

from pydantic import Field
from scrapy import Request
from scrapy.http import Response

from catalog.models import Strict
from catalog.models.base import Lines
from scraper.authorizations import BearerKey
from scraper.extract.html_text import html_to_text
from scraper.extract.jsonld_values import as_list, line
from scraper.extract.posting import Location, Posting
from scraper.items import FoundAd
from scraper.spiders.base import SourceSpider

SEARCH = "https://api.apprentissage.beta.gouv.fr/api/job/v1/search"
#: As many offers as this may be all that one origin lets out, and not all there are.
CAP = 150
_DEPARTEMENTS = (
    *(f"{number:02}" for number in range(1, 96) if number != 20), "2A", "2B", "971", "972", "973", "974", "976",
)  # fmt: skip
_TOWN = re.compile(r"\b\d{5}\b.*$")


class LaBonneAlternanceSpider(SourceSpider):
    """One search for France; one a département when it may be cut. ``apply.phone``, ``recruiters`` are not read."""

    name = "la-bonne-alternance"
    secrets = ("LA_BONNE_ALTERNANCE_KEY",)
    authorization = BearerKey(under="https://api.apprentissage.beta.gouv.fr/api/", key="LA_BONNE_ALTERNANCE_KEY")

    class Parameters(Strict):
        """``rome`` are ROME codes; ``other_sources`` the partners (``partner_label``) that another source reads."""

        rome: Annotated[Lines, Field(min_length=1)]
        other_sources: Lines = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._seen: set[str] = set()
        self._elsewhere = {name.casefold() for name in self.parameters.other_sources}

    async def start(self) -> AsyncIterator[Request]:
        yield self._search()

    def _search(self, departement: str | None = None) -> Request:
        query = {"romes": ",".join(self.parameters.rome)} | ({"departements": departement} if departement else {})
        url = f"{SEARCH}?{urlencode(query, safe=',')}"
        return self.list_request(url, self.parse, cb_kwargs={"departement": departement})

    def parse(self, response: Response, departement: str | None) -> Iterator[FoundAd | Request]:
        data = self.read_json(response)
        if data is None:
            return
        data = data if isinstance(data, dict) else {}
        fetched = self.fetched(response)
        jobs, warnings = data.get("jobs"), data.get("warnings")
        jobs = [_identified(job) for job in jobs] if isinstance(jobs, list) else jobs
        yield from self.each(jobs, lambda job: self._ad(job, fetched))
        for warning in warnings if isinstance(warnings, list) else ():
            # "FRANCE_TRAVAIL_API_ERROR": one of the origins did not answer.
            self.tally.incomplete = True
            self.tally.error("origine-absente", str(warning))
        if isinstance(jobs, list) and len(jobs) >= CAP:
            if departement is None:
                yield from map(self._search, _DEPARTEMENTS)
            else:
                self.tally.incomplete = True
                self.tally.error("resultats-coupes", response.url)

    def _ad(self, job: dict[str, Any], fetched: dt.datetime) -> FoundAd | None:
        source_id, partner = job["id"], line(job["identifier"].get("partner_label"), {}) or ""
        offer, contract = job["offer"], job.get("contract") or {}
        if source_id in self._seen or offer.get("status", "Active") != "Active":
            return None
        self._seen.add(source_id)
        if partner.casefold() in self._elsewhere:
            self.tally.refuse("lue-ailleurs", f"{partner} : {offer['title']}")
            return None
        url = job["apply"]["url"]
        if urlsplit(url).scheme not in ("http", "https"):
            raise ValueError("no address")
        return FoundAd(
            source_id,
            url,
            fetched,
            _posting(job["workplace"], offer, contract),
            skills=tuple(skill for each in as_list(offer.get("desired_skills")) if (skill := line(each, {}))),
            rome=line(next(iter(as_list(offer.get("rome_codes"))), None), {}),
        )


def _identified(job: Any) -> Any:
    """``job`` with an ``id``: the platform's, else the partner's, whose offers the platform may not keep."""
    known = job.get("identifier") if isinstance(job, dict) else None
    if not isinstance(known, dict):
        return job
    own, theirs = line(known.get("id"), {}), line(known.get("partner_job_id"), {})
    name = own or (theirs and f"{line(known.get('partner_label'), {})}/{theirs}")
    return {**job, "id": name} if name else job


def _posting(workplace: dict[str, Any], offer: dict[str, Any], contract: dict[str, Any]) -> Posting:
    title, published = line(offer["title"], {}), offer.get("publication") or {}
    if not title:
        raise ValueError("no title")
    types = [kind for each in as_list(contract.get("type")) if (kind := line(each, {}))]
    if months := line(contract.get("duration"), {}):
        types.append(f"{months} mois")
    return Posting(
        title=title,
        description=html_to_text(offer.get("description") or "") or None,
        date_posted=line(published.get("creation"), {}),
        valid_through=line(published.get("expiration"), {}),
        # Not the legal name: that of a sole trader is a person's.
        hiring_organization=line(workplace.get("brand"), {}) or line(workplace.get("name"), {}),
        employment_types=tuple(types),
        locations=_locations(workplace),
        telecommute=contract.get("remote") == "remote",
    )


def _locations(workplace: dict[str, Any]) -> tuple[Location, ...]:
    """« 126 rue de l'Université 75007 Paris » without the street."""
    address = line((workplace.get("location") or {}).get("address"), {})
    if not address:
        return ()
    town = _TOWN.search(address)
    if not town:
        return (Location(address),)
    code, _, locality = town[0].partition(" ")
    return (Location(town[0], locality.strip(" ,") or None, code),)
