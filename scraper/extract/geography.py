"""The reference table of places: what a name, a postal code or a département number may stand for.

Read once, on first use, from ``data/geography`` (source, version and licence in its README). A key is a name as
``key_of`` writes it: folded, words parted by one space (``"essey les nancy"``).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, TypeAlias

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
    """Look-ups over the table; every method is a dictionary access or a bisection.

    Communes stay lines of text until someone asks for them: 35,000 objects would take three times as long to build,
    and each pass of Python's garbage collector would walk them all.
    """

    def __init__(self, folder: Path) -> None:
        self._regions = {code: Area("region", name, "FR", code) for code, name in _rows(folder / "regions.tsv")}
        self._departements = {
            code: Area("departement", name, "FR", region or None, code)
            for code, name, region in _rows(folder / "departements.tsv")
        }
        self._lines = (folder / "communes.tsv").read_text(encoding="utf-8").splitlines()
        self._others: list[Area] = []
        self._built: dict[int, Area] = {}
        # Names and postal codes to numbers of lines; past the last line, to an area of ``_others``.
        self._named: _Index = {}
        self._former: _Index = {}
        self._without_article: _Index = {}
        self._by_postcode: _Index = {}
        self._arrondissements: dict[tuple[str, int], int] = {}
        self._index_communes(folder)
        self._index_others(folder)
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
        return self._areas(self._named.get(key) or self._former.get(key, ()))

    def without_article(self, key: str) -> tuple[Area, ...]:
        """Communes whose name is an article and this key: ``"garde"`` gives the La Garde."""
        return self._areas(self._without_article.get(key, ()))

    def longer(self, key: str) -> tuple[Area, ...]:
        """Communes whose name goes on after this key: ``"boulogne"`` gives Boulogne-Billancourt, -sur-Mer…"""
        found: list[Area] = []
        for start in (key + " ", *(article + key + " " for article in ARTICLES)):
            index = bisect_left(self._keys, start)
            while index < len(self._keys) and self._keys[index].startswith(start):
                found += [area for area in self.named(self._keys[index]) if area.kind == "commune"]
                index += 1
        return tuple(found)

    def communes(self) -> Iterator[Area]:
        """Every commune and municipal arrondissement in force."""
        return map(self._area, range(len(self._lines)))

    def served_by(self, postcode: str) -> tuple[Area, ...]:
        """Communes and arrondissements this postal code serves."""
        return self._areas(self._by_postcode.get(postcode, ()))

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

    def arrondissement(self, city: Area, number: int) -> Area | None:
        """The municipal arrondissement of Paris, Lyon or Marseille."""
        line = self._arrondissements.get((fold(city.name), number))
        return None if line is None else self._area(line)

    def _areas(self, numbers: tuple[int, ...]) -> tuple[Area, ...]:
        return tuple(map(self._area, numbers))

    def _area(self, number: int) -> Area:
        if number >= len(self._lines):
            return self._others[number - len(self._lines)]
        if number not in self._built:
            code, name, population, postcodes = self._lines[number].split("\t")
            departement = self._departements[_departement_code(code)]
            self._built[number] = Area(
                "commune", name, "FR", departement.region, departement.departement, code, int(population),
                _postcodes(code, postcodes),
            )  # fmt: skip
        return self._built[number]

    def _index_communes(self, folder: Path) -> None:
        numbers: dict[str, int] = {}
        for number, line in enumerate(self._lines):
            code, name, _, postcodes = line.split("\t")
            numbers[code] = number
            key = key_of(name)
            if numbered := _ARRONDISSEMENT.fullmatch(key):
                self._arrondissements[numbered[1], int(numbered[2])] = number
            _add(self._named, key, number)
            if key.startswith(ARTICLES):
                _add(self._without_article, key.split(" ", 1)[1], number)
            for postcode in _postcodes(code, postcodes):
                _add(self._by_postcode, postcode, number)
        for name, code in _rows(folder / "former.tsv"):
            if code in numbers:
                _add(self._former, key_of(name), numbers[code])

    def _index_others(self, folder: Path) -> None:
        for area in (*self._departements.values(), *self._regions.values()):
            self._add_other(area, area.name)
        for names, number, code in _rows(folder / "zones.tsv"):
            region = self._departements[number].region if number else code
            for name in names.split("|"):
                self._add_other(Area("zone", name, "FR", region, number or None), name)
        for country, names, thousands in _rows(folder / "abroad.tsv"):
            city = Area("city", names.split("|")[0], country, population=int(thousands) * 1000)
            self._add_other(city, *names.split("|"))
        for country, names in _rows(folder / "countries.tsv"):
            self._add_other(Area("country", names.split("|")[0], country), *names.split("|"))

    def _add_other(self, area: Area, *names: str) -> None:
        self._others.append(area)
        for key in {key_of(name) for name in names}:
            _add(self._named, key, len(self._lines) + len(self._others) - 1)


_Index: TypeAlias = dict[str, tuple[int, ...]]


def _add(index: _Index, key: str, number: int) -> None:
    index[key] = (*index.get(key, ()), number)


def _departement_code(code: str) -> str:
    return code[:3] if code.startswith(("97", "98")) else code[:2]


def _postcodes(code: str, short: str) -> tuple[str, ...]:
    """Whole again: those of three characters begin as the INSEE code does."""
    return tuple(post if len(post) == 5 else code[:2] + post for post in short.split())


def _rows(path: Path) -> Iterator[list[str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield line.split("\t")


@cache
def geography() -> Geography:
    """The table of this repository, read once."""
    return Geography(FOLDER)
