"""What is read of a place, and what is left unread."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.quality_places import score
from scraper.extract.geography import geography, key_of
from scraper.extract.places import LONGEST_TEXT, read_place, read_places


def _codes(text: str) -> list[str | None]:
    return [place.value.commune_code for place in read_places(text)]


def test_gold_scores() -> None:
    result = score()
    assert result.n >= 150
    assert result.measures["exactitude"] >= 0.95, "\n".join(result.failures)
    assert result.measures["textes sans lieu laissés vides"] == 1


def test_a_place_comes_with_every_level_and_its_span() -> None:
    found = read_place("Poste basé à Beaucouzé (49), près d’Angers.")
    assert found is not None
    place = found.value
    assert (place.commune, place.commune_code) == ("Beaucouzé", "49020")
    assert (place.departement_code, place.region_code, place.country) == ("49", "52", "FR")
    assert "Poste basé à Beaucouzé (49), près d’Angers."[found.start : found.end].startswith("Beaucouzé (49")


@pytest.mark.parametrize("text", ["", " ", "Nice to have", "Sens du relationnel", "Community manager", "Non précisé"])
def test_words_that_say_no_place_give_none(text: str) -> None:
    assert read_place(text) is None


def test_a_code_decides_between_homonyms_and_nothing_else_does() -> None:
    assert _codes("93 - Saint-Denis") == ["93066"]
    assert _codes("97400 Saint-Denis") == ["97411"]
    alone = read_place("Saint-Denis")
    assert alone is not None
    assert (alone.value.commune_code, alone.value.country, alone.flags) == (None, "FR", ("ambiguous",))


def test_a_village_with_the_name_of_a_large_town_is_doubted() -> None:
    for text in ("62 - Grigny", "23 - Saint-Priest", "51 - Morangis"):
        found = read_place(text)
        assert found is not None
        assert found.flags == ("homonym",)
    with_postcode = read_place("62140 Grigny")
    assert with_postcode is not None
    assert with_postcode.flags == ()


def test_a_departement_without_the_town_is_a_contradiction() -> None:
    found = read_place("44 - Rennes")
    assert found is not None
    assert "contradiction" in found.flags


def test_several_places_are_all_given_and_the_first_says_so() -> None:
    assert _codes("Paris / Lyon") == ["75056", "69123"]
    first = read_place("Paris / Lyon")
    assert first is not None
    assert "several" in first.flags


def test_spelling_does_not_matter() -> None:
    forms = ["Saint-Étienne", "ST ETIENNE", "St-Étienne", "saint etienne"]
    assert {tuple(_codes(f"42 - {form}")) for form in forms} == {("42218",)}
    assert key_of("Marcq-en-Barœul") == "marcq en baroeul"


@pytest.mark.parametrize("number", ["49", "2A", "974", "92"])
def test_each_commune_is_read_back_from_its_number_and_name(number: str) -> None:
    communes = [area for area in geography().communes() if area.departement == number]
    assert len(communes) > 20
    for area in communes:
        found = read_place(f"{number} - {area.name}")
        assert found is not None
        assert found.value.commune_code == area.code, area.name


@given(st.text(max_size=200))
def test_no_text_makes_it_fail(text: str) -> None:
    for found in read_places(text):
        assert 0 <= found.start <= found.end <= len(text)
        if code := found.value.departement_code:
            assert geography().departement(code)


@given(st.sampled_from(["Le poste est basé à Nantes.", "44 - Nantes", "Nantes (44)"]), st.integers(0, 200))
def test_what_follows_far_behind_changes_nothing(text: str, size: int) -> None:
    assert [p.value.commune for p in read_places(text + "\n" + "Vous aimez écrire. " * size)] == ["Nantes"]


def test_reading_stops_somewhere() -> None:
    assert read_place("x" * LONGEST_TEXT + " basé à Nantes") is None


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("12 rue de Nantes, Rennes", ["35238"]),
        ("Siège : 12 rue de Lyon, 75012 Paris", ["75112"]),
        ("Poste basé 3 bis avenue de la Marne à Lyon", ["69123"]),
        ("place de Bretagne, 44000 Nantes", ["44109"]),
        ("rue du 8 mai 1945, Lyon", ["69123"]),
        ("Rue de Bretagne 75003", ["75103"]),
        ("rue de Lille", []),
        ("Rue", ["80688"]),
        ("80 - Rue", ["80688"]),
        ("80120 Rue", ["80688"]),
        ("Poste basé à Rue.", ["80688"]),
        ("24 - Cours de Pile", ["24140"]),
    ],
)
def test_neither_a_street_nor_its_complement_is_a_place(text: str, codes: list[str]) -> None:
    assert _codes(text) == codes


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Brest, Biélorussie", "BY"),
        ("Brest (Belarus)", "BY"),
        ("Community manager - Brest (Belarus)", "BY"),
        ("Poste basé à Brest (Belarus), en équipe.", "BY"),
        ("Nous recrutons à Paris, Texas.", "US"),
        ("Paris, Texas, USA", "US"),
        ("Nice, Californie", "US"),
        ("Valence, Espagne", "ES"),
        ("Nantes, Québec", "CA"),
        ("Paris, Ontario", "CA"),
        ("Le Caire, Égypte", "EG"),
        ("Vienne, Autriche", "AT"),
    ],
)
def test_a_foreign_land_behind_a_town_says_whose_it_is(text: str, country: str) -> None:
    assert [(p.value.commune_code, p.value.departement_code, p.value.country) for p in read_places(text)] == [
        (None, None, country)
    ]


@pytest.mark.parametrize("text", ["Paris, Lyon, Suisse", "Lille, Belgique et Suisse", "Lille (59), Belgique"])
def test_a_land_in_a_list_leaves_the_towns(text: str) -> None:
    assert {place.value.country for place in read_places(text)} > {"FR"}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Basé à Lyon en mars 2026", ["69123"]),
        ("Poste à Paris, 1er avril 2026", ["75056"]),
        ("CDI à Paris 1er mars 2024", ["75056"]),
        ("Stage Community manager - Lyon - Mars 2026", ["69123"]),
        ("Paris 1er", ["75101"]),
        ("42 - Mars", ["42141"]),
        ("Mer, montagne et soleil", []),
        ("41 - Mer", ["41136"]),
    ],
)
def test_a_date_is_no_place(text: str, codes: list[str]) -> None:
    assert _codes(text) == codes


@pytest.mark.parametrize("text", ["Lyon (69)", "Montréal (Québec)", "Brest (Belarus)", "(69) Lyon"])
def test_brackets_close_in_the_text_of_a_place(text: str) -> None:
    found = read_place(text)
    assert found is not None
    assert (found.value.text, text[found.start : found.end]) == (text, text)


def test_a_field_that_says_remote_in_half_characters_can_be_stored() -> None:
    (found,) = read_places("Télétravail \ud800")
    assert found.value.text == "Télétravail"
    assert "remote" in found.flags
