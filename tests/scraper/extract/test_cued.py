"""A pattern that looks only where it can match finds exactly what ``re`` finds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import scraper.extract.ad  # noqa: F401 - every reader brings its patterns
from scraper.extract.cue_strings import EDGE
from scraper.extract.cued import FAMILIES, Cued
from scraper.extract.fold import fold

GOLD = Path(__file__).parents[2] / "gold"
EVERY = [pattern for family in FAMILIES.values() for pattern in family.patterns]


def spans(found: object) -> list[tuple[object, ...]]:
    return [(match.span(), match.lastgroup, match.groups()) for match in found]  # type: ignore[attr-defined]


def texts(node: object) -> list[str]:
    """Every string of the gold corpus: the ads, the lines that each reader is scored on, what is expected of them."""
    if isinstance(node, dict):
        return [text for child in node.values() for text in texts(child)]
    if isinstance(node, list):
        return [text for child in node for text in texts(child)]
    return [node] if isinstance(node, str) else []


def test_gold_texts_give_the_same_matches() -> None:
    gold = [text for path in sorted(GOLD.rglob("*.yml")) for text in texts(yaml.safe_load(path.read_text("utf-8")))]
    assert len(gold) > 1_000
    matches = 0
    for text in map(fold, gold):
        for pattern in EVERY:
            wanted = spans(pattern.re.finditer(text))
            assert spans(pattern.finditer(text)) == wanted, (pattern.re.pattern[:80], text[:80])
            matches += len(wanted)
    assert matches > 2_000


#: Beginnings and middles of what the patterns look for, put together in any order.
_PIECES = sorted({head.replace(EDGE, " ") for one in EVERY for head in (*(one.heads or ()), *(one.needs or ()))})
_PIECES += [" ", " ", "s", "e", ".", "\n", "-", "’", "€", "٣", "\ud800", " de ", " a ", " 12 ", "1 000"]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=40).map("".join) | st.text(max_size=60))
def test_any_text_gives_the_same_matches(text: str) -> None:
    for pattern in EVERY:
        assert spans(pattern.finditer(text)) == spans(pattern.re.finditer(text)), pattern.re.pattern


#: What a pattern may be made of: edges of words, classes, repetitions, signs.
_ODD = [
    Cued(pattern, re.MULTILINE, family="odd")
    for pattern in (
        *(r"\bans?\b", r"(?<!\w)\d{1,2} ?h(?!\w)", r"^a", r"a$", r"e.?rep", r"€ ?\d", r"\d ?[€%]", r"a\b +b"),
        *(
            r"\w+ mois",
            r"[^x]ab\W",
            r"a{2,5}b",
            r"(?:\b|\()x",
            r"(?<=a)b",
            r"(?!a)\w\b",
            r"\Ba",
            r"\b\+",
            r"(?>a|b)c",
        ),
        *(r"a\bb|c", r"(?<![^\w])a", r"[à-ÿ]b", r"(a)\1b", r"(?i:A)b|c", r"[a-z]{3} [0-9]{6}", r"ᵉ a|\Aa\Z"),
    )
]


@settings(max_examples=1_000, deadline=None)
@given(st.text("abchx +€%é_ᵉ(\n12", max_size=20) | st.text("anser p", max_size=12))
def test_any_pattern_gives_the_same_matches(text: str) -> None:
    for pattern in _ODD:
        assert spans(pattern.finditer(text)) == spans(pattern.re.finditer(text)), pattern.re.pattern


def test_a_search_may_begin_further_on() -> None:
    pattern = EVERY[0]
    text = "bac +3, bac +5"
    assert spans(pattern.finditer(text, 4)) == spans(pattern.re.finditer(text, 4))


def test_flags_that_a_folded_text_has_no_use_for_are_refused() -> None:
    with pytest.raises(ValueError, match="MULTILINE"):
        Cued("a", re.IGNORECASE)
