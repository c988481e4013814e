"""What an ad asks of a skill: required, an asset, or expressly not asked.

Words around a name say it: before ("maîtrise de", "idéalement", "sans"), after ("exigé", "serait un plus", "n’est pas
requis"), or in the heading of the list it stands in ("Les plus :"). Where no word says it, nothing is concluded.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from scraper.extract.phrases import Phrases
from scraper.extract.variants import forms, plain

Requirement = Literal["required", "optional"]


def _list(text: str) -> tuple[str, ...]:
    return tuple(" ".join(name.split()) for name in text.split(","))


_REQUIRED_BEFORE = _list("""
    maîtrise, maîtriser, vous devez, tu dois, il faut, parlez couramment, parles couramment, parler couramment,
    impérativement, obligatoirement, must have, les indispensables, exigences techniques,
    nous demandons, on demande, nous exigeons, nous attendons de vous
""")
_REQUIRED_AFTER = _list("""
    exigé, requis, indispensable, obligatoire, impératif, nécessaire, primordial, impérativement, essentiel,
    incontournable, must have, demandées, est demandé, sont demandés, est attendu, sont attendus, est imposé,
    un prérequis, un pré-requis, obligatoirement, a must, required, mandatory
""")
#: These say so of a list they head, of nothing else: "s’adapter aux exigences du client".
_REQUIRED_HEADING = _list("""
    exigences, ce que nous demandons, prérequis, pré-requis, requirements
""")
_OPTIONAL_BEFORE = _list("""
    idéalement, de préférence, si possible, dans l’idéal, l’idéal, éventuellement, les plus, vos plus, tes plus,
    les +, le +, le petit plus, les petits plus, nice to have, en bonus, les atouts, atout, bonus, préférablement,
    ce qui fera la différence
""")
#: Elsewhere "le plus" is a superlative.
_OPTIONAL_HEADING = ("le plus",)
_OPTIONAL_AFTER = _list("""
    un plus, un +, un vrai plus, un réel plus, un gros plus, un petit plus, des plus, un atout, un véritable atout,
    un réel atout, un sérieux atout, un atout supplémentaire, des atouts, un avantage, un bonus, en bonus, apprécié,
    souhaité, souhaitable, bienvenu, valorisé, facultatif, optionnel, serait idéal, serait top, tant mieux,
    encore mieux, préférable, une valeur ajoutée, idéalement, de préférence, si possible, nice to have,
    pas obligatoire mais, sera regardé avec intérêt, considered an asset, is a plus, an asset,
    mais pas nécessaire, mais pas indispensable, mais pas obligatoire, serait bien, pas une obligation,
    preferred, desirable
""")
_REFUSED_BEFORE = _list("""
    pas besoin, nul besoin, aucun besoin, inutile, sans, aucun, aucune, ni, peu importe, pas nécessaire de,
    pas indispensable de, pas obligé de, ne demandons pas, n’exigeons pas, n’attendons pas, ne cherchons pas,
    ne recherchons pas, n’est pas un, n’est pas une, pas de, pas d’, n’utilisons pas
""")
_REFUSED_AFTER = ("not needed",)
#: These say something only once refused: "n’est pas un critère", "non demandée".
_REFUSABLE = _list("""
    demandé, attendu, imposé, critère, un critère, must, un must
""")
#: Phrases that hold one of the words above and say nothing of the kind.
_NEUTRAL = _list("""
    sans oublier, sans faute, sans fautes, sans cesse, sans relâche, sans compter, sans hésiter, sans parler de,
    sans parler du, sans parler des, sans parler d’, sans mentionner, sans citer, sans aucun doute,
    sans doute, non sans, sans limite, sans filtre, ni plus ni moins, sans attendre, aucun doute, aucun frais,
    un plus grand, un plus large, le plus possible, sans frontières, maîtrise d’œuvre, maîtrise d’ouvrage, de plus,
    sans diplôme, sans expérience, si nécessaire, nécessaire à, nécessaires à, sans pression, sans stress,
    n’hésitez pas, manquez pas de, manques pas de, manque pas de, pas de secret, les plus grands, les plus grandes,
    les plus belles, les plus beaux, les plus récents, les plus récentes, les plus pertinents, les plus pertinentes,
    les plus influents, les plus performants, les plus performantes, des plus grands, des plus grandes,
    les plus adaptés, les plus adaptées, sans prise de tête, les plus engageants, de plus en plus
""")

(
    _REQ_BEFORE,
    _REQ_AFTER,
    _OPT_BEFORE,
    _OPT_AFTER,
    _NO_BEFORE,
    _NO_AFTER,
    _NOTHING,
    _BOTH_OPT,
    _BOTH_REQ,
    _REQ_HEADING,
    _OPT_HEADING,
    _BOTH_NO,
    _IF_REFUSED,
) = range(13)
_BEFORE = {_REQ_BEFORE, _OPT_BEFORE, _NO_BEFORE, _BOTH_OPT, _BOTH_REQ, _BOTH_NO}
_AFTER = {_REQ_AFTER, _OPT_AFTER, _NO_AFTER, _BOTH_OPT, _BOTH_REQ, _BOTH_NO}
_HEADINGS = {_REQ_HEADING, _OPT_HEADING}
# What a negator makes of a cue.
_REFUSED = {_REQ_BEFORE: _NO_BEFORE, _REQ_AFTER: _NO_AFTER, _BOTH_REQ: _BOTH_NO, _IF_REFUSED: _NO_AFTER}
_MEANING: dict[int, tuple[Requirement | None, bool]] = {
    _REQ_BEFORE: ("required", False),
    _REQ_AFTER: ("required", False),
    _BOTH_REQ: ("required", False),
    _REQ_HEADING: ("required", False),
    _OPT_BEFORE: ("optional", False),
    _OPT_AFTER: ("optional", False),
    _BOTH_OPT: ("optional", False),
    _NO_BEFORE: (None, True),
    _NO_AFTER: (None, True),
    _BOTH_NO: (None, True),
    _OPT_HEADING: ("optional", False),
}
# Of two cues about one skill the strongest counts: "pas obligatoire mais apprécié", "aucune maîtrise requise".
_STRENGTH = {("required", False): 1, (None, True): 2, ("optional", False): 3}


def _cue_phrases() -> list[tuple[str, int]]:
    kinds = [
        (_NEUTRAL, _NOTHING),
        (_REFUSED_AFTER, _NO_AFTER),
        (_REFUSED_BEFORE, _NO_BEFORE),
        (tuple(name for name in _OPTIONAL_AFTER if name in _OPTIONAL_BEFORE), _BOTH_OPT),
        (tuple(name for name in _REQUIRED_AFTER if name in _REQUIRED_BEFORE), _BOTH_REQ),
        (_OPTIONAL_AFTER, _OPT_AFTER),
        (_OPTIONAL_BEFORE, _OPT_BEFORE),
        (_REQUIRED_AFTER, _REQ_AFTER),
        (_REQUIRED_BEFORE, _REQ_BEFORE),
        (_REQUIRED_HEADING, _REQ_HEADING),
        (_OPTIONAL_HEADING, _OPT_HEADING),
        (_REFUSABLE, _IF_REFUSED),
    ]
    pairs: list[tuple[str, int]] = []
    for names, kind in kinds:
        for name in names:
            pairs.append((plain(name), kind))
            if kind == _REQ_BEFORE:
                pairs += [(form, kind) for form in sorted(forms(name))]
            elif kind not in (_NOTHING, _NO_BEFORE, _OPT_HEADING) and not name.startswith(("un ", "une ")):
                pairs += [(form, kind) for form in sorted(forms(name, verbs=False, genders=True))]
    return pairs


_CUES = Phrases(_cue_phrases())
_BREAK = re.compile(r"[\n.;!?•]")
# A new subject begins a new statement.
_NEW_SUBJECT = re.compile(r",\s+(?:et\s+)?(?:vous|tu|nous|il|elle|on|ils|elles)\s")
# What may stand between two items of one enumeration.
_LINK = re.compile(
    r"[\s,/&+()'\":·-]*(?:\b(?:et|ou|de|d|du|des|la|le|les|l|en|ainsi|que|qu|comme|voire|notamment|surtout|type|tels?"
    r"|telles?|logiciels?|outils?|reseaux?|suite|pack|un|une|bases?|notions?|sur|dont|a|au|aux|son|sa|ses|par|exemple)\b"
    r"[\s,/&+()'\":·-]*)*"
)
_CONJUNCTION = re.compile(r"\b(?:et|ou|voire|ainsi)\b|[&/+]")
# "Si tu connais HubSpot, c’est un plus": the statement resumes after the comma.
_RESUMED = re.compile(
    r",\s*(?:c'est|ce serait|ce sera|cela|ca|est|serait|sera|seraient|sont|mais|encore|tant)\b[^,]*$"
)
# "Pas de CV sans Photoshop": the second refusal speaks of the name, not the first.
_STOP = re.compile(r"[,:;(]|\bsans\b")
# A negator, then nothing but what may part it from the word it denies. Alone, "plus" and "point" deny nothing; and
# "pas seulement requis" is required.
_GAP = r"[\s*_\"'-]+"
_DENIAL = (
    r"n(?:e\s|')(?:\w+\s){1,2}(?:plus|point|guere)|n'a\w+ pas a|pas|jamais|non|nullement|aucunement|en rien|ni|not"
    r"|isn't|en aucun cas|no longer|sans etre"
)
_BETWEEN = (
    r"du tout|non plus|pour autant|en soi|a priori|une?|des|ici|encore|toujours|tres|si|trop|etre|considere\w*|comme"
    r"|(?!seulement|uniquement|simplement)\w+ment"
)
_NEGATOR = re.compile(rf"(?<!\w)(?:{_DENIAL}){_GAP}(?:(?:{_BETWEEN}){_GAP}){{0,3}}$")
# "N’est pas qu’un plus", "n’est pas seulement apprécié": it is more than that.
_MORE_THAN = re.compile(r"\b(?:pas|non)\s(?:qu'|que\s|seulement\s|uniquement\s|simplement\s)$")
# What is not one of these is an obligation; what is not "apprécié" is not asked.
_EXTRA = re.compile(r"une?\s.*|(?:facultati|optionnel).*")
# "Vous ne maîtrisez pas Photoshop ?"
_NE = re.compile(r"\bn(?:e\s|')$")
_PAS = re.compile(
    r"\s(?:pas|plus|jamais|point|guere|nullement|aucunement)\b(?!\s(?:qu|seulement|uniquement|simplement))"
)
# Two refusals ask for the skill: "sans anglais s’abstenir", "pas de CV sans Photoshop".
_TURNED_AWAY = re.compile(
    r"s'abstenir|\babste(?:nez|nir)\b|passe[rz]? (?:votre|ton) chemin"
    r"|(?:inutile|pas la peine) de (?:postuler|candidater)|\bne (?:pas postuler|postulez? pas)"
    r"|redhibitoire|eliminatoire"
)
_NOTHING_WITHOUT = re.compile(
    r"(?:\b(?:aucune?|nulle?|impossible|inutile|pas (?:de|etre))|\bpas d'"
    r"|\b(?:sera|seront|peu[tx]|pouvez|pouvons|pourr\w+) pas)"
    r"\b[^,;:(]*$"
)
# An adverb between a comma and a word.
_OPENS_CLAUSE = re.compile(r",\s(?:idealement|de preference|si possible)\s\w")
_BULLET = re.compile(r"\s*[-*•>·–✓✔▪◦]")
# In characters: between two items of an enumeration, between a cue and what it speaks of.
_LONGEST_LINK = 40
_LONGEST_REACH = 70
_SHORT_REACH = 30
# Between a cue and what denies it.
_DENIAL_REACH = 60
# A cue at the head of a clause or of a list speaks of no more than this.
_LONGEST_SCOPE = 400
_LONGEST_LIST = 2000
_MOST_ITEMS = 20


@dataclass(frozen=True)
class Asked:
    requirement: Requirement | None = None
    negated: bool = False


_UNSAID = Asked()


def read_requirements(folded: str, padded: str, spans: Sequence[tuple[int, int]]) -> list[Asked]:
    """What is asked of each of ``spans``, skills in order in ``folded``; ``padded`` its words."""
    asked = [_UNSAID] * len(spans)
    cues = [cue for cue in _CUES.find(padded) if cue[2] != _NOTHING]
    if not cues or not spans:
        return asked
    sentences = _sentence_ends(folded)
    subjects = [found.start() for found in _NEW_SUBJECT.finditer(folded)]
    starts = [start for start, _ in spans]
    ends = [end for _, end in spans]
    refused = -1
    for start, end, said in cues:
        sentence = _last_up_to(sentences, start)
        low = max(sentence, _last_up_to(subjects, start))
        line = _next_after(sentences, start, len(folded))
        kind, start, end = _denied(folded, (low, line), start, end, said)
        if kind == _IF_REFUSED:
            continue
        near = kind in (_NO_BEFORE, _BOTH_NO)
        if kind == _NO_BEFORE and _refused_twice(folded, (sentence, line), start, end):
            kind = _REQ_BEFORE
        # "Idéalement, vous…": the subject that follows the cue at once does not close its clause.
        high = min(line, _next_after(subjects, end + 1, len(folded)))
        chosen = range(0)
        if said == _REQ_BEFORE and (within := bisect_right(starts, start) - 1) >= 0 and ends[within] >= end:
            _mark(asked, range(within, within + 1), kind)  # "maîtrise du français" is itself a name
        # "A, idéalement avec B" says nothing of A; "A, idéalement." does.
        opens = kind == _BOTH_OPT and _OPENS_CLAUSE.match(folded, max(0, start - 2)) is not None
        if kind in _AFTER and not opens:
            chosen = _before_cue(folded, spans, range(bisect_left(starts, low), bisect_right(ends, start)), start)
        announces = kind in _BEFORE and not (kind == _REQ_BEFORE and folded[end : end + 1] == ",")
        announces |= kind in _HEADINGS and folded[end : end + 3].lstrip().startswith(":")
        # "Compétences appréciées : …", but not "aucun diplôme n’est exigé : …"
        announces |= kind in _AFTER and refused < low and folded[end : end + 3].lstrip().startswith(":")
        if not chosen and announces:
            after = range(bisect_left(starts, end), bisect_left(starts, min(high, end + _LONGEST_SCOPE)))
            chosen = _after_cue(folded, spans, after, end, near=near)
        if not chosen and not near and not opens and _is_heading(folded, low, end, line):
            chosen = _listed(folded, starts, line)
        if near:
            refused = start
        _mark(asked, chosen, kind)
    return asked


def _denied(folded: str, clause: tuple[int, int], start: int, end: int, kind: int) -> tuple[int, int, int]:
    """What a cue means, from where to where, once the negator around it is read."""
    low, high = clause
    before = folded[max(low, start - _DENIAL_REACH) : start]
    if kind == _OPT_AFTER and _MORE_THAN.search(before):
        return _REQ_AFTER, start, end
    if kind == _REQ_BEFORE and _NE.search(before) and (pas := _PAS.match(folded, end, high)):
        return _NO_BEFORE, start, pas.end()
    if kind not in _REFUSED and kind != _OPT_AFTER:
        return kind, start, end
    negator = _NEGATOR.search(before)
    if negator is None:
        return kind, start, end
    if kind == _OPT_AFTER:
        kind = _REQ_AFTER if _EXTRA.fullmatch(folded, start, end) else _NO_AFTER
    else:
        kind = _REFUSED[kind]
    return kind, start - len(before) + negator.start(), end


def _refused_twice(folded: str, sentence: tuple[int, int], start: int, end: int) -> bool:
    low, high = sentence
    if _TURNED_AWAY.search(folded, end, min(high, end + _LONGEST_REACH)):
        return True
    return folded.startswith("sans", start) and (
        _NOTHING_WITHOUT.search(folded[max(low, start - _DENIAL_REACH) : start]) is not None
    )


def _sentence_ends(folded: str) -> list[int]:
    """Line feeds, and marks that a space follows: "3.5" and "www.ville.fr" are not cut."""
    ends = [found.end() for found in _BREAK.finditer(folded)]
    return [end for end in ends if folded[end - 1] == "\n" or not folded[end : end + 1].strip()]


def _last_up_to(marks: list[int], where: int) -> int:
    index = bisect_right(marks, where)
    return marks[index - 1] if index else 0


def _next_after(marks: list[int], where: int, otherwise: int) -> int:
    index = bisect_right(marks, where)
    return marks[index] if index < len(marks) else otherwise


def _mark(asked: list[Asked], chosen: range, kind: int) -> None:
    meaning = _MEANING[kind]
    for index in chosen:
        known = (asked[index].requirement, asked[index].negated)
        if known == (None, False) or _STRENGTH[meaning] > _STRENGTH[known]:
            asked[index] = Asked(*meaning)


def _linked(folded: str, low: int, high: int) -> bool:
    return high - low <= _LONGEST_LINK and _LINK.fullmatch(folded, low, high) is not None


def _before_cue(folded: str, spans: Sequence[tuple[int, int]], before: range, cue: int) -> range:
    """The skills a cue that follows speaks of: the last one, and those of the same enumeration."""
    if not before:
        return range(0)
    last = before[-1]
    gap = folded[spans[last][1] : cue]
    if len(gap) > _LONGEST_REACH or not _speaks_of(gap):
        return range(0)
    first = last
    # "La maîtrise de A, B et C serait un plus", "les outils (A, B) demandés"; but "je connais A, B serait un plus".
    joined = gap.lstrip().startswith(")") or (
        last > before[0] and _CONJUNCTION.search(folded, spans[last - 1][1], spans[last][0]) is not None
    )
    while first > before[0] and last - first < _MOST_ITEMS and _linked(folded, spans[first - 1][1], spans[first][0]):
        if "," in folded[spans[first - 1][1] : spans[first][0]] and not joined:
            break
        first -= 1
    return range(first, last + 1)


def _speaks_of(gap: str) -> bool:
    """Whether the words between a name and a cue leave the cue about that name, not about a noun in between."""
    said = gap.strip()
    if "(" in said.removesuffix("("):
        return False
    return "," not in said or len(said) <= _SHORT_REACH // 2 or _RESUMED.search(said) is not None


def _after_cue(folded: str, spans: Sequence[tuple[int, int]], after: range, cue: int, *, near: bool) -> range:
    """The skills a cue that comes before speaks of: all those of its clause, or one enumeration when ``near``."""
    if not after:
        return range(0)
    gap = folded[cue : spans[after[0]][0]]
    if len(gap) > (_SHORT_REACH if near else _LONGEST_REACH):
        return range(0)
    if not near:
        return after
    if _STOP.search(gap):
        return range(0)
    last = after[0]
    while last < after[-1] and _linked(folded, spans[last][1], spans[last + 1][0]):
        last += 1
    return range(after[0], last + 1)


def _is_heading(folded: str, low: int, cue_end: int, line_end: int) -> bool:
    """Whether a cue stands in a short line that ends with a colon, or that a list with bullets follows."""
    if folded[line_end - 1 : line_end] != "\n" or line_end - low > _LONGEST_REACH:
        return False
    rest = folded[cue_end:line_end].rstrip()
    if rest.endswith(":"):
        return True
    in_a_list = _BULLET.match(folded, low) is not None
    return not in_a_list and len(rest) <= _SHORT_REACH and _BULLET.match(folded, line_end) is not None


def _listed(folded: str, starts: list[int], low: int) -> range:
    """The skills in the lines under a heading, up to an empty line or the next heading."""
    high = low
    while high < min(len(folded), low + _LONGEST_LIST):
        end = folded.find("\n", high)
        end = len(folded) if end < 0 else end
        line = folded[high:end].strip()
        if not line or line.endswith(":"):
            break
        high = end + 1
    return range(bisect_left(starts, low), bisect_left(starts, high))
