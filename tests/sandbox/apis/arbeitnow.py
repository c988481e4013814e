"""Arbeitnow's API: pages of two ads here, newest first, the next one in ``links``.

https://www.arbeitnow.com/blog/job-board-api
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.sandbox.messages import Reply, Request

if TYPE_CHECKING:
    from tests.sandbox.server import Sandbox

ADS: list[dict[str, Any]] = json.loads(Path(__file__).with_suffix(".json").read_text())
SIZE = 2
URL = "https://www.arbeitnow.com/api/job-board-api"


def install(sandbox: Sandbox) -> None:
    sandbox.add("www.arbeitnow.com", "/api/job-board-api", board)


def board(request: Request) -> Reply:
    page = int(request.query.get("page", 1))
    start = (page - 1) * SIZE
    following = f"{URL}?page={page + 1}" if start + SIZE < len(ADS) else None
    links = {"first": f"{URL}?page=1", "last": None, "prev": None, "next": following}
    meta = {"current_page": page, "path": URL, "per_page": SIZE}
    return Reply.json({"data": ADS[start : start + SIZE], "links": links, "meta": meta})
