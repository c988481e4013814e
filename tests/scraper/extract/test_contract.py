"""What is read of a contract, and who is right when title, field and text differ."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.quality_contract import score
from scraper.extract.contract import Contract, read_contract


def test_gold_scores() -> None:
    result = score()
    assert result.n >= 120
    assert result.measures["exactitude"] >= 0.97, "\n".join(result.failures)


def test_nothing_said_is_nothing_read() -> None:
    assert read_contract(None, None, None) is None
    assert read_contract("Community manager H/F", "Non précisé", "Vous animez nos réseaux.") is None


def test_the_title_wins_over_the_field_and_says_so() -> None:
    found = read_contract("Stage community manager", "CDI", None)
    assert found is not None
    assert (found.value.kind, found.value.read_in, found.flags) == ("stage", "title", ("contradiction",))


def test_training_filed_as_a_fixed_term_is_a_precision_and_keeps_its_length() -> None:
    found = read_contract("Alternance community manager", "CDD - 12 Mois", None)
    assert found is not None
    assert found.value == Contract("alternance", (12, 12), None, (), "title")
    assert found.flags == ("refined",)


def test_the_text_tells_apprenticeship_from_professionalisation() -> None:
    found = read_contract("Alternance community manager", "CDD - 12 Mois", "Contrat d’apprentissage d’un an.")
    assert found is not None
    assert (found.value.kind, found.value.read_in) == ("apprentissage", "text")


def test_the_span_is_that_of_the_words_read() -> None:
    title = "Community manager freelance (H/F)"
    found = read_contract(title, None, None)
    assert found is not None
    assert title[found.start : found.end] == "freelance"


def test_several_contracts_are_all_kept() -> None:
    found = read_contract(None, "CDI ou freelance", None)
    assert found is not None
    assert (found.value.kind, found.value.others, found.flags) == ("CDI", ("freelance",), ("several",))


@pytest.mark.parametrize(
    "text",
    [
        "CDI possible à l’issue du stage.",
        "Vous avez effectué un stage en agence.",
        "La vie d’équipe compte.",
        "Vous encadrez deux alternants.",
    ],
)
def test_an_aside_is_not_an_offer(text: str) -> None:
    assert read_contract("Community manager", None, text) is None


@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=200))
def test_no_text_makes_it_fail(title: str, field: str, text: str) -> None:
    if found := read_contract(title, field, text):
        source = {"title": title, "field": field, "text": text}[found.value.read_in]
        assert 0 <= found.start <= found.end <= len(source)


@given(st.integers(1, 60))
def test_months_are_read_back(months: int) -> None:
    found = read_contract("Community manager", f"CDD - {months} Mois", None)
    assert found is not None
    assert found.value.months == (months, months)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("Possibilité de CDI à l’issue du CDD de 6 mois", 6),
        ("Ni stage ni alternance : CDD 3 mois", 3),
        ("Pas de stage : CDD de 4 mois", 4),
        ("Intérimaires bienvenus, poste en CDD 8 mois", 8),
        ("Stagiaires bienvenues, poste en CDD 8 mois", 8),
    ],
)
def test_what_is_promised_or_ruled_out_is_not_offered(text: str, months: int) -> None:
    for found in (read_contract(None, None, text), read_contract(text, None, None)):
        assert found is not None
        assert (found.value.kind, found.value.months, found.value.others) == ("CDD", (months, months), ())


@pytest.mark.parametrize(
    "title", ["Responsable alternance", "Directrice de l’alternance", "Gestionnaire d’apprentissage"]
)
def test_what_one_manages_is_not_the_contract(title: str) -> None:
    found = read_contract(title, "CDI", None)
    assert found is not None
    assert (found.value.kind, found.flags) == ("CDI", ())
