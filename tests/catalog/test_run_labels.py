"""Every reason that a spider may give has words of its own in a report."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from catalog.run_labels import ERRORS, REFUSALS, error_label, refusal_label

SCRAPER = Path(__file__).parents[2] / "scraper"


def given(call: str) -> set[str]:
    """The reasons that the code gives as they stand, in calls such as ``tally.error("liste-coupee", …)``."""
    sources = [path.read_text("utf-8") for path in SCRAPER.rglob("*.py")]
    return {reason for text in sources for reason in re.findall(rf'tally\.{call}\(\s*"([a-z-]+)"', text)}


@pytest.mark.parametrize(("call", "labels"), [("refuse", REFUSALS), ("error", ERRORS)])
def test_every_reason_a_spider_gives_has_words(call, labels):
    reasons = given(call)
    assert len(reasons) >= 3
    assert reasons <= set(labels)


def test_a_reason_without_words_is_told_as_it_is():
    assert refusal_label("nouveau-motif") == "nouveau-motif"
    assert error_label("nouveau-motif") == "nouveau-motif"
    assert error_label("http-503") == "réponse HTTP 503"
    assert error_label("erreur-key-error") == "erreur imprévue (key-error)"
