"""Adzuna: https://developer.adzuna.com/docs/search. The address of each ad bears the identifier of who asked.

Ads are ours: those of adzuna.json, then as many more as it takes to turn pages.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.sandbox.messages import Reply, Request

if TYPE_CHECKING:
    from tests.sandbox.server import Sandbox

HOST = "api.adzuna.com"
APP_ID, APP_KEY = "b0exemple1", "cle+exemple/adzuna=="
WRITTEN = Path(__file__).with_suffix(".json").read_text()


def _another(number: int) -> dict[str, Any]:
    ad = json.loads(WRITTEN)[0]
    name = f"49020{number:05}"
    return {**ad, "id": name, "redirect_url": ad["redirect_url"].replace(ad["id"], name)}


def install(sandbox: Sandbox, more: int = 0) -> None:
    """Add the search, with ``more`` ads after those written."""
    ads = [*json.loads(WRITTEN), *map(_another, range(more))]

    def search(request: Request) -> Reply:
        query = request.query
        if (query.get("app_id"), query.get("app_key")) != (APP_ID, APP_KEY):
            return Reply.json({"__CLASS__": "Adzuna::API::Exception", "exception": "AUTH_FAIL"}, 401)
        page = int(re.search(r"/search/(\d+)$", request.path)[1])  # type: ignore[index]
        size = min(int(query.get("results_per_page", 10)), 50)
        found = ads if "manager" in query.get("what_phrase", "") else []
        results = json.dumps(found[(page - 1) * size : page * size], ensure_ascii=False)
        answer = {"__CLASS__": "Adzuna::API::Response::JobSearchResults", "count": len(found), "mean": 34567.8}
        return Reply.json({**answer, "results": json.loads(results.replace("__APP_ID__", APP_ID))})

    sandbox.add(HOST, "/v1/api/jobs/fr/search/*", search)
