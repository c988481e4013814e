"""Which entries are checked fact by fact: ten per cent of each kind, at random, the same for the same data.

``python -m benchmarks.draw_entries`` prints them, one a line, as ``kind/id``. It measures no time, so
``python -m benchmarks`` leaves it out. What the check found is told in ``docs/methode/verification.md``.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterable
from pathlib import Path

DATA = Path(__file__).parents[1] / "data"
#: What is published about the profession, and the trainings: the entries that sum up a page.
KINDS = ("interviews", "resources", "studies", "trainings")
PERCENT = 10
SEED = 2026


def draw(ids: Iterable[str], percent: int = PERCENT, seed: int = SEED) -> list[str]:
    """``percent`` of ``ids``, rounded up, in alphabetical order; the order they are given in does not count."""
    known = sorted(set(ids))
    return sorted(random.Random(seed).sample(known, math.ceil(len(known) * percent / 100)))


def drawn_entries(data: Path = DATA) -> dict[str, list[str]]:
    """The ids drawn, by kind. Each kind is drawn apart: an entry added to one changes nothing in the others."""
    return {kind: draw(path.stem for path in (data / kind).glob("*.yml")) for kind in KINDS}


def main() -> None:
    for kind, ids in drawn_entries().items():
        for name in ids:
            print(f"{kind}/{name}")


if __name__ == "__main__":
    main()
