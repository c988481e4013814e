"""The list of ads as files for its script: facts to filter by, words to search in, skills, and cards by the handful.

Each is loaded when it is needed (``docs/decisions/0008``). They stand in a folder named after what they hold, so that
a page kept by a browser never reads those of another build.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.ad_cards import FILTERS, LATE
from generator.cards import Card
from generator.page import Page
from generator.site import typography

#: Where they stand, beside the page of the list.
FOLDER = "offres/liste"
#: Cards in one file: few enough that thirty scattered results stay light.
CARDS = 25


@dataclass(frozen=True)
class Listed:
    """A job as the list knows it: its card, the values of its filters, the words it is found by, its yearly pay.

    ``words`` begins with the title. ``pay`` is what the list sorts by, None when there is nothing to compare.
    """

    card: Card
    values: Mapping[str, Sequence[str]]
    words: Sequence[str]
    pay: float | None


def column(rows: Iterable[Sequence[str]]) -> dict[str, list[Any]]:
    """Rows of values, each told once: ``of[i]`` is the place in ``sets`` of row i, a set the places in ``values``.

    The most frequent come first, so that most numbers are short; ties are settled by name. The values of a row keep
    their order.
    """
    rows = [tuple(row) for row in rows]
    values = _by_count(Counter(value for row in rows for value in row))
    sets = _by_count(Counter(rows))
    place = {value: number for number, value in enumerate(values)}
    number = {row: each for each, row in enumerate(sets)}
    return {
        "values": values,
        "sets": [[place[value] for value in row] for row in sets],
        "of": [number[row] for row in rows],
    }


def _by_count(counts: Counter[Any]) -> list[Any]:
    return [value for value, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]


def index_files(listed: Sequence[Listed]) -> tuple[str, list[Page]]:
    """The folder of the files, relative to ``/offres/``, and the files; rows follow the order of ``listed``."""
    columns = {name: column(each.values[name] for each in listed) for name in FILTERS}
    files: dict[str, Any] = {
        "faits": {
            "size": len(listed),
            "pay": [round(each.pay or 0) for each in listed],
            "columns": {name: columns[name] for name in FILTERS if name != LATE},
        },
        LATE: columns[LATE],
        "mots": column(each.words for each in listed),
        **{
            f"cartes-{start // CARDS}": [_row(each.card) for each in listed[start : start + CARDS]]
            for start in range(0, len(listed), CARDS)
        },
    }
    texts = {name: json.dumps(held, ensure_ascii=False, separators=(",", ":")) for name, held in files.items()}
    version = hashlib.sha256("\n".join(texts.values()).encode("utf-8")).hexdigest()[:10]
    pages = [Page(f"{FOLDER}/{version}/{name}.json", text + "\n", None) for name, text in texts.items()]
    return f"liste/{version}/", pages


def _row(card: Card) -> list[str]:
    """A card without its frame: kind, folder, title, origin, text, state, how old it is, and its day."""
    assert card.freshness is not None  # an ad has a state
    told = (card.title, card.origin, card.text)
    folder = card.path.removeprefix("offres/").removesuffix("index.md")
    fresh = card.freshness
    return [card.kind, folder, *map(typography, told), fresh.level, typography(fresh.words), fresh.dated]
