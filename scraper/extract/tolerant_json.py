"""JSON as pages really write it: read what can be read, never raise, in time linear in the length.

The standard reader comes first. When it refuses, ours takes over: a scanner with its own stack (no recursion) that
accepts comments, tags between values, trailing or missing commas, single and typographic quotes, bare keys and words,
raw line breaks and stray quotes within strings, several values in a row, and documents cut short (what is whole is
kept).
json5 takes thirty times longer, and neither it nor chompjs reads a stray quote or a raw line break within a string.
"""

from __future__ import annotations

import html
import json
import re
from typing import Any

#: Containers nested deeper than this end the reading: no schema.org node needs ten.
MAX_DEPTH = 100
#: Characters of a key.
MAX_KEY = 299

_DOUBLE, _SINGLE = '"“”„″', "'‘’"
_CLOSERS = {**dict.fromkeys(_DOUBLE, _DOUBLE), **dict.fromkeys(_SINGLE, _SINGLE)}
_STOPS = {closers: re.compile(rf"\\.|[{closers}]", re.DOTALL) for closers in (_DOUBLE, _SINGLE)}
_Q = _DOUBLE + _SINGLE
#: The next key: quoted, or bare before what begins a value ("missions : gérer…" is a text, not a key).
_BEGINS_VALUE = rf"(?:[{_Q}\[{{\d]|true|false|null)"
_KEY = rf"(?:[{_Q}][^{_Q}\\\n]{{1,80}}[{_Q}]\s*+:|[@$A-Za-z_][\w$:.-]{{0,80}}+(?<=:)\s*+{_BEGINS_VALUE})"
#: A key the document was cut in.
_CUT_KEY = rf"[{_Q}](?:[^{_Q}\\\n]{{0,80}}[{_Q}]?\s*+:?\s*+$)"
#: A tag between two values: an editor that turns line breaks into ``<br />`` does so within scripts too.
_TAG = r"</?[a-zA-Z][^<>]{0,80}>"
#: No longer than ``{0,50}``: every stray quote of a text looks at what follows it.
_GAP = rf"(?:\s++|(?://|#)[^\n]{{0,200}}\n|/\*[^*]{{0,200}}\*/|{_TAG}){{0,50}}+"

#: What follows the quote that ends a key, a value of an object, a value of an array.
#: A quote followed by anything else belongs to the text.
_ENDS_KEY = re.compile(r"\s*+:")
_ENDS_VALUE = re.compile(
    rf"{_GAP}(?:,{_GAP}(?:{_KEY}|{_CUT_KEY}|\}}|,|$)|;?\s*+\}}|\]\s*+(?:[,}}\]]|$)|;?\s*+$|\+\s*+[{_Q}])"
)
_ENDS_VALUE_WITHOUT_COMMA = re.compile(rf"\s++[{_Q}][@\w]{{1,40}}[{_Q}]\s*+:\s*+{_BEGINS_VALUE}")
_ENDS_ITEM = re.compile(
    rf"{_GAP}(?:,{_GAP}(?:[{_Q}\[{{\]\d-]|null|true|false|$)|\]|\}}\s*+(?:[,}}\]]|$)|;?\s*+$|\+\s*+[{_Q}])"
)
#: A quote that opens the next key, after a comma and a line break: the one that should have closed the text is lost.
_NEXT_KEY = re.compile(rf"[@\w]{{1,40}}[{_Q}]\s*+:\s*+[{_Q}\[{{\d]")
_BEFORE_NEXT_KEY = re.compile(r"[ \t\r]*,[ \t\r]*\n\s*$")

_BLANK = re.compile(rf"(?:\s++|{_TAG})+")
_BARE_KEY = re.compile(r"[@$\w][\w$:./#-]{0,200}")
_BARE = re.compile(r"[^,}\]\n]*")
_TRAILING_COMMENT = re.compile(r"(?<!:)//|/\*|-->")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,299})(?:\.\d{1,300})?(?:[eE][+-]?\d{1,3})?")
_WORDS = {"true": True, "false": False, "null": None, "undefined": None, "nan": None, "none": None, "infinity": None}
_WORDS["-infinity"] = None
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|\r\n|.)", re.DOTALL)
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", "v": "\v", "0": "", "\n": "", "\r\n": ""}
_BACKSLASHED = re.compile(r'\s*+"?\s*+[\[{](?:\s|\\[nrt])*+(?:[\[{](?:\s|\\[nrt])*+)?\\"')
_STRUCTURE = re.compile(r"""[\[{]\s*+(?:[\[{]\s*+)?(?:&(?:amp;)*+(?:quot|#0*34|#x0*22|apos|#0*39);)""", re.IGNORECASE)
_WRAPPER = re.compile(r"^\s*+(?:(?://|/\*)?\s*+<!\[CDATA\[\s*+(?:\*/)?|<!--(?:\s*+//)?)\s*+", re.IGNORECASE)
_DECODER = json.JSONDecoder(strict=False, parse_constant=lambda _: None)


def read_json(text: str) -> list[Any]:
    """Every JSON value written one after the other in ``text``, as far as each can be read; never raises."""
    text = text.strip("\ufeff\u200b \t\r\n\x00")
    if not text:
        return []
    for candidate in _unwrapped(text):
        try:
            return [_DECODER.decode(candidate)]
        except (ValueError, RecursionError):
            continue
    return _Reader(candidate).values()


def _unwrapped(text: str) -> list[str]:
    """The text as it is, then without what pages put around it: CDATA or comment marks, entities, backslashes."""
    candidates = [text]
    if wrapper := _WRAPPER.match(text):
        candidates.append(text[wrapper.end() :])
    if _STRUCTURE.search(text[:2000]):
        unescaped = candidates[-1]
        for _ in range(3):
            if not _STRUCTURE.search(unescaped[:2000]):
                break
            unescaped = html.unescape(unescaped)
        candidates.append(unescaped)
    if _BACKSLASHED.match(candidates[-1]):
        candidates.append(re.sub(r'\\(["\\/])', r"\1", candidates[-1]).strip('" \t\r\n').replace("\\n", "\n"))
    return candidates


class _Reader:
    """Scans ``text`` once. ``stack`` holds the open containers; ``keys`` the key that awaits its value in each."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.stack: list[dict[str, Any] | list[Any]] = []
        self.keys: list[str | None] = []
        self.found: list[Any] = []
        #: Where each container is next opened, or was last seen to be.
        self.next = {"{": -1, "[": -1}
        #: By kind of quote, up to where none ends a key.
        self.no_key: dict[str, int] = {}

    def values(self) -> list[Any]:
        text, size = self.text, len(self.text)
        while self.at < size and len(self.stack) < MAX_DEPTH:
            if not self.stack and not self._seek():
                break
            self._skip_blanks()
            if self.at >= size:
                break
            mark = text[self.at]
            if mark in "{[":
                self.at += 1
                self._open({} if mark == "{" else [])
            elif mark in "}]":
                self.at += 1
                self._close(dict if mark == "}" else list)
            elif mark == "," and self.keys[-1] is not None:
                self._put(None)  # a template left the value empty
            elif mark in ",;:)":
                self.at += 1
            elif isinstance(self.stack[-1], dict) and self.keys[-1] is None:
                self._read_key(mark)
            elif mark in _CLOSERS:
                self._read_string(mark)
            else:
                self._read_bare()
        return self.found

    def _seek(self) -> bool:
        """Go to the next top-level container; anything else at that level is a script's own words."""
        for mark, at in self.next.items():
            if at < self.at:
                found = self.text.find(mark, self.at)
                self.next[mark] = found if found >= 0 else len(self.text)
        self.at = min(self.next.values())
        return self.at < len(self.text)

    def _skip_blanks(self) -> None:
        text = self.text
        while True:
            if blank := _BLANK.match(text, self.at):
                self.at = blank.end()
            if self.text[self.at : self.at + 1] not in ("/", "<", "#"):
                return
            for opening, closing in (("//", "\n"), ("#", "\n"), ("/*", "*/"), ("<!--", "-->")):
                if text.startswith(opening, self.at):
                    end = text.find(closing, self.at + len(opening))
                    self.at = end + len(closing) if end >= 0 else len(text)
                    break
            else:
                return

    def _open(self, container: dict[str, Any] | list[Any]) -> None:
        self._put(container)
        self.stack.append(container)
        self.keys.append(None)

    def _close(self, kind: type) -> None:
        """Close the nearest container of this kind and those left open within it; a mark too many is ignored."""
        for depth in range(len(self.stack) - 1, -1, -1):
            if isinstance(self.stack[depth], kind):
                del self.stack[depth:], self.keys[depth:]
                return

    def _put(self, value: Any) -> None:
        if not self.stack:
            self.found.append(value)
            return
        holder = self.stack[-1]
        if isinstance(holder, list):
            holder.append(value)
        else:
            holder[self.keys[-1] or ""] = value
            self.keys[-1] = None

    def _read_key(self, mark: str) -> None:
        if mark in _CLOSERS:
            end = self._end_of_key(_CLOSERS[mark])
            if end is not None:
                self.keys[-1] = _decode(self.text[self.at + 1 : end]).strip()
                self.at = end + 1
                return
            self.at += 1
        elif bare := _BARE_KEY.match(self.text, self.at):
            self.keys[-1] = bare[0].rstrip(":")
            self.at += len(bare[0].rstrip(":")) or 1
        else:
            self.at += 1

    def _end_of_key(self, closers: str) -> int | None:
        """Where the key opened at ``self.at`` ends; None when it does not within ``MAX_KEY`` characters.

        A quote once found to end no key is not asked again, whichever quote before it is the next to open one.
        """
        first = max(self.at + 1, self.no_key.get(closers, 0))
        for stop in _STOPS[closers].finditer(self.text, first, self.at + MAX_KEY + 2):
            at = stop.start()
            if self.text[at] != "\\" and _ENDS_KEY.match(self.text, at + 1):
                return at
            self.no_key[closers] = stop.end()
        return None

    def _read_string(self, mark: str) -> None:
        ends = _ENDS_ITEM if isinstance(self.stack[-1], list) else _ENDS_VALUE
        end, after = self._end_of_string(_CLOSERS[mark], ends)
        if end is None:
            self._give_up_string()
            return
        value = _decode(self.text[self.at + 1 : end])
        self.at = after
        self._skip_blanks()
        if self.text.startswith("+", self.at):
            value += self._continued()
        self._put(value)

    def _continued(self) -> str:
        """The rest of a text written in several strings joined by ``+``."""
        parts: list[str] = []
        while self.text.startswith("+", self.at):
            self.at += 1
            self._skip_blanks()
            mark = self.text[self.at : self.at + 1]
            if mark not in _CLOSERS:
                break
            end, after = self._end_of_string(_CLOSERS[mark], _ENDS_VALUE)
            if end is None:
                break
            parts.append(_decode(self.text[self.at + 1 : end]))
            self.at = after
            self._skip_blanks()
        return "".join(parts)

    def _end_of_string(self, closers: str, ends: re.Pattern[str]) -> tuple[int | None, int]:
        """Where the string opened at ``self.at`` ends, and where to go on; (None, …) when it never does."""
        text = self.text
        for stop in _STOPS[closers].finditer(text, self.at + 1):
            at = stop.start()
            if text[at] == "\\":
                continue
            if ends.match(text, at + 1) or (ends is _ENDS_VALUE and _ENDS_VALUE_WITHOUT_COMMA.match(text, at + 1)):
                return at, at + 1
            if ends is _ENDS_VALUE and _NEXT_KEY.match(text, at + 1):
                start = max(self.at + 1, at - 60)
                if lost := _BEFORE_NEXT_KEY.search(text[start:at]):
                    return start + lost.start(), at
        return None, len(text)

    def _give_up_string(self) -> None:
        """A string without an end: the document was cut there. What comes before is whole and kept."""
        self.keys[-1] = None
        self.at = len(self.text)

    def _read_bare(self) -> None:
        bare = _BARE.match(self.text, self.at)
        assert bare is not None  # the pattern matches an empty text
        word = _TRAILING_COMMENT.split(bare[0], maxsplit=1)[0].strip().rstrip(";")
        self.at = max(bare.end(), self.at + 1)
        if word.lower() in _WORDS:
            self._put(_WORDS[word.lower()])
        elif _NUMBER.fullmatch(word):
            self._put(float(word) if any(mark in word for mark in ".eE") else int(word))
        else:
            self._put(word)


def _decode(raw: str) -> str:
    """Resolve backslash escapes; one that means nothing gives its own character."""
    if "\\" not in raw:
        return raw
    text = _ESCAPE.sub(_escaped, raw)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _escaped(match: re.Match[str]) -> str:
    code = match[1]
    if code[0] in "ux" and len(code) > 1:
        return chr(int(code[1:], 16))
    return _ESCAPED.get(code, code)
