"""The reference table of places: what a name, a postal code or a département number may stand for.

Read once, on first use, from ``data/geography`` (source, version and licence in its README). A key is a name as
``key_of`` writes it: folded, words parted by one space (``"essey les nancy"``).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from scraper.extract.fold import fold

FOLDER = Path(__file__).parents[2] / "data" / "geography"

Kind = Literal["commune", "city", "zone", "departement", "region", "country"]
#: From the widest to the most precise.
PRECISION: dict[Kind, int] = {"country": 0, "region": 1, "departement": 2, "zone": 2, "city": 3, "commune": 3}

_NOT_A_WORD = re.compile(r"[^\w]+")
_SPELLINGS = {"st": "saint", "ste": "sainte", "lez": "les", "ss": "sous"}
ARTICLES = ("le ", "la ", "les ", "l ")
_ARRONDISSEMENT = re.compile(r"(paris|lyon|marseille) (\d+)(?:er|e) arrondissement")


@dataclass(frozen=True, slots=True)
class Area:
    """A named piece of the world. ``code`` is the INSEE code of a commune; ``postcodes`` are whole."""

    kind: Kind
    name: str
    country: str
    region: str | None = None
    departement: str | None = None
    code: str | None = None
    population: int = 0
    postcodes: tuple[str, ...] = ()

    def covers(self, other: Area) -> bool:
        """Whether every level this area names is the same in ``other``."""
        return (
            self.country == other.country
            and self.region in (None, other.region)
            and self.departement in (None, other.departement)
            and self.code in (None, other.code)
            and (self.kind != "city" or self.name == other.name)
        )


def key_of(name: str) -> str:
    """``"St-Étienne"`` → ``"saint etienne"``."""
    return " ".join(spell(word) for word in _NOT_A_WORD.split(fold(name)) if word)


def spell(word: str) -> str:
    """A folded word in full: ``st`` is ``saint``, ``lez`` is written ``les``."""
    return _SPELLINGS.get(word, word)


class Geography:
    """Look-ups over the table; every method is a dictionary access or a bisection."""

    def __init__(self, folder: Path) -> None:
        self._regions = {code: Area("region", name, "FR", code) for code, name in _rows(folder / "regions.tsv")}
        self._departements = {
            code: Area("departement", name, "FR", region or None, code)
            for code, name, region in _rows(folder / "departements.tsv")
        }
        self._named: defaultdict[str, list[Area]] = defaultdict(list)
        self._former: defaultdict[str, list[Area]] = defaultdict(list)
        self._without_article: defaultdict[str, list[Area]] = defaultdict(list)
        self._by_postcode: defaultdict[str, list[Area]] = defaultdict(list)
        self._arrondissements: dict[tuple[str, int], Area] = {}
        self._communes(folder)
        for area in (*self._departements.values(), *self._regions.values()):
            self._named[key_of(area.name)].append(area)
        self._by_hand(folder)
        self._keys = sorted(self._named)
        self._first_words = {
            key.split(" ", 1)[0] for names in (self._named, self._former, self._without_article) for key in names
        }
        self.longest = max(key.count(" ") + 1 for key in self._named)

    def may_begin(self, word: str) -> bool:
        """Whether some name begins with this word: most words of an ad go no further."""
        return word in self._first_words

    def named(self, key: str) -> tuple[Area, ...]:
        """Every area of exactly this name; former communes only when nothing in force has it."""
        return tuple(self._named.get(key) or self._former.get(key) or ())

    def communes(self) -> Iterator[Area]:
        """Every commune and municipal arrondissement in force."""
        return (area for areas in self._named.values() for area in areas if area.kind == "commune")

    def without_article(self, key: str) -> tuple[Area, ...]:
        """Communes whose name is an article and this key: ``"garde"`` gives the La Garde."""
        return tuple(self._without_article.get(key, ()))

    def longer(self, key: str) -> tuple[Area, ...]:
        """Communes whose name goes on after this key: ``"boulogne"`` gives Boulogne-Billancourt, -sur-Mer…"""
        found = []
        for start in (key + " ", *(article + key + " " for article in ARTICLES)):
            index = bisect_left(self._keys, start)
            while index < len(self._keys) and self._keys[index].startswith(start):
                found += [area for area in self._named[self._keys[index]] if area.kind == "commune"]
                index += 1
        return tuple(found)

    def served_by(self, postcode: str) -> tuple[Area, ...]:
        """Communes and arrondissements this postal code serves."""
        return tuple(self._by_postcode.get(postcode, ()))

    def departement(self, code: str) -> Area | None:
        """By number: ``"49"``, ``"2A"``, ``"974"``. ``"20"`` is no département any more."""
        return self._departements.get(code)

    def departement_of(self, postcode: str) -> Area | None:
        """Of a postal code, known or not (a CEDEX code has the département's number too)."""
        served = {area.departement for area in self.served_by(postcode)}
        if len(served) == 1:
            return self._departements[str(served.pop())]
        if postcode.startswith("20"):  # Corsica: 200 and 201 south, 202 and on north
            return self._departements["2A" if postcode < "20200" else "2B"]
        return self._departements.get(postcode[:3]) or self._departements.get(postcode[:2])

    def region(self, code: str | None) -> Area | None:
        return self._regions.get(code or "")

    def arrondissement(self, city: Area, number: int) -> Area | None:
        """The municipal arrondissement of Paris, Lyon or Marseille."""
        return self._arrondissements.get((fold(city.name), number))

    def _communes(self, folder: Path) -> None:
        by_code = {}
        for code, name, population, postcodes in _rows(folder / "communes.tsv"):
            departement = self._departements[code[:3] if code.startswith(("97", "98")) else code[:2]]
            whole = tuple(post if len(post) == 5 else code[:2] + post for post in postcodes.split())
            area = Area(
                "commune", name, "FR", departement.region, departement.departement, code, int(population), whole
            )
            by_code[code] = area
            key = key_of(name)
            if numbered := _ARRONDISSEMENT.fullmatch(key):
                self._arrondissements[numbered[1], int(numbered[2])] = area
            self._named[key].append(area)
            if key.startswith(ARTICLES):
                self._without_article[key.split(" ", 1)[1]].append(area)
            for post in whole:
                self._by_postcode[post].append(area)
        for name, code in _rows(folder / "former.tsv"):
            if code in by_code:
                self._former[key_of(name)].append(by_code[code])

    def _by_hand(self, folder: Path) -> None:
        for names, number, code in _rows(folder / "zones.tsv"):
            region = self._departements[number].region if number else code
            for name in names.split("|"):
                self._named[key_of(name)].append(Area("zone", name, "FR", region, number or None))
        for country, names, thousands in _rows(folder / "abroad.tsv"):
            first, *others = names.split("|")
            area = Area("city", first, country, population=int(thousands) * 1000)
            for key in {key_of(name) for name in (first, *others)}:
                self._named[key].append(area)
        for country, names in _rows(folder / "countries.tsv"):
            for name in names.split("|"):
                self._named[key_of(name)].append(Area("country", name, country))


def _rows(path: Path) -> Iterator[list[str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield line.split("\t")


@cache
def geography() -> Geography:
    """The table of this repository, read once."""
    return Geography(FOLDER)
