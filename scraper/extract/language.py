"""Whether an ad is in French or in English, by the small words no text of its language does without."""

from __future__ import annotations

import re

from scraper.extract.ad_keys import words_of

_FRENCH = words_of("le la les des et est vous nous pour une dans sur avec du au aux votre notre qui tu nos")
_ENGLISH = words_of("the and you our to of with for we are your is this will be have from that as by")
#: Small words read before deciding, and how many times one language must outdo the other.
_ENOUGH, _DOMINANCE = 3, 2
#: Words this far are enough.
_LONGEST = 1_500
_CODE = re.compile(r"([a-z]{2})(?:[-_][a-z]{2,4})?", re.IGNORECASE)


def read_language(folded: str) -> str | None:
    """``fr`` or ``en`` (ISO 639-1) for a folded text; None when neither language dominates."""
    words = folded[:_LONGEST].split()
    french = sum(word in _FRENCH for word in words)
    english = sum(word in _ENGLISH for word in words)
    if max(french, english) < _ENOUGH:
        return None
    if french >= _DOMINANCE * english:
        return "fr"
    return "en" if english >= _DOMINANCE * french else None


def language_code(written: str | None) -> str | None:
    """The ISO 639-1 code of ``fr``, ``fr-FR`` or ``FR_fr``; None for anything else."""
    match = _CODE.fullmatch((written or "").strip())
    return match[1].lower() if match else None
