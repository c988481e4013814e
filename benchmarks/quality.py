"""How well the extractors do on the gold corpus."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Score:
    """``measures`` maps a French label ("exactitude") to a ratio from 0 to 1; ``failures`` tell each miss."""

    extractor: str
    n: int
    measures: dict[str, float]
    failures: list[str] = field(default_factory=list)
