"""Strict YAML: plain values, the place of each, and every fault at once.

The scalars are those of YAML 1.2 (``no`` is a word, ``12:30`` a text, ``01000`` a code); no tag, no alias,
no duplicate key. Values are built from libyaml's events and nesting is bounded while they come: its own composer
recurses (200,000 brackets crash the interpreter), its parser does not.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from catalog.problem import MAX_PROBLEMS, Hint, Problem, did_you_mean, shown

MAX_BYTES = 512 * 1024
MAX_NESTING = 30

Path = tuple[str | int, ...]

_BOOLEANS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_NULLS = {"", "~", "null", "Null", "NULL"}
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})", re.ASCII)
_GLUED = re.compile(r"\s*(?:-\s+)?([A-Za-z_]+):(?=[^\s])", re.ASCII)
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+", re.ASCII)
_FLOAT = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})?\.[0-9]{1,17}(?:[eE][-+]?[0-9]{1,2})?", re.ASCII)
#: What libyaml counts as the end of a line.
LINE_BREAK = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
_UNCLOSED = re.compile(r"unexpected end of stream|did not find expected (?:',' or|node content)")
#: libyaml gives a plain scalar an empty style, PyYAML's own reader None.
_QUOTED = ("'", '"', "|", ">")


@dataclass
class Document:
    """``value`` as read; ``places`` gives the (line, column) of a value, ``keys`` of the key that leads to it."""

    path: str
    text: str = ""
    value: Any = None
    places: dict[Path, tuple[int, int]] = field(default_factory=dict)
    keys: dict[Path, tuple[int, int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    others: int = 0
    unread: set[Path] = field(default_factory=set)

    def report(self, place: tuple[int, int], message: str, code: str, hint: Hint | None = None) -> None:
        """Add a problem, told once; past ``MAX_PROBLEMS`` they are only counted, without looking for a hint."""
        if len(self.problems) < MAX_PROBLEMS:
            problem = Problem(self.path, *place, message + (did_you_mean(*hint) if hint else ""), code)
            if problem not in self.problems:
                self.problems.append(problem)
            return
        del self.problems[MAX_PROBLEMS:]
        self.others += 1
        line, column = max(place, *((problem.line, problem.column) for problem in self.problems))
        plural = "s" if self.others > 1 else ""
        self.problems.append(Problem(self.path, line, column, f"… et {self.others} autre{plural}", "more"))

    def is_unread(self, path: Path) -> bool:
        """Whether what stands at ``path`` was told to be unreadable."""
        return path in self.unread

    def holds(self, path: Path) -> bool:
        """Whether a value stands at ``path``."""
        return path in self.places

    def place(self, path: Path, *, of_key: bool = False) -> tuple[int, int]:
        """Where ``path`` stands, else its nearest parent."""
        for length in range(len(path), -1, -1):
            if of_key and path[:length] in self.keys:
                return self.keys[path[:length]]
            if path[:length] in self.places:
                return self.places[path[:length]]
        return (1, 1)

    def place_of_reference(self, path: Path, reference: str) -> tuple[int, int]:
        """Where the text at ``path`` first calls ``[[reference]]``: it may be lines below the start of the text."""
        start = self.place(path)
        next_value = min((place for place in self.keys.values() if place > start), default=None)
        lines = [0, *(found.end() for found in LINE_BREAK.finditer(self.text))]
        first, last = (lines[line - 1] + column - 1 for line, column in (start, next_value or (len(lines), 1)))
        called = re.compile(r"\[\[\s*" + r"\s+".join(map(re.escape, reference.split())) + r"\s*\]\]")
        found = called.search(self.text, first, last if next_value else len(self.text))
        if not found:
            return start
        line = bisect.bisect_right(lines, found.start())
        return (line, found.start() - lines[line - 1] + 1)


def read_yaml(raw: bytes, path: str) -> Document:
    """Read one document. Never raises: what is wrong stands in ``problems``, each with its place."""
    document = Document(path)
    text = _decode(raw, document)
    if text is None:
        return document
    document.text = text
    try:
        _Builder(document, text).build()
    except _TooDeep as error:
        document.report(error.place, f"trop de niveaux emboîtés (au plus {MAX_NESTING})", "nesting")
    except yaml.MarkedYAMLError as error:
        # What was never closed is mended where it was opened.
        opened = error.context_mark if _UNCLOSED.search(error.problem or "") else None
        mark = opened or error.problem_mark or error.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        if glued := _glued_key(text, place[0]):
            line, column, key = glued
            document.report((line, column), f"il manque une espace après le deux-points de « {key} »", "yaml")
        else:
            document.report(place, _syntax_message(error, text, place), "yaml")
    except yaml.YAMLError as error:
        document.report((1, 1), f"YAML illisible : {shown(error)}", "yaml")
    return document


def _decode(raw: bytes, document: Document) -> str | None:
    if len(raw) > MAX_BYTES:
        document.report((1, 1), f"fichier trop gros (au plus {MAX_BYTES // 1024} ko par entrée)", "too_big")
        return None
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        document.report((1, 1), "fichier en UTF-16 : l’enregistrer en UTF-8", "encoding")
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        place = (before.count(b"\n") + 1, error.start - (before.rfind(b"\n") + 1) + 1)
        if b"\x00" in raw:
            document.report(place, "ce n’est pas un fichier de texte", "binary")
        else:
            document.report(place, "caractère illisible : enregistrer le fichier en UTF-8", "encoding")
        return None
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        document.report((line, 1), "ce n’est pas un fichier de texte", "binary")
        return None
    return text


def _glued_key(text: str, line: int) -> tuple[int, int, str] | None:
    """The key written ``url:https…`` on ``line`` or just above it, where the fault shows."""
    lines = LINE_BREAK.split(text)
    for number in (line - 1, line):
        found = _GLUED.match(lines[number - 1]) if 0 < number <= len(lines) else None
        if found:
            return number, found.start(1) + 1, found[1]
    return None


def _syntax_message(error: yaml.MarkedYAMLError, text: str, place: tuple[int, int]) -> str:
    problem = error.problem or ""
    lines = LINE_BREAK.split(text)
    line = lines[place[0] - 1] if place[0] <= len(lines) else ""
    if "\t" in line[: len(line) - len(line.lstrip())] or (
        "cannot start any token" in problem and line[place[1] - 1 : place[1]] == "\t"
    ):
        return "une tabulation : en YAML, le retrait se fait avec des espaces"
    known = (
        ("mapping values are not allowed", "un deux-points suivi d’une espace : mettre le texte entre guillemets"),
        (
            "cannot start any token",
            "ce caractère ne peut pas commencer une valeur : mettre le texte entre guillemets",
        ),
        ("did not find expected key", "retrait ou guillemets à revoir : une clé était attendue ici"),
        ("could not find expected ':'", "il manque un deux-points après la clé"),
        ("unexpected end of stream", "un guillemet ouvert n’est jamais refermé"),
        ("did not find expected ',' or", "une liste entre crochets ou accolades n’est pas refermée"),
        ("did not find expected node content", "une liste entre crochets ou accolades n’est pas refermée"),
        (
            "did not find expected <document start>",
            "ce texte n’a pas de clé : une entrée est faite de « clé: valeur »",
        ),
        ("unknown escape character", "barre oblique inverse inattendue entre guillemets doubles"),
        ("undefined tag handle", "les étiquettes YAML (!…) sont interdites"),
        ("control characters are not allowed", "caractère de contrôle interdit"),
    )
    for english, french in known:
        if english in problem or english in (error.context or ""):
            return french
    return f"YAML illisible : {shown(problem)}"


class _TooDeep(Exception):
    def __init__(self, place: tuple[int, int]) -> None:
        self.place = place


def _place(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


class _Builder:
    """Turns events into values, noting places and faults on the way; recurses no deeper than ``MAX_NESTING``."""

    def __init__(self, document: Document, text: str) -> None:
        self.document = document
        self.last_start = (1, 1)
        self.events = self._bounded(yaml.parse(text, Loader=yaml.CSafeLoader))

    def build(self) -> None:
        """Give the document its value, unless the text is empty or holds two documents."""
        event = next(self.events, None)
        if event is None:
            self.document.report((1, 1), "le fichier est vide", "empty")
            return
        value = self._value(event, ())
        if next(self.events, None):
            message = "un seul document par fichier : retirer la ligne « --- »"
            self.document.report(self.last_start, message, "yaml")
            return
        self.document.value = value

    def _bounded(self, events: Iterator[yaml.Event]) -> Iterator[yaml.Event]:
        """The events of content, aliases and tags told as they pass."""
        depth = 0
        for event in events:
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > MAX_NESTING:
                    raise _TooDeep(_place(event))
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            elif isinstance(event, yaml.AliasEvent):
                self.document.report(_place(event), "les alias YAML (*…) sont interdits", "alias")
            elif isinstance(event, yaml.DocumentStartEvent):
                self.last_start = _place(event)
                continue
            elif not isinstance(event, yaml.ScalarEvent):
                continue
            if tag := getattr(event, "tag", None):
                self.document.report(_place(event), f"les étiquettes YAML sont interdites : {shown(tag)}", "tag")
            yield event

    def _value(self, event: yaml.Event, path: Path) -> Any:
        self.document.places[path] = _place(event)
        if isinstance(event, yaml.ScalarEvent):
            return event.value if event.style in _QUOTED else scalar(event.value)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Any] = []
            while not isinstance(item := next(self.events), yaml.SequenceEndEvent):
                items.append(self._value(item, (*path, len(items))))
            return items
        self.document.unread.add(path)  # an alias
        return None

    def _mapping(self, path: Path) -> dict[str, Any]:
        result: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            place = _place(event)
            if not isinstance(event, yaml.ScalarEvent):
                self._skip(event)
                self._skip(next(self.events))
                if not isinstance(event, yaml.AliasEvent):
                    self.document.report(place, "une clé doit être un mot", "key")
                continue
            key = event.value
            if key in result:
                first = self.document.keys[(*path, key)][0]
                self.document.report(
                    place, f"clé « {shown(key)} » en double (déjà à la ligne {first})", "duplicate_key"
                )
                self._skip(next(self.events))
                continue
            self.document.keys[(*path, key)] = place
            result[key] = self._value(next(self.events), (*path, key))
        return result

    def _skip(self, event: yaml.Event) -> None:
        """Pass over the value that ``event`` begins."""
        depth = 0
        while True:
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if not depth:
                return
            event = next(self.events)


def scalar(text: str) -> str | int | float | bool | None:
    """The value of an unquoted scalar by the core schema of YAML 1.2, codes with leading zeros kept as text."""
    if text in _NULLS:
        return None
    if text in _BOOLEANS:
        return _BOOLEANS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    # 30.000 may be thirty or thirty thousand: it stays a text, and a field of numbers asks which.
    if _FLOAT.fullmatch(text) and not _THOUSANDS.fullmatch(text):
        return float(text)
    return text
