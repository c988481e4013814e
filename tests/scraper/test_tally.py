"""Samples go into a published report: they name no one, obey no terminal, and stay short."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from scraper.personal import masked
from scraper.tally import MOST_SAMPLES, SAMPLE_LENGTH, Tally


def sample_of(text: str) -> str:
    tally = Tally()
    tally.error("illisible", text)
    return "".join(tally.samples["illisible"])


def test_a_sample_names_no_one() -> None:
    assert sample_of("Vendeur, 06 12 34 56 78 ou jean.dupont (at) exemple.fr") == "Vendeur, ou"
    assert sample_of("https://a.fr/o/1?mail=jean.dupont%40exemple.fr") == "https://a.fr/o/1?mail="
    assert "@" not in sample_of("x" * (SAMPLE_LENGTH - 6) + " jean.dupont@exemple.fr")


def test_a_sample_obeys_no_terminal_and_can_be_written() -> None:
    shown = sample_of("CM\x1b[31m rouge\x00 \u202e\ud800 fin\nligne")
    assert shown == "CM�[31m rouge� �� fin ligne"
    shown.encode("utf-8")


@given(st.text(max_size=400))
def test_any_sample_is_short_printable_and_masked(text: str) -> None:
    shown = sample_of(text)
    assert len(shown) <= SAMPLE_LENGTH
    assert masked(shown) == shown
    shown.encode("utf-8")


def test_few_samples_are_kept_and_all_are_counted() -> None:
    tally = Tally()
    for number in range(20):
        tally.refuse("titre-inconnu", f"Boulanger {number}")
        tally.refuse("titre-inconnu", "Boulanger 0")
    assert tally.refused["titre-inconnu"] == 40
    assert len(tally.samples["titre-inconnu"]) == MOST_SAMPLES


def test_what_could_not_be_read_is_remembered_as_a_record_has_it() -> None:
    tally = Tally()
    tally.unread("7", "https://a.fr/o/1?mail=jean.dupont%40exemple.fr")
    assert tally.failed == {"7", "https://a.fr/o/1"}
