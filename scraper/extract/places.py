"""Where the job is: from the words of an ad to a commune, a département, a région, a country.

Rules, in the order they are tried:

1. A text that is *wholly* a place ("49 - Beaucouzé", "Paris / Lyon") is read as such. "Nice" is a town and "Nice to
   have" is not, because two of its words belong to no place.
2. Elsewhere a name needs a reason: a cue ("basé à", "lieu :"), its own code ("69002 Lyon", "Lille (59)"), or a
   segment of a title to itself ("Community manager - Tours"). Failing these, "à" and a town with a capital.
3. A code decides between homonyms. Alone, a name goes to the town at least ``DOMINANCE`` times as populous as all its
   homonyms together, with the flag ``ambiguous``; otherwise only what the homonyms share is kept.

Flags: ``ambiguous`` (homonyms, see 3), ``homonym`` (the code names a village and a far larger town has the same name:
the mark of a wrong geocoding), ``contradiction`` (no such town under this code: the town is kept when rule 3 knows
it), ``completed`` (the name was cut: "92 - Boulogne"), ``approximate`` (an area without limits, "near"), ``remote``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

from catalog.models.records import Place
from scraper.extract.fold import Folded
from scraper.extract.found import Found
from scraper.extract.geography import ARTICLES, PRECISION, Area, geography, key_of
from scraper.extract.place_scan import Group, Scan, Scanner, Token, compatible_with_all, tokens_of, words

#: A name alone goes to a town this many times as populous as its homonyms together.
DOMINANCE = 10
#: Inhabitants under which a town with a large homonym is doubtful, over which that homonym is large.
VILLAGE, TOWN = 2_000, 10_000
#: An ad's text holds 5,000 characters; reading stops here, so that time does not depend on who writes.
LONGEST_TEXT, LONGEST_FIELD, LONGEST_TITLE = 12_000, 300, 160
#: Readings attempted in one text, tokens read in one, places given back.
_ATTEMPTS, _AHEAD, _PLACES = 40, 24, 30

_Reading: TypeAlias = tuple[Area | None, tuple[str, ...]]

_CUE = re.compile(
    r"\b(?:(?P<sure>localisation|localite|lieux?(?: (?:de|du|d')? ?(?:travail|poste|mission|stage|alternance))?"
    r"|(?<!clients )(?<!marques )basee?s?|situee?s?|implantee?s?|localisee?s?)"
    r"|(?:poste|bureaux?|locaux|siege(?: social)?|agence|a pourvoir|etablissement|magasin|boutique|site))\b"
)
_FILLERS = words(
    ": - a au aux en dans le la les l ' de du des d sur notre nos est sont se situe siege social bureaux locaux "
    "agence pres proche proximite immediate coeur centre ville plein region campus"
)
_NEAR = words("pres proche proximite")
_SWALLOWED = {"au": "le ", "du": "le ", "aux": "les ", "des": "les "}
_WEAK = re.compile(r"(?<!\w)(?:a|aux?) (?=\w)")
_SEGMENT_END = re.compile(r" - | – | — |[()|\[\]]| / |\n")
_CODE = re.compile(
    r"(?<!\d)(?:\d{5}|\d{2} \d{3})(?!\d)|(?<=\()(?:\d{2,3}|2[ab])(?=\))|^(?:\d{2,3}|2[ab])(?= - )", re.M
)
#: Towns whose name is first a word of the trade or a firm: never read from a segment of a title alone.
_ALSO_WORDS = words("orange sens contes campagne marques mode ligne vers agency bio pages cloud media")


def read_place(text: str) -> Found[Place] | None:
    """The first place ``text`` gives; the flag ``several`` says there are more. None when the words say none."""
    places = read_places(text)
    if not places:
        return None
    first = places[0]
    return first if len(places) == 1 else Found(first.value, first.start, first.end, (*first.flags, "several"))


def read_places(text: str) -> tuple[Found[Place], ...]:
    """Every place, in the order of the text, none twice. ``text`` is a field, a title or prose."""
    reader = _Reader(text[:LONGEST_TEXT])
    if len(text) <= LONGEST_FIELD and (found := reader.field()):
        return found
    return reader.prose()


class _Reader:
    def __init__(self, text: str) -> None:
        self._folded = Folded(text)
        self._tokens: list[Token] = tokens_of(self._folded)
        self._scanner = Scanner(self._tokens, geography())

    def field(self) -> tuple[Found[Place], ...]:
        """When every word belongs to a place."""
        count = len(self._tokens)
        scan = self._scanner.scan(0, count)
        if scan.end < count:
            scan = self._one_cut_name(count)
        flags = ("remote",) if scan.remote else ()
        found = self._resolve_all(scan, flags)
        if not found and scan.remote and scan.end == count:
            return (Found(Place(text=self._folded.original.strip()), 0, len(self._folded.original), flags),)
        return found

    def _one_cut_name(self, count: int) -> Scan:
        """``"Levallois"``, nothing else: a name the table knows longer only."""
        key = self._scanner.key(0, count) if count <= 2 * geography().longest else ""
        areas = (geography().without_article(key) or geography().longer(key)) if len(key) > 3 else ()
        return Scan([Group(0, count, [(key, areas)])] if areas else [], 0, count, False)

    def prose(self) -> tuple[Found[Place], ...]:
        """Places that have a reason to be read; the weak "à Lyon" only when there is nothing better."""
        found = [*self._coded(), *self._cued(), *self._segments()] or [*self._weak()]
        kept: list[Found[Place]] = []
        for place in sorted(found, key=lambda one: one.start):
            if len(kept) < _PLACES and not any(_repeats(place.value, other.value) for other in kept):
                kept.append(place)
        return tuple(one for one in kept if not any(_widens(one.value, other.value) for other in kept))

    def _coded(self) -> Iterator[Found[Place]]:
        """``69002 Lyon``, ``Lyon 69002``, ``Lille (59)``: the name and its code stand together."""
        at = {token.start: index for index, token in enumerate(self._tokens)}
        for match, _ in zip(_CODE.finditer(self._folded.text), range(_ATTEMPTS), strict=False):
            index = at.get(match.start())
            if index is None:
                continue
            if len(match[0]) >= 5 or self._folded.text[match.end() : match.end() + 1] == " ":
                scan = self._scanner.scan(index, min(len(self._tokens), index + _AHEAD))
                groups = [group for group in scan.groups if group.has_code and group.names]
                if groups and (places := self._resolve_all(Scan(groups, index, scan.end, False))):
                    yield from (place for place in places if "contradiction" not in place.flags)
                    continue
            before = index
            while before and self._tokens[before - 1].text in "(,-":
                before -= 1
            if before and (name := self._scanner.name_ending(before)):
                scan = self._scanner.scan(name[0], index + 2)
                groups = [group for group in scan.groups if group.has_code and group.names]
                places = self._resolve_all(Scan(groups, name[0], scan.end, False))
                yield from (place for place in places if "contradiction" not in place.flags)

    def _cued(self) -> Iterator[Found[Place]]:
        """After "basé à", "lieu :", "nos bureaux de"."""
        for index, match in self._tokens_after(_CUE):
            yield from self._after_cue(index, bool(match["sure"]))

    def _tokens_after(self, pattern: re.Pattern[str]) -> Iterator[tuple[int, re.Match[str]]]:
        """Where to read on after each match of ``pattern`` in the folded text, up to a number of attempts."""
        index = 0
        for match, _ in zip(pattern.finditer(self._folded.text), range(_ATTEMPTS), strict=False):
            while index < len(self._tokens) and self._tokens[index].start < match.end():
                index += 1
            yield index, match

    def _after_cue(self, index: int, sure: bool) -> Iterator[Found[Place]]:
        flags: tuple[str, ...] = ()
        article, passed = "", 0
        for here in range(index, min(index + 8, len(self._tokens))):
            word = self._tokens[here].text
            scan = self._scanner.scan(here, min(len(self._tokens), here + _AHEAD), article)
            if scan.groups and scan.groups[0].first == here and (sure or passed):
                if self._is_name(scan.groups[0], town=TOWN * 2):
                    scan.groups = [group for group in scan.groups if group.names]
                    remote = ("remote",) if scan.remote else ()
                    yield from self._resolve_all(scan, (*flags, *remote))
                return
            if word not in _FILLERS:
                return
            flags = ("approximate",) if word in _NEAR else flags
            article, passed = _SWALLOWED.get(word, ""), passed + 1

    def _segments(self) -> Iterator[Found[Place]]:
        """Parts of a title that are wholly a place."""
        text = self._folded.original
        if len(text) > LONGEST_TITLE:
            return
        edges = [0, *(edge for m in _SEGMENT_END.finditer(text) for edge in m.span()), len(text)]
        spans = [self._folded.span(token.start, token.end) for token in self._tokens]
        for start, end in zip(edges[::2], edges[1::2], strict=True):
            inside = [index for index, span in enumerate(spans) if start <= span[0] < end]
            if not inside:
                continue
            scan = self._scanner.scan(inside[0], inside[-1] + 1)
            named = [group for group in scan.groups if group.names]
            if scan.end == inside[-1] + 1 and named and all(self._is_title_name(group) for group in named):
                yield from self._resolve_all(Scan(named, scan.start, scan.end, False))

    def _weak(self) -> Iterator[Found[Place]]:
        """``à Lyon``, ``au Mans``: a town only, and only with its capital."""
        for index, match in self._tokens_after(_WEAK):
            if index == len(self._tokens) or self._written(match.start()) == "a":
                continue
            article = _SWALLOWED.get(match[0].strip(), "")
            scan = self._scanner.scan(index, min(len(self._tokens), index + _AHEAD), article)
            groups = [g for g in scan.groups if g.names and g.names[0][1][0].kind in ("commune", "city")]
            if groups and groups[0].first == index and self._is_name(groups[0], town=None):
                yield from self._resolve_all(Scan(groups, index, scan.end, False))

    def _written(self, at: int) -> str:
        """The character of the text as it was."""
        return self._folded.original[self._folded.span(at, at + 1)[0]]

    def _is_name(self, group: Group, town: int | None) -> bool:
        """Whether a group found in prose is written as a name: a capital, or (after a cue) a town of some size."""
        first = self._written(self._tokens[group.first].start)
        if first.isupper() or first.isdigit():
            return True
        areas = group.names[0][1] if group.names else ()
        return town is not None and any(area.kind != "commune" or area.population >= town for area in areas)

    def _is_title_name(self, group: Group) -> bool:
        key, areas = group.names[0]
        if group.has_code:
            return True
        known = any(area.kind != "commune" or area.population >= VILLAGE for area in areas)
        return known and key not in _ALSO_WORDS and self._is_name(group, town=None)

    def _resolve_all(self, scan: Scan, flags: tuple[str, ...] = ()) -> tuple[Found[Place], ...]:
        found = []
        for group in scan.groups:
            area, own = _resolve(group)
            start, _ = self._folded.span(self._tokens[group.first].start, self._tokens[group.first].end)
            _, end = self._folded.span(self._tokens[group.last - 1].start, self._tokens[group.last - 1].end)
            text = " ".join(self._folded.original[start:end].split())[:LONGEST_FIELD]
            if area is None and not own:
                continue
            found.append(Found(_place(text, area), start, end, (*own, *flags)))
        return tuple(found)


def _resolve(group: Group) -> _Reading:
    """The area a group means, as precise as its words allow, and the reservations."""
    table = geography()
    known = table.departement_of(group.postcode) if group.postcode else table.departement(group.departement or "")
    if not group.names:
        return _from_code(group, known), ()
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


def _same_county(one: Area, two: Area) -> bool:
    return one.departement == two.departement


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


def _alone(key: str, areas: tuple[Area, ...], narrowed: bool) -> _Reading:
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


def _place(text: str, area: Area | None) -> Place:
    if area is None:
        return Place(text=text)
    town = area.kind in ("commune", "city")
    return Place(
        text=text,
        commune=area.name if town else None,
        commune_code=area.code,
        departement_code=area.departement,
        region_code=area.region,
        country=area.country,
    )


def _facts(place: Place) -> tuple[str | None, ...]:
    return place.country, place.region_code, place.departement_code, place.commune


def _repeats(place: Place, other: Place) -> bool:
    return _facts(place) == _facts(other)


def _widens(place: Place, other: Place) -> bool:
    """Whether ``place`` says only the beginning of what ``other`` says."""
    mine, theirs = _facts(place), _facts(other)
    return mine != theirs and all(one is None or one == two for one, two in zip(mine, theirs, strict=True))
