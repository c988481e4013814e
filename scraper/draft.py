"""A record on its way between extraction and validation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(slots=True)
class Draft:
    """``kind`` is a folder of ``catalog.store.KINDS``; ``values`` become the fields of its model."""

    kind: str
    values: dict[str, Any]
