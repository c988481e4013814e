"""What an ad asks of a skill: required, an asset, or expressly not asked.

Words around a name say it: before ("maîtrise de", "idéalement", "sans"), after ("exigé", "serait un plus", "n’est pas
requis"), or in the heading of the list it stands in ("Les plus :"). Where no word says it, nothing is concluded.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Literal, NamedTuple

from scraper.extract.requirement_cues import (
    AFTER,
    BEFORE,
    BOTH_NO,
    BOTH_OPT,
    BOTH_REQ,
    HEADINGS,
    IF_REFUSED,
    NO_AFTER,
    NO_BEFORE,
    OPT_AFTER,
    OPT_BEFORE,
    OPT_HEADING,
    REFUSED,
    REQ_AFTER,
    REQ_BEFORE,
    REQ_HEADING,
    find_cues,
)

Requirement = Literal["required", "optional"]


class Asked(NamedTuple):
    """What is asked of one mention of a skill."""

    requirement: Requirement | None = None
    negated: bool = False


_UNSAID = Asked()
_MEANING: dict[int, Asked] = {
    REQ_BEFORE: Asked("required"),
    REQ_AFTER: Asked("required"),
    BOTH_REQ: Asked("required"),
    REQ_HEADING: Asked("required"),
    OPT_BEFORE: Asked("optional"),
    OPT_AFTER: Asked("optional"),
    BOTH_OPT: Asked("optional"),
    NO_BEFORE: Asked(negated=True),
    NO_AFTER: Asked(negated=True),
    BOTH_NO: Asked(negated=True),
    OPT_HEADING: Asked("optional"),
}
# Of two cues about one skill the strongest counts: "pas obligatoire mais apprécié", "aucune maîtrise requise".
_STRENGTH = {_UNSAID: 0, Asked("required"): 1, Asked(negated=True): 2, Asked("optional"): 3}
# Where a sentence ends: a line feed, or one of the marks that a space follows: "3.5" and "www.ville.fr" are not cut.
_MARKS = ".;!?•"
_END = re.compile(rf"[\n{_MARKS}](?:(?<=\n)|(?!\S))")
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
# The last letters of either, what parts words once off.
_GAPS = " \n*_\"'-"
_LAST_WORDS = (
    *(
        "plus",
        "point",
        "guere",
        "pas a",
        "pas",
        "jamais",
        "non",
        "ment",
        "en rien",
        "ni",
        "not",
        "isn't",
        "en aucun cas",
    ),
    *("no longer", "etre", "du tout", "pour autant", "en soi", "a priori", "un", "une", "des", "ici", "encore"),
    *("toujours", "tres", "si", "trop", "comme"),
)
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
# Past this, the end of a sentence is sought otherwise.
_LONGEST_SENTENCE = 500
_MOST_ITEMS = 20


def read_requirements(folded: str, padded: str, spans: Sequence[tuple[int, int]]) -> list[Asked]:
    """What is asked of each of ``spans``, skills in order in ``folded``; ``padded`` its words."""
    asked = [_UNSAID] * len(spans)
    cues = find_cues(padded) if spans else ()
    if not cues:
        return asked
    subjects = [found.start() for found in _NEW_SUBJECT.finditer(folded)]
    starts = [start for start, _ in spans]
    ends = [end for _, end in spans]
    refused = -1
    sentence = line = 0
    for start, end, said in cues:
        if start >= line:
            sentence, line = _sentence(folded, line, start)
        low = max(sentence, _last_up_to(subjects, start)) if subjects else sentence
        last = bisect_left(starts, line) - 1
        if (last < 0 or ends[last] <= sentence) and not _may_be_heading(folded, low, line):
            continue  # no skill to speak of
        kind, start, end = _denied(folded, (low, line), start, end, said)
        if kind == IF_REFUSED:
            continue
        near = kind in (NO_BEFORE, BOTH_NO)
        if kind == NO_BEFORE and _refused_twice(folded, (sentence, line), start, end):
            kind = REQ_BEFORE
        # "Idéalement, vous…": the subject that follows the cue at once does not close its clause.
        high = min(line, _next_after(subjects, end + 1, line)) if subjects else line
        chosen = range(0)
        if said == REQ_BEFORE and (within := bisect_right(starts, start) - 1) >= 0 and ends[within] >= end:
            _mark(asked, range(within, within + 1), kind)  # "maîtrise du français" is itself a name
        # "A, idéalement avec B" says nothing of A; "A, idéalement." does.
        opens = kind == BOTH_OPT and _OPENS_CLAUSE.match(folded, max(0, start - 2)) is not None
        if kind in AFTER and not opens:
            chosen = _before_cue(folded, spans, range(bisect_left(starts, low), bisect_right(ends, start)), start)
        announces = kind in BEFORE and (kind != REQ_BEFORE or folded[end : end + 1] != ",")
        if kind in HEADINGS or (kind in AFTER and refused < low):
            # "Compétences appréciées : …", but not "aucun diplôme n’est exigé : …"
            announces |= folded[end : end + 3].lstrip().startswith(":")
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
    if kind == OPT_AFTER and before.rstrip().endswith(("qu'", "que", "ment")) and _MORE_THAN.search(before):
        return REQ_AFTER, start, end
    if (
        kind == REQ_BEFORE
        and before.rstrip().endswith(("ne", "n'"))
        and _NE.search(before)
        and (pas := _PAS.match(folded, end, high))
    ):
        return NO_BEFORE, start, pas.end()
    if kind not in REFUSED and kind != OPT_AFTER:
        return kind, start, end
    negator = _negator(before)
    if negator is None:
        return kind, start, end
    if kind != OPT_AFTER:
        kind = REFUSED[kind]
    elif _EXTRA.fullmatch(folded, start, end):
        kind = REQ_AFTER
    else:
        kind = NO_AFTER
    return kind, start - len(before) + negator.start(), end


def _negator(before: str) -> re.Match[str] | None:
    """What denies the word that follows ``before``. Most often its last letters say that nothing does."""
    said = before.rstrip(_GAPS)
    if said.endswith(_LAST_WORDS) or "considere" in said:
        return _NEGATOR.search(before)
    return None


def _refused_twice(folded: str, sentence: tuple[int, int], start: int, end: int) -> bool:
    low, high = sentence
    if _TURNED_AWAY.search(folded, end, min(high, end + _LONGEST_REACH)):
        return True
    return folded.startswith("sans", start) and (
        _NOTHING_WITHOUT.search(folded[max(low, start - _DENIAL_REACH) : start]) is not None
    )


def _sentence(folded: str, floor: int, where: int) -> tuple[int, int]:
    """Where the sentence that ``where`` is in begins and ends; another one begins at ``floor``, or the text does."""
    low = max(floor, folded.rfind("\n", floor, where) + 1)
    for mark in _MARKS:
        last = folded.rfind(mark, low, where)
        while last >= 0 and folded[last + 1 : last + 2].strip():
            last = folded.rfind(mark, low, last)
        if last >= 0:
            low = last + 1
    # Not to go through the rest of the text for each mark that is not in it.
    high = where + _LONGEST_SENTENCE
    after = folded.find("\n", where, high)
    if after >= 0:
        high = after + 1
    for mark in _MARKS:
        after = folded.find(mark, where, high)
        while after >= 0 and folded[after + 1 : after + 2].strip():
            after = folded.find(mark, after + 1, high)
        if after >= 0:
            high = after + 1
    if high == where + _LONGEST_SENTENCE:
        end = _END.search(folded, high - 1)
        high = end.end() if end else len(folded)
    return low, high


def _last_up_to(marks: list[int], where: int) -> int:
    index = bisect_right(marks, where)
    return marks[index - 1] if index else 0


def _next_after(marks: list[int], where: int, otherwise: int) -> int:
    index = bisect_right(marks, where)
    return marks[index] if index < len(marks) else otherwise


def _mark(asked: list[Asked], chosen: range, kind: int) -> None:
    meaning = _MEANING[kind]
    for index in chosen:
        if _STRENGTH[meaning] > _STRENGTH[asked[index]]:
            asked[index] = meaning


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
    while first > before[0] and last - first < _MOST_ITEMS and _linked(folded, spans[first - 1][1], spans[first][0]):
        # "La maîtrise de A, B et C serait un plus", "les outils (A, B) demandés"; "je connais A, B serait un plus".
        if "," in folded[spans[first - 1][1] : spans[first][0]] and not (
            gap.lstrip().startswith(")") or _CONJUNCTION.search(folded, spans[last - 1][1], spans[last][0])
        ):
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
    if not _may_be_heading(folded, low, line_end):
        return False
    rest = folded[cue_end:line_end].rstrip()
    if rest.endswith(":"):
        return True
    in_a_list = _BULLET.match(folded, low) is not None
    return not in_a_list and len(rest) <= _SHORT_REACH and _BULLET.match(folded, line_end) is not None


def _may_be_heading(folded: str, low: int, line_end: int) -> bool:
    return line_end - low <= _LONGEST_REACH and folded[line_end - 1 : line_end] == "\n"


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
