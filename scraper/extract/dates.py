"""Dates of publication and starting dates, from the words of an ad or an article.

The clock is an argument, never the machine's. A date keeps its precision: "mars 2012" is a month. Flags:

- ``approximate``: the words are loose ("il y a 2 mois", "rentrée 2025", "fin mars 2024");
- ``at_most``: that day or before ("il y a plus de 30 jours");
- ``year_inferred``: no year is written: the last such day that has passed (the next one for a starting date);
- ``century_inferred``: the year has two digits; ``weekday_mismatch``: the day named is not that day of the week;
- ``future``: later than today, so hardly a date of publication;
- ``updated``, ``deadline``, ``start``: the words before say so, and the text holds no better date;
- ``immediate``: as soon as possible, given as today.
"""

from __future__ import annotations

import datetime as dt
import re

from catalog.partial_date import PartialDate
from scraper.extract.dates_forms import MONTH_NUMBER, Read, absolute_dates, make
from scraper.extract.dates_relative import relative_dates
from scraper.extract.fold import fold_once
from scraper.extract.found import Found

#: Boards cut an ad at 5,000 characters; a date further than this one is not that of the text.
_LONGEST = 10_000
_SHORT = 80  # a field or a by-line, where a bare year or "hier" is a date

_LABELS = (
    r"prise de (?:poste|fonctions?)|date de debut|debut(?:e\w*|ant(?= (?:le|en) $))?(?! d'exp)|demarrage"
    r"|pourvoir|start(?:ing|s)?(?: date)?|entree en fonctions?|embauche|disponib\w+|commenc\w+|arrivee|rentree"
)
_MARK = re.compile(
    rf"(?<![a-z])(?:(?P<start>{_LABELS}|a partir d[eu']|a compter d[eu'])"
    r"|(?P<deadline>date limite|limite|cloture|expir\w+|jusqu'au|avant le|candidat\w+|deadline|valable|fin de)"
    r"|(?P<updated>mise? a jour|actualis\w+|modifie\w*|maj|updated)"
    r"|(?P<published>publi\w+|postee?s?(?=[ ]?(?:$|:|le |il y|depuis|hier|aujourd|a l'|par |\d))|posted"
    r"|mise? en ligne|en ligne depuis|parution|parue?s?|diffus\w+|date de l'(?:offre|annonce)|publication"
    r"|ajoutee?s?|deposee?s?))(?![a-z])"
)
_RANK = {"published": 0, None: 1, "updated": 2, "deadline": 3, "start": 3}
_BARE_YEAR = re.compile(
    r"(?:^|\b(?:en|annee|depuis|edition|etude|enquete|barometre|copyright|©)[ ]{1,2})[(]?((?:19|20)\d{2})[)]?"
    r"[ .]{0,2}$"
)
_START = re.compile(
    rf"(?<![a-z])(?:(?P<label>{_LABELS})|(?P<tight>a partir d[eu']|a compter d[eu']|des|des le|from))(?![a-z])"
)
_SINCE = re.compile(r"(?<![a-z])des (?:le |la |l'|debut |fin |mi-)?$")
#: Between a label and its date: no other thing that the date may be that of.
_OTHER_THING = re.compile(
    r"[.!?;](?=[ \n]|$)|publi|limite|\d|candidature|postul|jusqu|clotur|\bpar (?!exemple)\w+|\b(?:salon|festival"
    r"|evenement|edition|campagne|lancement)"
)
#: "Réponse immédiate", "vous répondez immédiatement": the task is urgent, not the job.
_TASK = re.compile(
    r"\b(?:(?!commenc|demarr|debut|rejoign|integr|cherch|recherch|recrut)\w+ez|repon[ds]\w+|reag\w+|reacti\w+"
    r"|trait\w+|signal\w+|alert\w+|interven\w+|solution\w*|impact\w*)(?: \w+)? $"
)
#: A job that lasts "du 1er mars au 31 août" begins on the first of the two.
_CONTRACT = re.compile(r"(?<![a-z])(?:cdd|contrat|stage|mission|alternance|remplacement|poste)(?![a-z])")
_BACK_TO_SCHOOL = re.compile(r"(?<![a-z])(?:des|pour|a) la rentree(?! \d)(?: prochaine| scolaire)?(?![a-z ]{0,3}\d)")
_MONTH_ALONE = re.compile(rf"(?<![a-z\d])(?:{'|'.join(name for name in MONTH_NUMBER if len(name) > 3)}|mai)(?![a-z])")
_NOW = re.compile(
    r"(?<![a-z])(?:des que possible|immediatement(?! (?:operationnel|applicable))|immediate?s?|asap|a\.s\.a\.p"
    r"|au plus (?:vite|tot)|des maintenant"
    r"|(?<!ainsi )de suite(?=[ ]?(?:$|[.,;!)/\n]|ou |des ))|as soon as possible|immediately)(?![a-z])"
)
_JOB = re.compile(
    r"(?<![a-z])(?:poste|prise|pourvoir|disponib\w+|demarrage|debut|embauche|cdi|cdd|contrat|date|start)(?![a-z])"
)


def read_date(text: str, *, today: dt.date) -> Found[PartialDate] | None:
    """When the text says it was published: the date after "publié", else the first that no other word claims."""
    source = fold_once(text[:_LONGEST])
    folded = source.text
    best: tuple[int, int, int, PartialDate, tuple[str, ...]] | None = None
    short = len(folded.strip()) <= _SHORT
    absolute = absolute_dates(folded)
    closed = _closed(folded, absolute)
    relative = [found for found in relative_dates(folded, today) if not any(closed[found[0] : found[1]])]
    told = [(*found, False) for found in absolute] + [(*found, True) for found in relative]
    for start, end, read, from_today in sorted(told, key=lambda item: item[:2]):
        date, flags = _settled(read, today, ahead=folded.startswith(" prochain", end))
        if date is None:
            continue
        mark = _mark(folded, start)
        if mark == "start" and re.search(
            r"(?:mise? en ligne|publiee?)[^.]{0,20}$", folded[max(0, start - 40) : start]
        ):
            mark = "published"
        if from_today and not short and mark not in ("published", "updated"):
            continue
        rank = _RANK[mark]
        if best is None or (rank, start) < best[:2]:
            if mark in ("updated", "deadline", "start"):
                flags = (*flags, mark)
            best = (rank, start, end, date, flags)
    if best is None:
        best = _bare_year(folded, today, short)
    if best is None:
        return None
    _, start, end, date, flags = best
    if date.earliest > today:
        flags = (*flags, "future")
    return Found(date, *source.span(start, end), flags)


def read_start_date(text: str, *, today: dt.date) -> Found[PartialDate] | None:
    """When the job begins, where the words say so: a date after "prise de poste", "à partir de", "dès"…"""
    source = fold_once(text[:_LONGEST])
    folded = source.text
    candidates: list[tuple[int, int, Read]] = []
    dates = absolute_dates(folded)
    closed = _closed(folded, dates)
    for match in _MONTH_ALONE.finditer(folded):
        if not any(closed[match.start() : match.end()]):
            dates.append((*match.span(), Read(None, (), (MONTH_NUMBER[match.group()], None))))
    dates.sort(key=lambda item: item[:2])
    for start, end, read in dates:
        between = read.date is not None and read.date.precision == "interval"
        contract = between and _CONTRACT.search(folded, max(0, start - 40), start) is not None
        if contract or _starts(folded, start, folded[start:end]):
            candidates.append((start, end, _first_end(read) if between else read))
    for match in _BACK_TO_SCHOOL.finditer(folded):
        candidates.append((*match.span(), Read(None, ("approximate",), (9, None))))
    for match in _NOW.finditer(folded):
        before = folded[max(0, match.start() - 40) : match.start()]
        if (len(folded) <= _SHORT or _JOB.search(before)) and not _TASK.search(before):
            candidates.append((*match.span(), Read(PartialDate.parse(today.isoformat()), ("immediate",))))
    past: Found[PartialDate] | None = None
    for start, end, read in sorted(candidates, key=lambda item: item[:2]):
        date, flags = _settled(read, today, ahead=True)
        if date is None:
            continue
        found = Found(date, *source.span(start, end), flags)
        if date.latest >= today:
            return found
        # A past day is a start only where its label says so: "dès janvier 2024, nous avons lancé…" is history.
        if past is None and not _SINCE.search(folded, max(0, start - 20), start):
            past = found
    return past


def _first_end(read: Read) -> Read:
    assert read.date is not None
    first = read.date.text.split("/")[0]
    return Read(PartialDate.parse(first), read.flags)


def _closed(folded: str, dates: list[tuple[int, int, Read]]) -> bytearray:
    """One byte a character, not zero where a date already stands."""
    closed = bytearray(len(folded))
    for start, end, _ in dates:
        closed[start:end] = b"\x01" * (end - start)
    return closed


def _starts(folded: str, start: int, written: str) -> bool:
    if written.startswith("rentree"):
        return True
    before = folded[max(0, start - 48) : start]
    marks = list(_START.finditer(before))
    if not marks:
        return False
    gap = before[marks[-1].end() :]
    if marks[-1]["tight"]:
        return re.fullmatch(r"[ ]{0,2}(?:le |la |du |l'|d'|fin |debut |mi-)?(?:mois d[e'] ?)?", gap) is not None
    return not _OTHER_THING.search(gap)


def _settled(read: Read, today: dt.date, *, ahead: bool) -> tuple[PartialDate | None, tuple[str, ...]]:
    """The date, the year found when none is written: the last that has passed, or the next one."""
    if read.date is not None or read.open_year is None:
        return read.date, read.flags
    month, day = read.open_year
    for distance in range(9):  # eight years hold a 29 February, even around 2100
        date = make(today.year + (distance if ahead else -distance), month, day)
        if date and (date.latest >= today if ahead else date.earliest <= today):
            return date, (*read.flags, "year_inferred")
    return None, ()


def _mark(folded: str, start: int) -> str | None:
    """What the nearest words before say the date is."""
    before = folded[max(0, start - 48) : start]
    cut = max(before.rfind("\n"), before.rfind(". "), before.rfind(" | "))
    marks = list(_MARK.finditer(before[cut + 1 :]))
    return marks[-1].lastgroup if marks else None


def _bare_year(folded: str, today: dt.date, short: bool) -> tuple[int, int, int, PartialDate, tuple[str, ...]] | None:
    text = folded.rstrip()
    match = _BARE_YEAR.search(text, max(0, len(text) - 20)) if short else None
    if not match:
        return None
    date = make(int(match[1]))
    known = date is not None and date.year <= today.year + 1
    return (1, match.start(1), match.end(1), date, ()) if date is not None and known else None
