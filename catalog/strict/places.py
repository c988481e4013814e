"""The line and column of a character of a text, however the file writes it: on one line, folded, between quotes."""

from __future__ import annotations

import bisect

from catalog.reading import LINE_BREAK, Document, Path


def place_in_text(document: Document, path: Path, text: str, offset: int) -> tuple[int, int]:
    """Where ``text[offset]`` of the value at ``path`` stands; a space is placed at the character before it.

    The visible characters of the file and those of the value come in the same order, but for those that YAML adds
    (``>-``, the quotes and what they escape): these are passed over. When they do not agree, the start of the value.
    """
    start = document.place(path)
    source = document.text
    lines = [0, *(found.end() for found in LINE_BREAK.finditer(source))]
    at = lines[start[0] - 1] + start[1] - 1
    if source[at : at + 1] in ("|", ">"):
        at = lines[start[0]] if start[0] < len(lines) else len(source)
    elif source[at : at + 1] in ("'", '"'):
        at += 1
    place = -1
    for character in text[: offset + 1]:
        if not character.isspace():
            place = source.find(character, at)
            if place < 0:
                return start
            at = place + 1
    if place < 0:
        return start
    line = bisect.bisect_right(lines, place)
    return (line, place - lines[line - 1] + 1)
