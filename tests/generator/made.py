"""Records made for tests: an ad, a run, a source, each with what a test wants to say of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from catalog.catalog import Catalog
from catalog.models import JobAd, Run, Source
from catalog.store import Collected
from catalog.territory import Territory

TODAY = dt.date(2026, 11, 25)
TERRITORY = Territory(
    regions={"52": "Pays de la Loire", "28": "Normandie", "11": "Île-de-France"},
    departements={"49": "Maine-et-Loire", "75": "Paris", "50": "Manche"},
    region_of={"49": "52", "75": "11", "50": "28"},
)
ANGERS = {
    "text": "49 - ANGERS",
    "commune": "Angers",
    "commune_code": "49007",
    "departement_code": "49",
    "region_code": "52",
    "country": "FR",
}


def ad(name: str, **fields: Any) -> JobAd:
    """An ad of the source ``site``, first seen five days before ``TODAY``."""
    written = {
        "id": name,
        "source": "site",
        "source_id": name,
        "url": f"https://exemple.fr/{name}",
        "first_seen": "2026-11-20",
        "title": f"Community manager {name}",
        "job_title": "community-manager",
        "places": [ANGERS],
        "contract": "CDI",
        **fields,
    }
    return JobAd.model_validate(written)


def run(as_of: str, **fields: Any) -> Run:
    """A good run of the source ``site``, made the day it tells of."""
    moment = f"{as_of}T06:00:00+00:00"
    return Run.model_validate(
        {"source": "site", "started": moment, "ended": moment, "as_of": as_of, "status": "good", **fields}
    )


def source(name: str = "site", **fields: Any) -> Source:
    """A source read every day."""
    return Source.model_validate(
        {
            "id": name,
            "title": f"La source {name}",
            "publisher": f"Éditeur {name}",
            "site": "https://exemple.fr/",
            "licence": "Licence Ouverte 2.0",
            "adapter": "sitemap",
            "frequency": "jour",
            "personal_data": "Aucune.",
            "expect": {"min": 1, "max": 10},
            **fields,
        }
    )


def collected(*ads: JobAd, runs: tuple[Run, ...] = (run("2026-11-25"),)) -> Collected:
    """Ads and runs, in the store's shape."""
    by_source: dict[str, list[Run]] = {}
    for each in runs:
        by_source.setdefault(each.source, []).append(each)
    return Collected(ads={each.id: each for each in ads}, runs=by_source)


def catalog(*sources: Source) -> Catalog:
    """A catalog that holds nothing but sources; ``site`` alone when none is given."""
    return Catalog(sources={each.id: each for each in sources or (source(),)})
