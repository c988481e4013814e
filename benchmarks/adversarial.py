"""Strings that make a careless pattern quadratic, from 1 to 100 kB, and the time each extractor takes on them.

Add an extractor to ``EXTRACTORS``: a name and a function of one string. ``python -m benchmarks.adversarial`` prints
the slowest case of each and how its time grows when the text is ten times longer (10 is linear).
``python -m benchmarks.adversarial --kill`` prints nothing and dies when a single call lasts 5 s.
"""

from __future__ import annotations

import datetime as dt
import faulthandler
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from catalog.catalog import Catalog
from catalog.load import load_catalog

SIZES = (1_000, 10_000, 100_000)
KILL_AFTER = 5.0  # seconds

#: Short strings, each repeated to the size wanted.
SEEDS = {
    "skill names": "Canva, Instagram, ",
    "digits": "1",
    "digit groups": "123 ",
    "small numbers": "1 ",
    "spaces": " ",
    "non-breaking spaces": "\u00a0",
    "dots": ".",
    "digits and dots": "1.",
    "digits and commas": "1,",
    "digits and slashes": "1/",
    "at signs": "@",
    "addresses": "a@b.c",
    "letters": "a",
    "hyphens": "-",
    "apostrophes": "l'",
    "line feeds": "\n",
    "open parentheses": "(",
    "accents": "e\u0301",
    "euros": "1 € ",
    "thousands": "30k€-",
    "ranges": "de 1 900 € à ",
    "words of pay": "salaire brut mensuel ",
    "pay": "salaire de 1 900 € brut par mois, ",
    "minimum wage": "60 % du smic ",
    "dates": "01/03/2024 ",
    "numbers": "06 12 34 56 7 +33 (0",
    "spelled addresses": "a(at)b(dot",
    "named dates": "1er mars ",
    "ago": "il y a 3 jours ",
    "places": "75001 Paris, ",
    "cues of place": "poste basé à ",
    "contracts": "stage en CDI ",
    "years": "2 ans d’",
    "levels": "bac+3/",
    "capitals": "Lé",
    "bars": "x|",
    "sentences": "x. ",
    "brackets of one": "(a",
    "terms": "selon le la les ",
    "ad": "Vous animez nos réseaux sociaux (Instagram, LinkedIn), à Lyon 3e, 35 h par semaine. ",
}
_TODAY = dt.date(2026, 10, 3)


def cases() -> Iterator[tuple[str, int, str]]:
    """Each seed at each size: its name, the size in characters, the text."""
    for name, seed in SEEDS.items():
        for size in SIZES:
            yield name, size, (seed * (size // len(seed) + 1))[:size]


def _pay() -> Callable[[str], object]:
    from scraper.extract.pay import read_pays

    return read_pays


def _date() -> Callable[[str], object]:
    from scraper.extract.dates import read_date

    return lambda text: read_date(text, today=_TODAY)


def _start_date() -> Callable[[str], object]:
    from scraper.extract.dates import read_start_date

    return lambda text: read_start_date(text, today=_TODAY)


def _place() -> Callable[[str], object]:
    from scraper.extract.places import read_places

    return read_places


def _terms() -> Callable[[str], object]:
    from scraper.extract.places import read_places

    return lambda text: read_places(f"Salaire : 30 k€ brut. CDI. {text}")


def _contract() -> Callable[[str], object]:
    from scraper.extract.contract import read_contract

    return lambda text: read_contract(text, text, text)


def _conditions() -> Callable[[str], object]:
    from scraper.extract.conditions.education import read_education
    from scraper.extract.conditions.experience import read_experience
    from scraper.extract.conditions.hours import read_hours
    from scraper.extract.conditions.remote import read_remote

    return lambda text: (read_education(text), read_experience(text), read_hours(text), read_remote(text))


def _people() -> Callable[[str], object]:
    from scraper.extract.conditions.age import read_age_wording, read_declared_age, read_declared_experience
    from scraper.extract.conditions.employer import read_employer, read_sector

    readers = (read_age_wording, read_declared_age, read_declared_experience, read_employer, read_sector)
    return lambda text: [read(text) for read in readers]


def _jsonld() -> Callable[[str], object]:
    from scraper.extract.jsonld import read_postings

    return lambda text: read_postings(f'<script type="application/ld+json">{{"title": "{text}</script>{text}')


def _contacts() -> Callable[[str], object]:
    from scraper.extract.contacts import without_contacts

    return without_contacts


def _html_text() -> Callable[[str], object]:
    from scraper.extract.html_text import html_to_text

    return html_to_text


def _fingerprint() -> Callable[[str], object]:
    from scraper.extract.fingerprint import fingerprint

    return fingerprint


def _title_key() -> Callable[[str], object]:
    from scraper.extract.ad_keys import title_key

    return title_key


def _skills() -> Callable[[str], object]:
    from scraper.extract.skills import SkillMatcher

    return SkillMatcher(_catalog().skills.values()).find


def _title() -> Callable[[str], object]:
    from scraper.extract.titles import TitleReader

    return TitleReader(_catalog().titles.values()).read


def _catalog() -> Catalog:
    return load_catalog(Path(__file__).parents[1] / "data", dt.date.max).catalog


#: Each imports its extractor when called, so that one that is missing stops none of the others.
EXTRACTORS: dict[str, Callable[[], Callable[[str], object]]] = {
    "pay": _pay,
    "date": _date,
    "start date": _start_date,
    "jsonld": _jsonld,
    "contacts": _contacts,
    "html text": _html_text,
    "fingerprint": _fingerprint,
    "title key": _title_key,
    "place": _place,
    "place of terms": _terms,
    "contract": _contract,
    "conditions": _conditions,
    "employer, age": _people,
    "skills": _skills,
    "title": _title,
}


def measure(read: Callable[[str], object], text: str) -> float:
    """Seconds of the quickest of three calls; of one when it is slow."""
    best = float("inf")
    for _ in range(3):
        begun = time.perf_counter()
        read(text)
        best = min(best, time.perf_counter() - begun)
        if best > 0.5:
            break
    return best


def main(kill: bool = False) -> None:
    """Print a line per extractor and case over 1 ms; or, with ``kill``, only prove that every call ends."""
    if kill:
        for make in EXTRACTORS.values():
            read = make()
            for _, _, text in cases():
                faulthandler.dump_traceback_later(KILL_AFTER, exit=True)
                read(text)
        faulthandler.cancel_dump_traceback_later()
        return
    print(f"{'extractor':14} {'case':20} {'1 kB':>9} {'10 kB':>9} {'100 kB':>9}  ×10 →")
    for extractor, make in EXTRACTORS.items():
        read = make()
        times: dict[str, list[float]] = {}
        for name, _, text in cases():
            times.setdefault(name, []).append(measure(read, text))
        for name, row in sorted(times.items(), key=lambda item: -item[1][-1]):
            if row[-1] < 0.001:
                continue
            cells = " ".join(f"{seconds * 1000:6.2f} ms" for seconds in row)
            print(f"{extractor:14} {name:20} {cells}  {row[-1] / row[-2]:5.1f}")


if __name__ == "__main__":
    main(kill="--kill" in sys.argv[1:])
