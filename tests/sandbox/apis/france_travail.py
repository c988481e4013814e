"""France Travail: the door (OAuth 2), Offres d'emploi v2 and Marché du travail v1, as their documentations tell.

https://francetravail.io/data/api/offres-emploi. Ads are ours: those of france_travail.json, and look-alikes made by
rule, spread over sixty days, that a search by words brings along.
"""

from __future__ import annotations

import base64
import datetime as dt
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.sandbox.messages import Reply, Request

if TYPE_CHECKING:
    from tests.sandbox.server import Sandbox

DOOR, API = "entreprise.francetravail.fr", "api.francetravail.io"
SEARCH = "/partenaire/offresdemploi/v2/offres/search"
PAY = "/partenaire/stats-offres-demandes-emploi/v1/indicateur/salaire-rome-fap/*"
CLIENT_ID, CLIENT_SECRET = "PAR_exemple_0123", "secret/d+exemple=="
SCOPES = {"api_offresdemploiv2", "o2dsoffre", "api_stats-offres-demandes-emploiv1", "offresetdemandesemploi"}

WRITTEN: list[dict[str, Any]] = json.loads(Path(__file__).with_suffix(".json").read_text())
LOOK_ALIKES = (
    "Développeur React (H/F)",
    "Animateur périscolaire (H/F)",
    "Manager de rayon (H/F)",
    "Télévendeur (H/F)",
)
TOWNS = (("75 - PARIS 11", "75011", "75111"), ("69 - LYON 03", "69003", "69383"), ("29 - BREST", "29200", "29019"))
LAST = dt.datetime(2026, 11, 24, 20, 0, tzinfo=dt.UTC)


def made(number: int) -> dict[str, Any]:
    """The look-alike of this number: the first hundred within a quarter of an hour, the others an hour apart."""
    created = LAST - (dt.timedelta(seconds=9 * number) if number < 100 else dt.timedelta(hours=number - 99))
    place, code, commune = TOWNS[number % len(TOWNS)]
    return {
        "id": f"{300_000 + number}",
        "intitule": LOOK_ALIKES[number % len(LOOK_ALIKES)],
        "description": "Une annonce qui n'est pas du métier.",
        "dateCreation": created.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
        "lieuTravail": {"libelle": place, "codePostal": code, "commune": commune},
        "romeCode": "M1805",
        "entreprise": {},
        "typeContrat": "CDI",
        "typeContratLibelle": "CDI",
        "natureContrat": "Contrat travail",
        "salaire": {},
        "alternance": False,
        "origineOffre": {"origine": "1"},
    }


class FranceTravail:
    """``reach`` is the last index of a result that can be asked, plus one; a token is good for ``uses`` calls."""

    def __init__(self, made_ads: int = 1400, reach: int = 1150, uses: int = 8) -> None:
        self.ads = sorted(
            [*WRITTEN, *map(made, range(made_ads))], key=lambda ad: ad.get("dateCreation", ""), reverse=True
        )
        self.reach, self.uses = reach, uses
        self.tokens: dict[str, int] = {}
        self.calls = 0

    # The door

    def token(self, request: Request) -> Reply:
        if request.headers.get("authorization", "").lower().startswith("basic"):
            return Reply.html("<html><title>409</title><h1>Conflict</h1></html>", 409)
        form = request.form
        if request.method != "POST" or request.query.get("realm") != "/partenaire":
            return Reply.json({"error": "invalid_request", "error_description": "Invalid realm"}, 400)
        if (form.get("client_id"), form.get("client_secret")) != (CLIENT_ID, CLIENT_SECRET):
            return Reply.json({"error": "invalid_client", "error_description": "Client authentication failed"}, 400)
        if form.get("grant_type") != "client_credentials" or not set(form.get("scope", "-").split()) <= SCOPES:
            return Reply.json({"error": "invalid_scope", "error_description": "Unknown/invalid scope(s)"}, 400)
        token = base64.urlsafe_b64encode(f"exemple-{len(self.tokens)}".encode()).decode().rstrip("=")
        self.tokens[token] = self.uses
        return Reply.json(
            {"scope": form["scope"], "expires_in": 1499, "token_type": "Bearer", "access_token": token},
            Cache_Control="no-store",
        )

    def _refusal(self, request: Request) -> Reply | None:
        """401 without a token in use; 429 once in a while."""
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        if self.tokens.get(token, 0) < 1:
            return Reply(401, {"WWW-Authenticate": 'Bearer error="invalid_token"'})
        self.calls += 1
        if self.calls == 3:
            return Reply(429, {"Retry-After": "1"})
        self.tokens[token] -= 1
        return None

    # Ads

    def search(self, request: Request) -> Reply:
        if refusal := self._refusal(request):
            return refusal
        query = request.query
        asked = re.fullmatch(r"(\d+)-(\d+)", query.get("range", "0-149"))
        dates = [query.get(name) for name in ("minCreationDate", "maxCreationDate")]
        places = query.get("departement", "").split(",")
        if not asked:
            return _bad("Le paramètre range est incorrect.")
        first, last = int(asked[1]), int(asked[2])
        if last < first or last - first >= 150 or first > self.reach - 150 or last >= self.reach:
            return _bad("La plage de résultats demandée est trop importante.")
        if bool(dates[0]) != bool(dates[1]) or "%3A" in request.url:
            return _bad("Les paramètres minCreationDate et maxCreationDate vont ensemble, au format ISO 8601.")
        if len(places) > 5 or len(query.get("codeROME", "").split(",")) > 3:
            return _bad("Trop de valeurs.")
        found = [ad for ad in self.ads if _is_asked(ad, query)]
        if not found[first:]:
            return Reply(204, {"Content-Range": f"offres */{len(found)}"})
        page = found[first : last + 1]
        content_range = f"offres {first}-{first + len(page) - 1}/{len(found)}"
        whole = len(page) == len(found)
        return Reply.json(
            {"resultats": page, "filtresPossibles": []}, 200 if whole else 206, Content_Range=content_range
        )

    # Pay

    def pay(self, request: Request) -> Reply:
        """Two families for E1101, one whose amounts are not all there; 204 for the others."""
        if refusal := self._refusal(request):
            return refusal
        if request.query.get("codeRome") != "E1101" or not request.path.endswith("/NAT/FR"):
            return Reply(204)
        rows: list[tuple[str, str, dict[str, float | None] | None]] = [
            ("U1Z80", "Professionnels de la communication et de l'information", {"SAL1": 2050.0, "SAL2": 2930.0, "SAL3": 2480.0}),
            ("U1Z81", "Cadres de la communication", {"SAL1": 2600.0, "SAL2": None, "SAL3": 3410.0}),
            ("U1Z92", "Famille sans montant", None),
        ]  # fmt: skip
        return Reply.json(
            {
                "datMaj": "2026-07-11T09:10:07.000+02:00",
                "libIndicateur": "Salaires en poste par typologie salaires (moyen / débutant / expérimenté)",
                "valeursParPeriode": [
                    {
                        "datMaj": "2026-06-18T03:08:18.000+02:00",
                        "codeTypeTerritoire": "NAT",
                        "codeTerritoire": "FR",
                        "libTerritoire": "France",
                        "codeActivite": code,
                        "libActivite": label,
                        "codeTypePeriode": "ANNEE",
                        "codePeriode": "2023",
                        "libPeriode": "ANNEE 2023",
                        "salaireValeurMontant": amounts
                        and [
                            {"codeNomenclature": level, "valeurPrincipaleMontant": amount}
                            for level, amount in amounts.items()
                        ],
                    }
                    for code, label, amounts in rows
                ],
            }
        )


def _is_asked(ad: dict[str, Any], query: dict[str, str]) -> bool:
    """ROME, départements and dates are exact; words are not: they bring whatever is near."""
    if (codes := query.get("codeROME")) and ad.get("romeCode") not in codes.split(","):
        return False
    if (places := query.get("departement")) and ad["lieuTravail"].get("libelle", "")[:2] not in places.split(","):
        return False
    if "motsCles" in query and not re.search("community|animat|réseaux", query["motsCles"].lower()):
        return False
    since, until = query.get("minCreationDate"), query.get("maxCreationDate")
    created = ad.get("dateCreation", "")
    return not since or not until or since <= created[:19] + "Z" <= until


def _bad(message: str) -> Reply:
    return Reply.json({"message": message, "codeErreur": "400"}, 400)


def install(sandbox: Sandbox, **how: Any) -> FranceTravail:
    """Add the door and the two APIs."""
    api = FranceTravail(**how)
    sandbox.add(DOOR, "/connexion/oauth2/access_token", api.token)
    sandbox.add(API, SEARCH, api.search)
    sandbox.add(API, PAY, api.pay)
    return api
