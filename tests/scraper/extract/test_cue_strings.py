"""What a pattern says of its own matches."""

from __future__ import annotations

from re import _parser  # type: ignore[attr-defined]

import pytest

from scraper.extract.cue_strings import heads, needs, spelt


def test_a_text_is_spelt_character_for_character() -> None:
    assert spelt("35 h/sem. à 12,5\u202f€") == " 00 h sem    00 0   "


@pytest.mark.parametrize(
    ("pattern", "wanted"),
    [
        (r"\bstages?\b", {"|stage ", "|stages "}),
        (r"(?:un |deux )?cdd", {"un cdd", "deux cdd", "cdd"}),
        (r"(?<![\w,])\d{1,2} ?h\b", {"|0h ", "|0 h ", "|00h ", "|00 h "}),
        (r"^bac$", {"|bac "}),
        (r"tt\b[^.]?x", {"tt x"}),
        (r"\w+ mois", None),
        (r"€ ?\d", {" 0", "  0"}),
        (r"€", None),
        (r"(?<!x)[ab]c", {"ac", "bc"}),
        (r".", None),
        (r"a?", None),
    ],
)
def test_what_begins_a_match(pattern: str, wanted: set[str] | None) -> None:
    assert heads(_parser.parse(pattern)) == wanted


@pytest.mark.parametrize(
    ("pattern", "wanted"),
    [
        (r"\w+ mois", {" mois"}),
        (r"\d+ ?(?:euros|€)", {"euros", "€"}),
        (r"x*y", {"y"}),
        (r"(?:a|b)?", None),
        (r"(?:\bcdd|emploi) \w+", {"|cdd ", "emploi "}),
        (r".", None),
    ],
)
def test_what_is_in_a_match(pattern: str, wanted: set[str] | None) -> None:
    assert needs(_parser.parse(pattern)) == wanted
