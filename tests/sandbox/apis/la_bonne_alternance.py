"""La bonne alternance: https://api.apprentissage.beta.gouv.fr/fr/explorer/recherche-offre.

Offers are ours: those of la_bonne_alternance.json, and copies of one by town, when asked for, to pass the limit.
"""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.sandbox.messages import Reply, Request

if TYPE_CHECKING:
    from tests.sandbox.server import Sandbox

HOST, PATH = "api.apprentissage.beta.gouv.fr", "/api/job/v1/search"
KEY = "cle-exemple-lba.0123456789"
#: Offers of one origin in an answer.
CAP = 150
WRITTEN: list[dict[str, Any]] = json.loads(Path(__file__).with_suffix(".json").read_text())


def reposted(number: int) -> dict[str, Any]:
    """The second offer again, under another town."""
    job = copy.deepcopy(WRITTEN[1])
    departement = 21 + number % 75
    job["identifier"] |= {"id": f"copie-{number:03}", "partner_job_id": f"EX-{1000 + number}"}
    job["workplace"]["location"]["address"] = f"{departement}{number % 10}00 VILLE EXEMPLE"
    return job


def install(sandbox: Sandbox, copies: int = 0, warnings: tuple[str, ...] = ()) -> None:
    """Add the search; ``copies`` offers more; ``warnings`` are codes that each answer bears."""
    jobs = [*WRITTEN, *map(reposted, range(copies))]

    def search(request: Request) -> Reply:
        if request.headers.get("authorization") != f"Bearer {KEY}":
            return Reply.json({"statusCode": 401, "name": "Unauthorized", "message": "Clé d’API manquante."}, 401)
        romes = request.query.get("romes", "").split(",")
        place = request.query.get("departements")
        found = [job for job in jobs if _is_asked(job, romes, place)]
        by_origin: dict[str, list[dict[str, Any]]] = {}
        for job in found:
            origin = job["identifier"]["partner_label"]
            by_origin.setdefault(
                origin if origin in ("offres_emploi_lba", "France Travail") else "others", []
            ).append(job)
        told = [{"code": code, "message": "Une origine ne répond pas."} for code in warnings]
        kept = [job for group in by_origin.values() for job in group[:CAP]]
        return Reply.json({"jobs": kept, "recruiters": [], "warnings": told})

    sandbox.add(HOST, PATH, search)


def _is_asked(job: dict[str, Any], romes: list[str], departement: str | None) -> bool:
    offer, workplace = job.get("offer"), job.get("workplace")
    if offer is None or workplace is None:
        return departement is None
    words = workplace["location"]["address"].split()
    code = next((word for word in words if len(word) == 5 and word.isdigit()), "69000")
    return bool(set(offer["rome_codes"]) & set(romes)) and departement in (None, code[:2])
