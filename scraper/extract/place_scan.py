"""From words to the pieces of an address: names, postal codes, département numbers, grouped place by place.

Nothing is decided here: a name keeps every area it may stand for, ``places.py`` chooses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from scraper.extract.fold import Folded
from scraper.extract.geography import ARTICLES, Area, Geography, geography, key_of, spell


def words(text: str) -> frozenset[str]:
    """A set of words, written as a line."""
    return frozenset(text.split())


#: A word, a sign that may part two places, or a run of other signs.
_TOKEN = re.compile(r"[^\W_]+|[-,;:|/()\[\].&+•·'%\n]|[^\w\s\-,;:|/()\[\].&+•·'%]+")
_ORDINAL = re.compile(r"(\d{1,2})(?:e|er|eme|ere|nd)")
_ROMAN = re.compile(r"(x?(?:ix|iv|v?i{0,3}))(?:e|er|eme)")
_ROMANS = {"i": 1, "v": 5, "x": 10}
_NUMBER = re.compile(r"\d{1,3}|2[ab]")
#: What may stand between two words of one name ("Saint-Denis", "L’Union", "s/ Saône", "St. Denis").
_INSIDE = frozenset("-'./")
SEPARATORS = frozenset("-,;:|/()[].&+•·\n'")
_NEW_PLACE = frozenset((";", "|", "/", "\n", "ou", "et", "&", "+"))
_NOISE = words(
    "region departement commune ville secteur lieu poste base basee en a au aux de du d des la le les l et ou sur "
    "dans arrondissement arr centre ses proches f fr b ch nord sud est ouest possible partiel partielle occasionnel"
)
_AROUND = words("peripherie alentours environs agglomeration metropole proche pres proximite banlieue")
_REMOTE = words("hybride teletravail remote distanciel homeoffice teletravaillable")
_BEFORE_REMOTE = words("full 100 % total complet")
#: A foreign postal code, only ever read beside a foreign name.
_FOREIGN_CODE = re.compile(r"\d{4}|[a-z]\d[a-z]|\d[a-z]\d")


_MONTH = "(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)"
#: "Mars" and "Mai" are communes, "1er" and "16" arrondissements: not in a date.
_DATE = re.compile(
    rf"(?<![\w-])(?:(?:1er|0?[1-9]|[12]\d|3[01]) {_MONTH}(?: \d{{4}})?"
    rf"|(?:{_MONTH}(?: ?[-/] ?| (?:a|et|ou) ))?{_MONTH} \d{{4}}|(?:en|debut|fin|mi|des|depuis)[ -]{_MONTH})(?![\w-])"
)
_LINK = r"(?:(?:de la|de|du|des|la|le|les) |(?:de l|d|l)')"
#: The type of a street, its links, the first word of its name. "En cours", "sur place" are no streets.
_STREET = re.compile(
    rf"(?<![\w'-])(?<!en )(?<!au )(?<!sur )(?P<number>\d{{1,4}}(?: ?(?:bis|ter|quater|[a-d]))?,? )?"
    rf"(?P<type>rue|avenue|av\.?|boulevard|bd|impasse|allees?|quai|chemin|place|cours|route|square|faubourg)"
    rf" (?P<link>{_LINK}{{0,2}})(?P<word>(?:\d{{1,2}} )?[^\W\d_]+)"
)
#: What may go on with the name of a street, word by word; the comma after it belongs to it.
_STREET_GOES_ON = re.compile(rf"(?:[-']| (?:et )?{_LINK}{{0,2}}|\. )(?P<word>[^\W\d_]+)")
_STREET_YEAR = re.compile(r"(?: \d{4}(?!\d))?(?: ?,)?")
_ALSO_COMMON = words("place cours route chemin square")
_STREET_WORDS = 8
#: What a hidden stretch is read as: signs the scan passes over.
STREET, DATE = "\u2302", "\u231a"


class Token(NamedTuple):
    text: str
    start: int
    end: int


def tokens_of(folded: Folded) -> list[Token]:
    """Words and signs of the folded text, with their places in it; a street or a date is one token."""
    tokens: list[Token] = []
    at = 0
    for sign, start, end in (*_hidden(folded), ("", len(folded.text), len(folded.text))):
        tokens += (Token(m[0], m.start(), m.end()) for m in _TOKEN.finditer(folded.text, at, start))
        if sign:
            tokens.append(Token(sign, start, end))
        at = end
    return tokens


def _hidden(folded: Folded) -> list[tuple[str, int, int]]:
    """Stretches whose words name no place: "rue de Nantes", "1er avril 2026". None overlaps another."""
    found = [(STREET, match.start(), _street_end(match, folded)) for match in _STREET.finditer(folded.text)]
    found += [(DATE, *match.span()) for match in _DATE.finditer(folded.text)]
    kept: list[tuple[str, int, int]] = []
    for sign, start, end in sorted(found, key=lambda one: one[1]):
        if start < end and (not kept or start >= kept[-1][2]):
            kept.append((sign, start, end))
    return kept


def _street_end(match: re.Match[str], folded: Folded) -> int:
    """Where a street ends: at a sign, a code, or a word without a capital; its start when it is no street."""
    named = _capital(match.start("word"), folded)
    sure = match["number"] or (match["link"] and match["type"] not in _ALSO_COMMON)
    if not (named or sure) or geography().named(key_of(match[0])):  # "Cours de Pile" is a commune
        return match.start()
    end = match.end()
    for _ in range(_STREET_WORDS):
        more = _STREET_GOES_ON.match(folded.text, end)
        if not more or not (_capital(more.start("word"), folded) or more[0][0] in "-'"):
            break
        end = more.end()
    rest = _STREET_YEAR.match(folded.text, end)
    return rest.end() if rest else end


def _capital(at: int, folded: Folded) -> bool:
    start, _ = folded.span(at, at + 1)
    return folded.original[start].isupper() or folded.original[start].isdigit()


@dataclass
class Group:
    """The pieces that speak of one place; ``first`` and ``last`` are token numbers, ``last`` excluded."""

    first: int
    last: int
    names: list[tuple[str, tuple[Area, ...]]] = field(default_factory=list)
    postcode: str | None = None
    departement: str | None = None
    district: int | None = None

    @property
    def has_code(self) -> bool:
        return self.postcode is not None or self.departement is not None


@dataclass
class Scan:
    """Groups read from ``start`` up to ``end``, the first token that belongs to no place."""

    groups: list[Group]
    start: int
    end: int
    remote: bool = False
    around: bool = False


class Scanner:
    """Reads one tokenised text against the table."""

    def __init__(self, tokens: list[Token], table: Geography) -> None:
        self._tokens = tokens
        self._table = table

    def scan(self, start: int, stop: int, article: str = "", anchored: bool = False) -> Scan:
        """Read pieces while they come.

        ``article`` was swallowed just before ("au" Havre: ``"le "``). ``anchored``: a place begins here or none does.
        """
        result = Scan([], start, start)
        index, fresh = start, True
        while index < stop:
            token = self._tokens[index].text
            group = result.groups[-1] if result.groups else None
            after = (
                self._number(index, stop, result, fresh)
                or self._name(index, stop, result, fresh, article)
                or self._district_of(index, stop, result)
            )
            article = ""
            if after:
                index, fresh = after, False
            elif group and (after := self._district(index, stop, group)):
                index = after
            elif token in _REMOTE or (token in _BEFORE_REMOTE and self._remote_follows(index, stop)):
                result.remote, index = result.remote or token in _REMOTE, index + 1
            elif token == "cedex":
                index += 2 if index + 1 < stop and _NUMBER.fullmatch(self._tokens[index + 1].text) else 1
            elif token in _AROUND:
                result.around, index = True, index + 1
            elif token[0] > "\u2100" or token in SEPARATORS or token in _NOISE or _FOREIGN_CODE.fullmatch(token):
                fresh = fresh or token in _NEW_PLACE
                index += 1
            else:
                break
            result.end = index
            if anchored and not result.groups:
                break
        return result

    def key(self, start: int, stop: int) -> str:
        """The words from ``start`` to ``stop`` as a key of the table; ``""`` when a sign parts them."""
        return next((key for end, key in self._keys_from(start, stop) if end == stop), "")

    def name_ending(self, stop: int) -> tuple[int, str, tuple[Area, ...]] | None:
        """The longest known name whose last word is just before ``stop``: where it begins, its key, its areas."""
        for start in range(max(0, stop - 2 * self._table.longest), stop):
            key = self.key(start, stop)
            if key and (areas := self._table.named(key) or self._table.without_article(key)):
                return start, key, areas
        return None

    def _name(self, index: int, stop: int, result: Scan, fresh: bool, article: str) -> int | None:
        """The longest name that begins here."""
        word = self._tokens[index].text
        if not (word == "s" or article or self._table.may_begin(spell(word))):
            return None
        group = result.groups[-1] if result.groups else None
        coded = group is not None and group.has_code
        for end, key in reversed(self._keys_from(index, stop)):
            if key in _NOISE and not coded and not self._is_north(index):
                continue
            areas = (article and self._table.named(article + key)) or self._table.named(key)
            if turned := self._article_after(end, stop):
                areas = self._table.named(f"{turned} {key}") or areas
            if not areas and coded and group and not group.names:
                areas = self._table.without_article(key) or self._table.longer(key)
            if areas and (len(key) > 2 or coded or areas[0].kind == "country"):
                end += 3 if turned else 0
                self._add_name(result, index, end, key, areas, fresh)
                return end
        return None

    def _keys_from(self, start: int, stop: int) -> list[tuple[int, str]]:
        """The keys of one, two, three… words from ``start``, each with where it ends."""
        keys: list[tuple[int, str]] = []
        key = ""
        for index in range(start, min(stop, start + 2 * self._table.longest)):
            text = self._tokens[index].text
            if text[0].isalnum():
                word = "sur" if text == "s" and self._text_at(index + 1) == "/" else spell(text)
                key = f"{key} {word}" if key else word
                keys.append((index + 1, key))
            elif text not in _INSIDE:
                break
        return keys

    def _text_at(self, index: int) -> str:
        return self._tokens[index].text if 0 <= index < len(self._tokens) else ""

    def _is_north(self, index: int) -> bool:
        """The département, "Lille, Nord", and not a quarter, "Lille Nord"."""
        before = self._tokens[index - 1].text if index else "-"
        return self._tokens[index].text == "nord" and (before == "du" or not before[0].isalnum())

    def _article_after(self, end: int, stop: int) -> str | None:
        """``"Havre (Le)"``: the article put behind."""
        if end + 2 < stop and self._tokens[end].text == "(" and self._tokens[end + 2].text == ")":
            word = self._tokens[end + 1].text
            return word if word + " " in ARTICLES else None
        return None

    def _add_name(self, result: Scan, index: int, end: int, key: str, areas: tuple[Area, ...], fresh: bool) -> None:
        group = result.groups[-1] if result.groups else None
        if group is None or (group.names and not _same_place(group, areas, fresh)):
            group = Group(index, end)
            result.groups.append(group)
        group.names.append((key, areas))
        group.last = end

    def _number(self, index: int, stop: int, result: Scan, fresh: bool) -> int | None:
        """A French postal code or the number of a département."""
        token = self._tokens[index]
        end, code = index + 1, token.text
        if len(code) == 2 and code.isdigit() and end < stop:
            rest = self._tokens[end]
            if len(rest.text) == 3 and rest.text.isdigit() and rest.start - token.end == 1:
                code, end = code + rest.text, end + 1
        group = result.groups[-1] if result.groups else None
        if len(code) == 5 and code.isdigit() and (departement := self._table.departement_of(code)):
            if group is None or group.postcode or not self._fits(group, departement, end, stop):
                group = Group(index, end)
                result.groups.append(group)
            group.postcode, group.last = code, end
            return end
        if not _NUMBER.fullmatch(code) or not (found := self._table.departement(code.upper())):
            return None
        beside = group is not None and group.last == index and self._is_divided(group)
        if beside and int("0" + "".join(filter(str.isdigit, code))) <= 20:
            return None  # "Paris 08", "Lyon 3": an arrondissement
        if group is None or group.departement or fresh or not self._fits(group, found, end, stop):
            group = Group(index, end)
            result.groups.append(group)
        group.departement, group.last = found.departement, end
        return end

    def _fits(self, group: Group, departement: Area, end: int, stop: int) -> bool:
        """Whether a code goes with the name before it rather than with the one after it."""
        if not group.names or any(_compatible(departement, area) for area in group.names[-1][1]):
            return True
        ahead = Scan([], end, end)
        while end < stop and self._tokens[end].text in SEPARATORS:
            end += 1
        if end >= stop or not self._name(end, stop, ahead, True, ""):
            return True
        return not any(_compatible(departement, area) for area in ahead.groups[0].names[0][1])

    def _district(self, index: int, stop: int, group: Group) -> int | None:
        """``16e``, ``1er``, ``Xe``, ``08`` after Paris, Lyon or Marseille."""
        if not self._is_divided(group) or group.district:
            return None
        text = self._tokens[index].text
        if (match := _ORDINAL.fullmatch(text)) or (text.isdigit() and len(text) <= 2 and group.last == index):
            number = int(match[1] if match else text)
        elif (match := _ROMAN.fullmatch(text)) and match[1]:
            number = _roman(match[1])
        else:
            return None
        if not 1 <= number <= 20:
            return None
        group.district, group.last = number, index + 1
        return index + 1

    def _district_of(self, index: int, stop: int, result: Scan) -> int | None:
        """``10e arrondissement de Paris``."""
        match = _ORDINAL.fullmatch(self._tokens[index].text)
        if not match or self._text_at(index + 1) != "arrondissement" or index + 3 >= stop:
            return None
        ahead = Scan([], index, index)
        after = self._name(index + 3, stop, ahead, True, "")
        if after is None or not self._is_divided(ahead.groups[0]):
            return None
        group = ahead.groups[0]
        group.first, group.district = index, int(match[1])
        result.groups.append(group)
        return after

    def _is_divided(self, group: Group) -> bool:
        return any(self._table.arrondissement(area, 1) for _, areas in group.names for area in areas)

    def _remote_follows(self, index: int, stop: int) -> bool:
        return any(token.text in _REMOTE for token in self._tokens[index + 1 : min(stop, index + 3)])


def _same_place(group: Group, areas: tuple[Area, ...], fresh: bool) -> bool:
    """Whether a further name is another level of the same place ("Lyon, Rhône") and not another place."""
    mine = [area for _, known in group.names for area in known]
    if fresh and any(area.kind in ("commune", "city") for area in mine):
        wide = [area for area in areas if area.kind not in ("commune", "city")]
        return any(_compatible(one, two) for one in mine for two in wide)
    return any(_compatible(one, two) for one in mine for two in areas)


def _compatible(one: Area, two: Area) -> bool:
    return one.covers(two) or two.covers(one)


def compatible_with_all(areas: Iterable[Area], others: Iterable[Iterable[Area]]) -> tuple[Area, ...]:
    """Those of ``areas`` that may be the same place as one of each of ``others``."""
    rest = [tuple(other) for other in others]
    return tuple(area for area in areas if all(any(_compatible(area, o) for o in other) for other in rest))


def _roman(text: str) -> int:
    values = [_ROMANS[letter] for letter in text]
    return sum(-v if any(v < w for w in values[i + 1 :]) else v for i, v in enumerate(values))
