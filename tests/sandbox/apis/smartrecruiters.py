"""SmartRecruiters' Posting API: a list by ``offset``, four a call at most here, and a call an ad for its text.

https://developers.smartrecruiters.com/docs/posting-api
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.sandbox.messages import Reply, Request

if TYPE_CHECKING:
    from tests.sandbox.server import Sandbox

HELD: dict[str, Any] = json.loads(Path(__file__).with_suffix(".json").read_text())
MOST = 4


def install(sandbox: Sandbox) -> None:
    sandbox.add("api.smartrecruiters.com", "/v1/companies/*/postings", postings)
    sandbox.add("api.smartrecruiters.com", "/v1/companies/GroupeMistral/postings/*", posting)


def postings(request: Request) -> Reply:
    """An unknown company has no ads, and no error."""
    held = HELD["list"] if request.path.split("/")[3] == "GroupeMistral" else []
    offset, limit = int(request.query.get("offset", 0)), min(MOST, int(request.query.get("limit", 100)))
    page = held[offset : offset + limit]
    return Reply.json({"offset": offset, "limit": limit, "totalFound": len(held), "content": page})


def posting(request: Request) -> Reply:
    """One of the list has been taken down in the meantime: 404."""
    found = HELD["details"].get(request.path.rsplit("/", 1)[1])
    return Reply.json(found) if found else Reply.json({"message": "Posting not found"}, 404)
