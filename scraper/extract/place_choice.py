"""Which of the areas of one name is meant: the rules of homonyms, codes and cut names.

They are told in ``places.py``; sizes are numbers of inhabitants.
"""

from __future__ import annotations

from typing import TypeAlias

from scraper.extract.geography import ARTICLES, PRECISION, Area, geography, key_of
from scraper.extract.place_scan import Group, compatible_with_all

#: A name alone goes to a town this many times as populous as its homonyms together.
DOMINANCE = 10
#: Under the first, a town with a homonym over the second is doubtful.
VILLAGE, TOWN = 2_000, 10_000

Choice: TypeAlias = tuple[Area | None, tuple[str, ...]]


def choose(group: Group) -> Choice:
    """The area a group means, as precise as its words allow, and the reservations."""
    table = geography()
    known = table.departement_of(group.postcode) if group.postcode else table.departement(group.departement or "")
    if not group.names:
        return _from_code(group, known), ()
    if capital := _told_twice(group):
        return capital, ()
    lists = [areas for _, areas in group.names]
    sets = [compatible_with_all(areas, [o for o in lists if o is not areas]) or areas for areas in lists]
    best = max(range(len(sets)), key=lambda i: max(PRECISION[area.kind] for area in sets[i]))
    key, areas = group.names[best][0], sets[best]
    narrowed = len(areas) < len(lists[best])
    if known is None:
        area, flags = _alone(key, areas, narrowed)
    else:
        area, flags = _with_code(key, areas, known, group.postcode)
    if area and group.district and (district := table.arrondissement(area, group.district)):
        area = district
    elif area and group.postcode and table.arrondissement(area, 1):
        served = [
            c for c in table.served_by(group.postcode) if c.code != area.code and c.departement == area.departement
        ]
        area = served[0] if len(served) == 1 else area
    if area and area.kind == "zone" and "ambiguous" not in flags:
        flags = (*flags, "approximate")
    if area and area.kind == "commune" and _is_cut(key, area):
        flags = (*flags, "completed")
    return area, flags


def _told_twice(group: Group) -> Area | None:
    """``"Québec, QC"``, ``"Luxembourg, Luxembourg"``: the town, then the land that has its name."""
    keys = [key for key, _ in group.names]
    if len(keys) < 2 or keys[1] not in (keys[0], "qc"):
        return None
    return next((area for area in geography().named(f"ville de {keys[0]}") if area.kind == "city"), None)


def _is_cut(key: str, area: Area) -> bool:
    whole = key_of(area.name)
    return any(whole.startswith(article + key + " ") for article in ("", *ARTICLES)) and "arrondissement" not in whole


def _from_code(group: Group, known: Area | None) -> Area | None:
    """A code without a name: the commune when it is the only one served, else the département."""
    served = geography().served_by(group.postcode or "")
    if len(served) > 1:
        served = tuple(area for area in served if not geography().arrondissement(area, 1))
    return served[0] if len(served) == 1 else known


def _with_code(
    key: str, areas: tuple[Area, ...], known: Area, postcode: str | None
) -> tuple[Area | None, tuple[str, ...]]:
    table = geography()
    inside = [area for area in areas if known.covers(area)]
    if not inside:
        longer = (*table.without_article(key), *table.longer(key))
        inside = [area for area in longer if known.covers(area)]
    if not inside:
        if any(area.covers(known) for area in areas):
            return known, ()
        area, _ = _alone(key, areas, False)
        return (area if area and area.kind in ("commune", "city") else known), ("contradiction",)
    whole = [area for area in inside if area.kind in ("departement", "zone")]
    served = [area for area in inside if postcode in area.postcodes]
    if served:
        return max(served, key=_people), ()
    if whole and not any(table.arrondissement(area, 1) for area in inside):
        return whole[0], ()
    communes = [area for area in inside if area.kind == "commune"]
    chosen = _dominant(communes)
    if chosen is None:
        return known, ("ambiguous",)
    rivals = [area for area in areas if area.kind == "commune" and area.population >= TOWN]
    doubtful = postcode is None and chosen.population < VILLAGE and rivals
    return chosen, ("homonym",) if doubtful else ()


def _alone(key: str, areas: tuple[Area, ...], narrowed: bool) -> Choice:
    """A name without a code. ``narrowed``: another name beside it already chose between homonyms."""
    table = geography()
    wide = [area for area in areas if area.kind not in ("commune", "city")]
    towns = [area for area in areas if area.kind in ("commune", "city")]
    if wide and not any(table.arrondissement(area, 1) for area in towns):
        widest = min(wide, key=lambda area: PRECISION[area.kind])
        if all(widest.covers(area) for area in wide):  # Guadeloupe: a région of one département
            widest = max(wide, key=lambda area: PRECISION[area.kind])
        big = [area for area in towns if area.population >= 2 * TOWN and area.kind == "commune"]
        return (_shared([widest, *big]), ("ambiguous",)) if big else (widest, ())
    longer = [] if narrowed else [area for area in table.longer(key) if area.population >= TOWN]
    if longer and max(map(_people, longer)) >= DOMINANCE * max(map(_people, towns)):
        towns = [*towns, *longer]
    if len(towns) == 1:
        return towns[0], ()
    return _dominant(towns) or _shared(towns), ("ambiguous",)


def _people(area: Area) -> int:
    return area.population


def _dominant(areas: list[Area]) -> Area | None:
    """The one ``DOMINANCE`` times as populous as the others together, if there is one."""
    if not areas:
        return None
    first = max(areas, key=_people)
    others = sum(area.population for area in areas) - first.population
    return first if len(areas) == 1 or first.population >= DOMINANCE * max(1, others) else None


def _shared(areas: list[Area]) -> Area | None:
    """What all of them have in common: a département, a région, a country, or nothing."""
    one = areas[0]
    if len({area.country for area in areas}) > 1:
        return None
    region = one.region if len({area.region for area in areas}) == 1 else None
    departement = one.departement if len({area.departement for area in areas}) == 1 else None
    return Area("zone", one.name, one.country, region, departement if region else None)


def spelled_short(key: str, known: Area) -> Area | None:
    """``"issy les mlx"`` in the Hauts-de-Seine: the only commune whose words these words shorten."""
    words = key.split()
    towns = [
        area
        for area in geography().longer(words[0])
        if known.covers(area) and _shortens(words, key_of(area.name).split())
    ]
    return towns[0] if len(towns) == 1 else None


def _shortens(words: list[str], whole: list[str]) -> bool:
    if len(words) != len(whole):
        return False
    return all(short[0] == full[0] and _is_within(short, full) for short, full in zip(words, whole, strict=True))


def _is_within(short: str, full: str) -> bool:
    """Whether the letters of ``short`` come in this order in ``full``."""
    letters = iter(full)
    return all(letter in letters for letter in short)
