"""Strict YAML: plain values, the place of each, and every fault at once.

The scalars are those of YAML 1.2 (``no`` is a word, ``12:30`` a text, ``01000`` a code); no tag, no alias,
no duplicate key. Sizes and nesting are bounded first: libyaml composes recursively (200,000 brackets crash the
interpreter) and reads deep flow collections in quadratic time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from catalog.problem import Problem, shown

MAX_BYTES = 512 * 1024
MAX_NESTING = 30

Path = tuple[str | int, ...]

_BOOLEANS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_NULLS = {"", "~", "null", "Null", "NULL"}
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})", re.ASCII)
_FLOAT = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})?\.[0-9]{1,17}(?:[eE][-+]?[0-9]{1,2})?", re.ASCII)
_STACKED_DASHES = re.compile(rf"^[ ]*(?:[-?:][ ]+){{{MAX_NESTING}}}", re.MULTILINE)
_UNCLOSED = re.compile(r"unexpected end of stream|did not find expected (?:',' or|node content)")
#: libyaml gives a plain scalar an empty style, PyYAML's own reader None.
_QUOTED = ("'", '"', "|", ">")
_PLAIN_TAGS = {f"tag:yaml.org,2002:{name}" for name in ("str", "seq", "map")}


class _Loader(yaml.CSafeLoader):
    """Resolves nothing by itself: what is not tagged is text, so that a tag is seen to be one."""

    yaml_implicit_resolvers: dict[str, Any] = {}


@dataclass
class Document:
    """``value`` as read; ``places`` gives the (line, column) of a value, ``keys`` of the key that leads to it."""

    path: str
    value: Any = None
    places: dict[Path, tuple[int, int]] = field(default_factory=dict)
    keys: dict[Path, tuple[int, int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def report(self, place: tuple[int, int], message: str, code: str) -> None:
        self.problems.append(Problem(self.path, *place, message, code))

    def place(self, path: Path, *, of_key: bool = False) -> tuple[int, int]:
        """Where ``path`` stands, else its nearest parent."""
        for length in range(len(path), -1, -1):
            if of_key and path[:length] in self.keys:
                return self.keys[path[:length]]
            if path[:length] in self.places:
                return self.places[path[:length]]
        return (1, 1)


def read_yaml(raw: bytes, path: str) -> Document:
    """Read one document. Never raises: what is wrong stands in ``problems``, each with its place."""
    document = Document(path)
    text = _decode(raw, document)
    if text is None or not _is_bounded(text, document):
        return document
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        # What was never closed is mended where it was opened.
        opened = error.context_mark if _UNCLOSED.search(error.problem or "") else None
        mark = opened or error.problem_mark or error.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        document.report(place, _syntax_message(error, text, place), "yaml")
        return document
    except yaml.YAMLError as error:
        document.report((1, 1), f"YAML illisible : {shown(error)}", "yaml")
        return document
    if node is None:
        document.report((1, 1), "le fichier est vide", "empty")
        return document
    document.value = _Walk(document, text).value(node, ())
    return document


def _decode(raw: bytes, document: Document) -> str | None:
    if len(raw) > MAX_BYTES:
        size = f"{len(raw) / 1_000_000:.1f}".replace(".", ",")
        document.report(
            (1, 1), f"fichier trop gros ({size} Mo ; au plus {MAX_BYTES // 1024} ko par entrée)", "too_big"
        )
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


def _is_bounded(text: str, document: Document) -> bool:
    depth = 0
    for match in re.finditer(r"[\[{\]}]", text):
        depth = depth + 1 if match[0] in "[{" else max(0, depth - 1)
        if depth > MAX_NESTING:
            _report_nesting(text, match.start(), document)
            return False
    if stacked := _STACKED_DASHES.search(text):
        _report_nesting(text, stacked.start(), document)
        return False
    return True


def _report_nesting(text: str, offset: int, document: Document) -> None:
    start = text.rfind("\n", 0, offset) + 1
    place = (text.count("\n", 0, offset) + 1, offset - start + 1)
    document.report(place, f"trop de niveaux emboîtés (au plus {MAX_NESTING})", "nesting")


def _syntax_message(error: yaml.MarkedYAMLError, text: str, place: tuple[int, int]) -> str:
    problem = error.problem or ""
    lines = text.splitlines()
    line = lines[place[0] - 1] if place[0] <= len(lines) else ""
    if "\t" in line[: len(line) - len(line.lstrip())] or (
        "cannot start any token" in problem and line[place[1] - 1 : place[1]] == "\t"
    ):
        return "une tabulation : en YAML, le retrait se fait avec des espaces"
    known = (
        ("mapping values are not allowed", "un deux-points suivi d’une espace : mettre le texte entre guillemets"),
        ("undefined alias", "alias inconnu (les alias sont interdits)"),
        (
            "cannot start any token",
            "ce caractère ne peut pas commencer une valeur : mettre le texte entre guillemets",
        ),
        ("did not find expected key", "retrait ou guillemets à revoir : une clé était attendue ici"),
        ("could not find expected ':'", "il manque un deux-points après la clé"),
        ("unexpected end of stream", "un guillemet ouvert n’est jamais refermé"),
        ("did not find expected ',' or", "une liste entre crochets ou accolades n’est pas refermée"),
        ("did not find expected node content", "une liste entre crochets ou accolades n’est pas refermée"),
        ("expected a single document", "un seul document par fichier : retirer la ligne « --- »"),
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


class _Walk:
    """Turns nodes into values, noting places and faults on the way."""

    def __init__(self, document: Document, text: str) -> None:
        self.document = document
        self.text = text
        self.seen: set[int] = set()

    def value(self, node: yaml.Node, path: Path) -> Any:
        place = (node.start_mark.line + 1, node.start_mark.column + 1)
        self.document.places[path] = place
        if id(node) in self.seen:
            self.document.report(self._alias_place() or place, "les alias YAML (*…) sont interdits", "alias")
            return None
        self.seen.add(id(node))
        if node.tag not in _PLAIN_TAGS:
            self.document.report(place, f"les étiquettes YAML sont interdites : {shown(node.tag)}", "tag")
            return None
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, index)) for index, item in enumerate(node.value)]
        assert isinstance(node, yaml.ScalarNode)
        return node.value if node.style in _QUOTED else scalar(node.value)

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            place = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            if not isinstance(key_node, yaml.ScalarNode):
                self.document.report(place, "une clé doit être un mot", "key")
                continue
            key = key_node.value
            if key in result:
                first = self.document.keys[(*path, key)][0]
                self.document.report(
                    place, f"clé « {shown(key)} » en double (déjà à la ligne {first})", "duplicate_key"
                )
                continue
            self.document.keys[(*path, key)] = place
            result[key] = self.value(value_node, (*path, key))
        return result

    def _alias_place(self) -> tuple[int, int] | None:
        # A composed node keeps the place of its anchor; the events know that of the alias.
        try:
            for event in yaml.parse(self.text, Loader=_Loader):
                if isinstance(event, yaml.AliasEvent) and event.start_mark:
                    return (event.start_mark.line + 1, event.start_mark.column + 1)
        except yaml.YAMLError:
            pass
        return None


def scalar(text: str) -> str | int | float | bool | None:
    """The value of an unquoted scalar by the core schema of YAML 1.2, codes with leading zeros kept as text."""
    if text in _NULLS:
        return None
    if text in _BOOLEANS:
        return _BOOLEANS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    return text
