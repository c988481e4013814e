"""The questions of an article, however they are written, and the answer to each.

A question is a line that asks and that something sets apart: a number ("1.", "2/", "Question 3 :", "Q4 –"), a dash, a
heading, bold or italics, an item of a list, the name of who asks ("Le blog : …"). Only when nothing does, lines that
are one question each are taken for questions.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from scraper.extract.article import Line

_LONGEST_QUESTION = 600
_NUMBER = re.compile(
    r"(?:q(?:uestions?)?\.?\s*(?:n\s*[°ºo]\s*)?)?#?(?P<number>\d{1,2})\s*(?:[.):°/|]+[-–—/)]?|[-–—](?=\D)"
    r"|(?=\s?[-–—]\s))\s*[-–—]?\s*(?P<rest>\S.*)",
    re.IGNORECASE,
)
_DASH = re.compile(r"[-–—•>]\s*(?P<rest>\S.*)")
_LABEL = re.compile(r"(?P<label>[^\W\d_][^:?!«»“”]{0,45}?)\s*:\s*(?P<rest>\S.*)")
#: Opened by an order rather than by an interrogative: "Présentez-vous", "Parle-nous de ton parcours".
_ORDER = re.compile(
    r"(?:(?:bonjour|salut|hello)[^?.!]{0,40}[,.!] *)?(?:pr(?:é|e)sente[sz]?-|pouvez-vous |peux-tu |pourriez-vous "
    r"|pourrais-tu |parle[sz]?-|raconte[sz]?|dites-|dis-"
    r"|d(?:é|e)cri(?:s|vez)|expliqu(?:e|ez)[- ]|d(?:é|e)finis(?:sez)?[- ]|cite[sz]?[- ]|donne[sz]?[- ]|r(?:é"
    r"|e)sume[sz]?[- ]|partage[sz]?[- ]|livre[sz]?-|r(?:é|e)v(?:è|e)le[sz]?-)",
    re.IGNORECASE,
)
_END = re.compile(r"[\s\"'»”’)\]*_.…!😀-🙏😊🙂😉\ufe0f]*$")
_ASKED = re.compile(r"\?[^?]{0,80}$")


@dataclass(frozen=True)
class Turn:
    """A question, without its number or label, and the lines that answer it, without the label of who speaks."""

    question: str
    answer: tuple[str, ...]

    @property
    def words(self) -> int:
        return sum(len(line.split()) for line in self.answer)


@dataclass(frozen=True)
class Turns:
    """The series; ``before`` is what comes first, ``speaker`` the label of the answers when they bear one."""

    turns: tuple[Turn, ...]
    before: tuple[Line, ...]
    speaker: str | None = None
    labelled: bool = False


def read_turns(lines: Sequence[Line]) -> Turns:
    """The longest series of questions that the lines hold; without one, no turn and every line before."""
    asked = _labelled(lines)
    speaker = None
    labelled = asked is not None
    if asked is not None:
        marks, speaker = asked
    else:
        marks = [_set_apart(line) for line in lines]
        if sum(mark is not None for mark in marks) < 3:
            marks = [_alone(line) for line in lines]
        speaker = _speaker(lines, marks)
    first = next((index for index, mark in enumerate(marks) if mark is not None), len(lines))
    turns: list[Turn] = []
    question, answer = "", list[str]()
    for line, mark in zip(lines[first:], marks[first:], strict=True):
        if mark is None:
            answer.append(_said(line.text, speaker))
        elif answer or not question:
            if question:
                turns.append(Turn(question, tuple(answer)))
            question, answer = mark, []
        else:
            question += " " + mark  # a question on two lines
    if question:
        turns.append(Turn(question, tuple(answer)))
    return Turns(tuple(turns), tuple(lines[:first]), speaker, labelled)


def asks(text: str) -> bool:
    """Whether a line is a question: it ends with one, give or take a short remark, or it is an order to speak."""
    if len(text) > _LONGEST_QUESTION:
        return False
    return _END.sub("", text).endswith("?") or bool(_ASKED.search(text)) or bool(_ORDER.match(text))


def _set_apart(line: Line) -> str | None:
    """The question of a line that something sets apart from the others."""
    text = line.text
    if (match := _NUMBER.fullmatch(text)) and asks(match["rest"]):
        return match["rest"]
    if line.kind != "line" or line.marked:
        match = _DASH.fullmatch(text)
        text = match["rest"] if match else text
        return text if asks(text) else None
    if line.lead and asks(line.lead):
        return line.lead
    if (match := _DASH.fullmatch(text)) and _END.sub("", match["rest"]).endswith("?"):
        return match["rest"]
    return None


def _alone(line: Line) -> str | None:
    """The question of a line that is nothing else, where no line is set apart."""
    text = line.text
    one = line.kind == "line" and len(text) <= 250 and text[:1] not in '«“"' and _END.sub("", text).endswith("?")
    return text if one else None


def _label(line: Line) -> tuple[str, str] | None:
    match = _LABEL.fullmatch(line.text)
    if not match or len(match["label"].split()) > 6:
        return None
    return match["label"].strip(" *_–-"), match["rest"]


def _labelled(lines: Sequence[Line]) -> tuple[list[str | None], str | None] | None:
    """Questions known by the name of who asks; the other name that comes back is who answers."""
    labels = [_label(line) for line in lines]
    counts = Counter(label[0] for label in labels if label)
    asking = Counter(label[0] for label in labels if label and asks(label[1]))
    names = [name for name, count in asking.items() if count >= 3 and count >= 0.6 * counts[name]]
    if not names:
        return None
    asker = max(names, key=lambda name: asking[name])
    others = [
        (count, name) for name, count in counts.items() if name != asker and count >= max(2, counts[asker] // 2)
    ]
    marks = [label[1] if label and label[0] == asker else None for label in labels]
    return marks, max(others)[1] if others else None


def _speaker(lines: Sequence[Line], marks: Sequence[str | None]) -> str | None:
    """The label that begins at least half of the answers: the line after each question."""
    firsts = [line for line, mark, before in zip(lines[1:], marks[1:], marks, strict=False) if before and not mark]
    counts = Counter(label[0] for line in firsts if (label := _label(line)))
    if not counts:
        return None
    name, count = counts.most_common(1)[0]
    return name if count >= 3 and 2 * count >= len(firsts) else None


def _said(text: str, speaker: str | None) -> str:
    if speaker and text.startswith(speaker):
        return text[len(speaker) :].lstrip(" :*_–-")
    return text
