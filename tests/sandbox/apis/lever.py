"""Lever's Postings API in Europe: a bare list, by ``skip`` and ``limit``; a wrong name is a 404.

https://github.com/lever/postings-api
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.sandbox.messages import Reply, Request

if TYPE_CHECKING:
    from tests.sandbox.server import Sandbox

POSTINGS: list[dict[str, Any]] = json.loads(Path(__file__).with_suffix(".json").read_text())


def install(sandbox: Sandbox) -> None:
    sandbox.add("api.eu.lever.co", "/v0/postings/*", postings)


def postings(request: Request) -> Reply:
    if request.path != "/v0/postings/exemple":
        return Reply.json({"ok": False, "error": "Document not found"}, 404)
    skip, limit = int(request.query.get("skip", 0)), int(request.query.get("limit", 100))
    return Reply.json(POSTINGS[skip : skip + limit])
