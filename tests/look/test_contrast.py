"""Words are readable in both themes: every colour that writes holds 4.5:1 on every ground it may stand on."""

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).parents[2] / "docs/assets/css/tokens.css"
GROUNDS = ("paper", "sheet", "wash")
WORDS = ("ink", "soft", "brand", "accent", "s1", "s2", "s3", "s4", "old", "stale", "ok")
PAIRS = [(word, ground) for word in WORDS for ground in GROUNDS]
PAIRS += [("old", "old-wash"), ("stale", "stale-wash"), ("ink", "old-wash"), ("ink", "stale-wash")]
PAIRS += [("brand-ink", "brand"), ("paper", "ink")]


def colours(theme: int) -> dict[str, str]:
    """Name to #rrggbb; ``theme`` is 0 for light, 1 for dark."""
    pairs = re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", TOKENS.read_text(encoding="utf-8"))
    return {name: both[theme] for name, *both in pairs}


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.2 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio), from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("word", "ground"), PAIRS)
def test_words_hold_the_contrast(theme: int, word: str, ground: str) -> None:
    names = colours(theme)
    assert contrast(names[word], names[ground]) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
def test_the_edge_of_a_control_is_seen(theme: int, ground: str) -> None:
    names = colours(theme)
    assert contrast(names["edge"], names[ground]) >= 3
