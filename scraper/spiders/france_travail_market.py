"""Marché du travail of France Travail, pay by ROME: https://francetravail.io/data/api/marche-travail.

Read in public code, not tried. Assumed, where readings disagree: the list is ``valeursParPeriode`` or
``listeValeursParPeriode``; SAL1 is the pay of beginners, SAL2 of the experienced and SAL3 of all (one reading has the
last two the other way); amounts are means, of a month. Whether they are gross or net is read both ways.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator, Iterator
from typing import Annotated, Any
from urllib.parse import urlencode

from pydantic import Field
from scrapy import Request
from scrapy.http import Response

from catalog.models import Strict
from catalog.models.base import Lines
from scraper.authorizations import ClientCredentials
from scraper.extract.tables import number, period_of
from scraper.items import FoundPay
from scraper.spiders.base import SourceSpider
from scraper.spiders.france_travail import FranceTravailSpider

API = "https://api.francetravail.io/partenaire/stats-offres-demandes-emploi/v1/indicateur/salaire-rome-fap/"
LEVELS = {"SAL1": "débutants (SAL1)", "SAL2": "expérimentés (SAL2)", "SAL3": "ensemble (SAL3)"}
CAVEAT = (
    "Salaire d’une famille professionnelle entière, plus large que le métier ; brut ou net : la source ne le dit pas"
    " clairement, et ses lecteurs ne s’accordent pas. Le sens des trois niveaux est lui aussi supposé."
)


class FranceTravailMarketSpider(SourceSpider):
    """For each ROME code, the pay of each professional family (FAP) that it belongs to, by experience."""

    name = "france-travail-market"
    brings = "pay"
    id_key = "codeActivite"
    secrets = FranceTravailSpider.secrets
    authorization = ClientCredentials(
        under=FranceTravailSpider.authorization.under,
        token_url=FranceTravailSpider.authorization.token_url,
        client_id=FranceTravailSpider.authorization.client_id,
        client_secret=FranceTravailSpider.authorization.client_secret,
        scope="api_stats-offres-demandes-emploiv1 offresetdemandesemploi",
    )

    class Parameters(Strict):
        """``rome`` are ROME codes; ``territory`` the kind and the code of a territory: ``NAT/FR``, ``REG/11``."""

        rome: Annotated[Lines, Field(min_length=1)]
        territory: Annotated[str, Field(pattern=r"^[A-Z]{2,4}/[0-9A-Z]{2,5}$")] = "NAT/FR"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._seen: set[str] = set()

    async def start(self) -> AsyncIterator[Request]:
        for code in self.parameters.rome:
            url = f"{API}{self.parameters.territory}?{urlencode({'codeRome': code})}"
            yield self.list_request(url, self.parse, headers={"Accept": "application/json"})

    def parse(self, response: Response, **kwargs: Any) -> Iterator[FoundPay]:
        """204: no pay for this code."""
        if response.status == 204:
            return
        data = self.read_json(response)
        if data is None:
            return
        data = data if isinstance(data, dict) else {}
        rows = data.get("valeursParPeriode", data.get("listeValeursParPeriode"))
        fetched = self.fetched(response)
        for figures in self.each(rows, lambda row: self._figures(row, fetched)):
            yield from figures

    def _figures(self, row: dict[str, Any], fetched: dt.datetime) -> Any:
        """Those of one family in one period; an amount that is absent is counted."""
        family, period, place = row["codeActivite"], period_of(row["codePeriode"]), self.parameters.territory
        if period is None:
            raise ValueError("no period")
        found = []
        for amount in row.get("salaireValeurMontant") or ():
            level = amount["codeNomenclature"]
            value = number(amount.get("valeurPrincipaleMontant"))
            source_id = f"{period}/{place}/{family}/{level}"
            if value is None or value <= 0:
                self.tally.refuse("sans-valeur", source_id)
            elif source_id not in self._seen:  # a family may hold both codes
                self._seen.add(source_id)
                group = {
                    "famille professionnelle": row.get("libActivite") or family,
                    "expérience": amount.get("libNomenclature") or LEVELS.get(level, level),
                    "territoire": row.get("libTerritoire") or place,
                }
                fields = {
                    "period": period,
                    "group": group,
                    "statistic": "moyenne",
                    "value": value,
                    "currency": "EUR",
                    "unit": "MONTH",
                    "basis": "inconnu",
                    "n": None,
                    "caveat": CAVEAT,
                }
                found.append(FoundPay(source_id, self.source.site, fetched, fields))
        if not row.get("salaireValeurMontant"):
            self.tally.refuse("sans-valeur", f"{period}/{place}/{family}")
        return found
