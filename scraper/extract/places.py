"""Where the job is: from the words of an ad to a commune, a département, a région, a country.

Rules, in the order they are tried:

1. A text that is *wholly* a place ("49 - Beaucouzé", "Paris / Lyon") is read as such. "Nice" is a town and "Nice to
   have" is not, because two of its words belong to no place.
2. Elsewhere a name needs a reason: a cue ("basé à", "lieu :"), its own code ("69002 Lyon", "Lille (59)"), or a part
   of a title to itself ("Community manager - Tours"). Failing these, a public employer's name ("ville de Tours");
   failing that, "à" and a town with a capital.
3. A code decides between homonyms. Alone, a name goes to the town at least ten times as populous as all its
   homonyms together, with the flag ``ambiguous``; otherwise only what the homonyms share is kept.

Flags: ``ambiguous`` (homonyms, see 3), ``homonym`` (the code names a village and a far larger town has the same name:
the mark of a wrong geocoding), ``contradiction`` (no such town under this code: the town is kept when rule 3 knows
it), ``completed`` (the name was cut: "92 - Boulogne"), ``approximate`` (an area without limits, "near"),
``unknown-town`` (the département is all the table knows), ``remote``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property

from catalog.models.collected import Place
from scraper.extract.ad_text import one_line
from scraper.extract.fold import Folded
from scraper.extract.found import Found
from scraper.extract.geography import Area, geography, key_of
from scraper.extract.place_choice import TOWN, VILLAGE, Choice, choose, spelled_short
from scraper.extract.place_scan import STREET, Group, Scan, Scanner, Token, tokens_of, words

#: An ad's text holds 5,000 characters; reading stops here, so that time does not depend on who writes.
LONGEST_TEXT, LONGEST_FIELD, LONGEST_TITLE = 12_000, 300, 160
#: Readings attempted in one text, tokens read in one, places given back.
_ATTEMPTS, _AHEAD, _PLACES = 40, 24, 30

_CUE = re.compile(
    r"(?:\b|(?=📍))(?:(?P<sure>📍|localisation|localite"
    r"|lieux?(?: (?:de|du|d')? ?(?:travail|poste|mission|stage|alternance))?|basee?s?"
    r"|situee?s?|implantee?s?|localisee?s?)"
    r"|(?:poste|bureaux?|locaux|siege(?: social)?|agence|a pourvoir|etablissement|magasin|boutique|site))(?!\w)"
)
_FILLERS = words(
    ": - a au aux en dans le la les l ' de du des d sur notre nos est sont se situe siege social bureaux locaux "
    f"agence pres proche proximite immediate coeur centre ville plein region campus {STREET}"
)
_NEAR = words("pres proche proximite")
_SWALLOWED = {"au": "le ", "du": "le ", "aux": "les ", "des": "les "}
_WEAK = re.compile(r"(?<!\w)(?:a|aux?) (?=\w)")
#: A firm's birthplace is not where it hires.
_BORN = re.compile(r"\b(?:fondee?s?|creee?s?|nee?s?|lancee?s?|imaginee?s?)(?: en \d{4})?,? $")
_PART_END = re.compile(r" - | – | — |[()|\[\]]| / ")
_COMMA = re.compile(r", ")
_ARRONDISSEMENT = re.compile(r" \d+er? Arrondissement$")
_SENTENCE = re.compile(r"\. |\.$")
#: Lines at the head of a text read as titles are; lines looked at for terms ("CDI, 35 h, Grenoble").
_HEADINGS, _LINES = 5, 100
_TERMS = re.compile(r"\b(?:CDI|CDD|[Bb]rut|K€|k€|[Tt]élétravail)\b")
#: A public employer is where its name says, unless the ad says better.
_PUBLIC_EMPLOYER = re.compile(
    r"\b(?:ville|mairie|commune|centre hospitalier|hopital|chu|universite|office (?:de|du) tourisme"
    r"|prefecture|conseil (?:departemental|regional)|communaute (?:urbaine|d'agglomeration|de communes))"
    r"(?= (?:de|du|des|d'))"
)
_CODE = re.compile(
    r"(?<!\d)(?:\d{5}|\d{2} \d{3})(?!\d)|(?<=\()(?:\d{2,3}|2[ab])(?=\))|^(?:\d{2,3}|2[ab])(?= - )", re.M
)
_CODE_AND_NAME = re.compile(
    r"(?P<before>\d{2,3} - |2[ab] - |\d{5} )(?P<name>[a-z][a-z' -]{2,40})"
    r"|(?P<first>[a-z][a-z' -]{2,40}) \(?(?P<after>\d{2,3}|2[ab]|\d{5})\)?"
)
#: Who is elsewhere when "based" speaks of others than the employer; a recruiter's one client is the employer.
_OTHERS = re.compile(
    r"\b(?:(?<!notre )(?<!un de nos )clients?|partenaires?|filiales?|influenceurs?|concurrents?|marques|equipes)\b"
    r"[^.\n]*$"
)
#: Towns whose name is first a word of the trade or a firm: never read from a segment of a title alone.
_ALSO_WORDS = words(
    "orange sens contes campagne marques mode ligne vers agency bio pages cloud media mer mars rue virginie virginia"
)


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
        self._chosen: dict[tuple[int, int, str | None, str | None], Choice] = {}

    def field(self) -> tuple[Found[Place], ...]:
        """When every word belongs to a place."""
        count = len(self._tokens)
        scan = self._scanner.scan(0, count)
        if scan.end < count:
            scan = self._one_cut_name(count)
        flags = (*(["remote"] if scan.remote else []), *(["approximate"] if scan.around else []))
        found = self._abroad(self._resolve_all(scan, flags)) or self._unknown_town()
        if not found and scan.remote and scan.end == count:
            written = self._folded.original
            return (Found(Place(text=one_line(written) or ""), 0, len(written), flags),)
        return found

    def _one_cut_name(self, count: int) -> Scan:
        """``"Levallois"``, nothing else: a name the table knows longer only."""
        key = self._scanner.key(0, count) if count <= 2 * geography().longest else ""
        areas = (geography().without_article(key) or geography().longer(key)) if len(key) > 3 else ()
        return Scan([Group(0, count, [(key, areas)])] if areas else [], 0, count, False)

    def _unknown_town(self) -> tuple[Found[Place], ...]:
        """``"Issy les Mlx (92)"``: a town written short; ``"92 - Nulle-Part"``: at least the département is said."""
        match = _CODE_AND_NAME.fullmatch(self._folded.text.strip())
        if not match:
            return ()
        code = (match["before"] or match["after"]).rstrip(" -")
        known = geography().departement_of(code) if len(code) == 5 else geography().departement(code.upper())
        if known is None:
            return ()
        end = len(self._folded.original)
        if town := spelled_short(key_of(match["name"] or match["first"]), known):
            return (Found(_place(self._folded.original.strip(), town), 0, end, ("completed",)),)
        if match["before"] and len(code) < 5:
            return (Found(_place(self._folded.original.strip(), known), 0, end, ("unknown-town",)),)
        return ()

    def prose(self) -> tuple[Found[Place], ...]:
        """Places that have a reason to be read; the weak "à Lyon" only when there is nothing better."""
        found = [*self._coded(), *self._cued(_CUE), *self._headings()]
        found = found or [*self._cued(_PUBLIC_EMPLOYER)]
        if not any(place.value.commune for place in found):
            weak = [*self._weak()]
            found = (
                [place for place in weak if any(_widens(wide.value, place.value) for wide in found)] or found or weak
            )
        kept: list[Found[Place]] = []
        for place in self._abroad(found):
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
                if groups and (places := self._resolve_all(Scan(groups, index, scan.end))):
                    yield from (place for place in places if "contradiction" not in place.flags)
                    continue
            before = index
            while before and self._tokens[before - 1].text in "(,-":
                before -= 1
            if before and (name := self._scanner.name_ending(before)):
                group = Group(name[0], index + 1, [name[1:]])
                if len(match[0]) >= 5:
                    group.postcode, group.last = match[0].replace(" ", ""), index + 1 + match[0].count(" ")
                else:
                    group.departement = match[0].upper()
                places = self._resolve_all(Scan([group], name[0], group.last))
                yield from (place for place in places if "contradiction" not in place.flags)

    def _cued(self, cue: re.Pattern[str]) -> Iterator[Found[Place]]:
        """After "basé à", "lieu :", "nos bureaux de"; after "ville de" when nothing better is said."""
        for index, match in self._tokens_after(cue):
            yield from self._after_cue(index, sure=match.groupdict().get("sure") is not None)

    def _tokens_after(self, pattern: re.Pattern[str]) -> Iterator[tuple[int, re.Match[str]]]:
        """Where to read on after each match of ``pattern`` in the folded text, up to a number of attempts."""
        index = 0
        for match, _ in zip(pattern.finditer(self._folded.text), range(_ATTEMPTS), strict=False):
            while index < len(self._tokens) and self._tokens[index].start < match.end():
                index += 1
            if not _OTHERS.search(self._folded.text[max(0, match.start() - 50) : match.start()]):
                yield index, match

    def _after_cue(self, index: int, sure: bool) -> Iterator[Found[Place]]:
        flags: tuple[str, ...] = ()
        article, passed = "", 0
        for here in range(index, min(index + 8, len(self._tokens))):
            word = self._tokens[here].text
            scan = self._scanner.scan(here, min(len(self._tokens), here + _AHEAD), article, anchored=True)
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

    def _headings(self) -> Iterator[Found[Place]]:
        """Parts of a title, of the first lines of a text, or of a line of terms, that are wholly a place."""
        start = 0
        for number, line in enumerate(self._folded.original.split("\n", _LINES)[:_LINES]):
            if number < _HEADINGS and len(line) <= LONGEST_TITLE:
                yield from self._parts(start, start + len(line), (_PART_END, _COMMA))
            elif _TERMS.search(line):
                yield from self._parts(start, start + len(line), (_SENTENCE, _PART_END, _COMMA))
            start += len(line) + 1

    def _parts(self, start: int, end: int, separators: tuple[re.Pattern[str], ...]) -> Iterator[Found[Place]]:
        """Each part between the first separators that is a place, or else its own parts between the next."""
        if not separators:
            return
        edges = [start]
        for match in separators[0].finditer(self._folded.original, start, end):
            edges += match.span()
        edges.append(end)
        for first, last in zip(edges[::2], edges[1::2], strict=True):
            inside, after = bisect_left(self._starts, first), bisect_left(self._starts, last)
            if inside == after:
                continue
            scan = self._scanner.scan(inside, after)
            named = [group for group in scan.groups if group.names]
            if scan.end == after and named and all(self._is_title_name(group) for group in named):
                yield from self._resolve_all(Scan(named, scan.start, scan.end), ("remote",) if scan.remote else ())
            else:
                yield from self._parts(first, last, separators[1:])

    @cached_property
    def _starts(self) -> list[int]:
        """Where each token begins in the text as it was."""
        return [self._folded.span(token.start, token.end)[0] for token in self._tokens]

    def _weak(self) -> Iterator[Found[Place]]:
        """``à Lyon``, ``au Mans``: a town only, and only with its capital."""
        for index, match in self._tokens_after(_WEAK):
            if index == len(self._tokens) or self._written(match.start()) == "a":
                continue
            if _BORN.search(self._folded.text[max(0, match.start() - 24) : match.start()]):
                continue
            article = _SWALLOWED.get(match[0].strip(), "")
            scan = self._scanner.scan(index, min(len(self._tokens), index + _AHEAD), article, anchored=True)
            groups = [g for g in scan.groups if g.names and g.names[0][1][0].kind in ("commune", "city", "country")]
            town = groups and groups[0].first == index and groups[0].names[0][1][0].kind != "country"
            if town and self._is_name(groups[0], town=None):
                found = self._abroad(self._resolve_all(Scan(groups, index, scan.end)))
                yield from (one for one in found if not _is_country(one.value) or one.start == found[0].start)

    def _abroad(self, found: Iterable[Found[Place]]) -> tuple[Found[Place], ...]:
        """In the order of the text; ``"Paris, Texas"``, ``"Brest (Belarus)"``: a land behind a town says whose it is.

        In a list of places ("Paris, Lyon, Suisse"; "Lille, Belgique et Suisse") the land is one more place.
        """
        each = sorted({(one.start, one.end): one for one in found}.values(), key=lambda one: one.start)
        kept: list[Found[Place]] = []
        for number, land in enumerate(each):
            town = kept[-1] if kept else None
            if town and self._belongs(town, land) and not self._in_list(each, number):
                start, end = self._balanced(town.start, land.end)
                kept[-1] = Found(
                    Place(text=self._text(start, end), country=land.value.country), start, end, land.flags
                )
            else:
                kept.append(land)
        return tuple(kept)

    def _belongs(self, town: Found[Place], land: Found[Place]) -> bool:
        doubtful = town.value.commune or "ambiguous" in town.flags
        french = town.value.country in (None, "FR") and not any(map(str.isdigit, town.value.text))
        foreign = _is_country(land.value) and land.value.country != "FR"
        return bool(doubtful and french and foreign) and self._between(town, land) in (",", "(")

    def _in_list(self, each: list[Found[Place]], number: int) -> bool:
        before = number > 1 and self._between(each[number - 2], each[number - 1]) in (",", "/", "et")
        after = number + 1 < len(each) and self._between(each[number], each[number + 1]) in (",", "/", "et", "ou")
        return before or (after and each[number + 1].value.country != each[number].value.country)

    def _between(self, one: Found[Place], two: Found[Place]) -> str:
        return self._folded.original[one.end : two.start][:9].strip()

    def _text(self, start: int, end: int) -> str:
        return " ".join(self._folded.original[start:end].split())[:LONGEST_FIELD]

    def _balanced(self, start: int, end: int) -> tuple[int, int]:
        """The span with the bracket just outside it when its pair is inside."""
        text, inside = self._folded.original, self._folded.original[start:end]
        for opening, closing in ("()", "[]"):
            if inside.count(opening) > inside.count(closing):
                close = text.find(closing, end, end + 20)
                if close >= 0 and not text[end:close].strip(" ,"):
                    end = close + 1
            elif inside.count(opening) < inside.count(closing) and text[:start].endswith(opening):
                start -= 1
        return start, end

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
            what = (group.first, group.last, group.postcode, group.departement)
            if what not in self._chosen:  # the same words may be reached from two cues
                self._chosen[what] = choose(group)
            area, own = self._chosen[what]
            if area is None and not own:
                continue
            start, _ = self._folded.span(self._tokens[group.first].start, self._tokens[group.first].end)
            _, end = self._folded.span(self._tokens[group.last - 1].start, self._tokens[group.last - 1].end)
            start, end = self._balanced(start, end)
            found.append(Found(_place(self._text(start, end), area), start, end, (*own, *flags)))
        return tuple(found)


def _place(text: str, area: Area | None) -> Place:
    """An arrondissement has its own code and the name of its commune."""
    if area is None:
        return Place(text=text)
    town = area.kind in ("commune", "city")
    return Place(
        text=text,
        commune=_ARRONDISSEMENT.sub("", area.name) if town else None,
        commune_code=area.code,
        departement_code=area.departement,
        region_code=area.region,
        country=area.country,
    )


def _is_country(place: Place) -> bool:
    return place.country is not None and place.region_code is None and place.commune is None


def _facts(place: Place) -> tuple[str | None, ...]:
    return place.country, place.region_code, place.departement_code, place.commune, place.commune_code


def _repeats(place: Place, other: Place) -> bool:
    return _facts(place) == _facts(other)


def _widens(place: Place, other: Place) -> bool:
    """Whether ``place`` says only the beginning of what ``other`` says."""
    mine, theirs = _facts(place), _facts(other)
    return mine != theirs and all(one is None or one == two for one, two in zip(mine, theirs, strict=True))
