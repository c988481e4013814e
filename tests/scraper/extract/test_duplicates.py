"""Near-duplicates: gold scores, stability, corrections, growth."""

from __future__ import annotations

import base64
import datetime as dt
import itertools
import random
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.quality_duplicates import BLIND, GOLD, score
from catalog.models import JobAd
from scraper.extract.ad_keys import compare_employers, compare_titles, employer_key, title_key
from scraper.extract.corrections import Corrections, read_corrections
from scraper.extract.duplicates import Ad, Group, Length, group
from scraper.extract.fingerprint import fingerprint
from scraper.extract.sketch import similarity

BREWERY = (
    "Vous ferez vivre l’atelier en images, annoncerez les concerts, répondrez aux bars, gérerez la boutique en ligne"
    " pendant les fêtes et tiendrez le fichier des adhérents du club. Il faut savoir cadrer, écrire court et porter un fût."
    " Contrat de 35 heures, du mardi au samedi, avec une caisse par mois et une part des bénéfices de la maison."
)
CLINIC = (
    "Vous définissez la ligne éditoriale avec les praticiens, formez un référent par site, produisez des fiches de"
    " prévention, modérez les avis et traitez les situations de crise. Vous suivez un budget et choisissez les prestataires"
    " qui filment les soins donnés aux animaux dans les dix-huit cliniques de la région."
)

PINNED = (
    "2AGbYDe24RKyXL4PsuxyQyQ6i0KuCfOXwzt3oIl7L4H4NDLpsABeMCGKb3-UakhE-aIdXyUQ0gJb8BZ8QYw0oWi4UZ"
    "rdG-7Xe9QEtO_IFX-Warq4N-51BuFRu_QlQIS8zbsISgqBhJQ-eXmMlJl6yVNgCaXzPJTB__Z00IObXaMO0UgSFpIR"
    "7ZfTJAP04q4ZM9Gj4fjgp7LuxrbixlIwhvI1kgHyjiOA-DuYCOtvhmm7h5LOZAmk6nnc04WZk4WLDW20"
)


def ad(name: str, text: str = BREWERY, **changes: object) -> Ad:
    facts: dict[str, object] = {
        "id": name,
        "source": "site",
        "url": f"https://site.example/{name}",
        "title": "Community manager (H/F)",
        "employer": "Brasserie du Canal",
        "places": ("Tournus",),
        "date": dt.date(2026, 4, 1),
        "fingerprint": fingerprint(text),
    }
    return Ad(**(facts | changes))  # type: ignore[arg-type]


def names(groups: list[Group]) -> list[list[str]]:
    return sorted(sorted(each.id for each in found.ads) for found in groups)


@pytest.mark.parametrize(("gold", "pairs"), [(GOLD, 400), (BLIND, 100)])
def test_gold_pairs(gold: Path, pairs: int) -> None:
    result = score((gold,))
    assert result.n >= pairs
    assert result.measures["précision"] >= 0.98, result.failures
    assert result.measures["rappel"] >= 0.95, result.failures


def test_a_fingerprint_is_the_same_everywhere() -> None:
    # Written down once: another Python, numpy or machine must give it again, since it is stored.
    assert fingerprint(BREWERY) == PINNED
    assert len(PINNED) <= 300
    assert PINNED.isascii()


def test_an_ad_told_again_in_the_infinitive_and_cut_into_bullets_is_the_same_ad() -> None:
    told_again = (
        "Vos missions :\n- faire vivre l’atelier en images ;\n- annoncer les concerts ;\n- répondre aux bars ;\n- gérer la"
        " boutique en ligne pendant les fêtes ;\n- tenir le fichier des adhérents du club.\nVous savez cadrer, écrire court"
        " et porter un fût. 35 heures, du mardi au samedi, une caisse par mois et une part des bénéfices."
    )
    assert len(group([ad("a"), ad("b", told_again)])) == 1


@given(st.text())
def test_any_text_has_a_fingerprint(text: str) -> None:
    written = fingerprint(text)
    assert len(written) in (0, 260)
    assert similarity(written, written) == (1 if written else 0)


def test_towns_figures_and_gender_marks_leave_the_fingerprint_as_it_is() -> None:
    template = "{} Vous êtes motivé{} et basé à {}, disponible le {} : écrivez vos idées, montrez vos images, parlez."
    a = fingerprint(template.format(BREWERY, "(e)", "Aix-en-Provence", "12/04/2026"))
    b = fingerprint(template.format(BREWERY, "", "Lille", "3 mai"))
    assert similarity(a, b) > 0.85


@pytest.mark.parametrize("written", ["", "x", "2", "2====", "1" + "A" * 259, "2é", "2" + "A" * 300])
def test_a_fingerprint_that_is_not_one_resembles_nothing(written: str) -> None:
    assert similarity(written, fingerprint(BREWERY)) == 0


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        ("Alternance Community Manager - Lattes (H/F)", "Community manager en alternance F/H - Ennery", "same"),
        ("Chargé(e) de communication", "CHARGÉE DE COMMUNICATION (H/F)", "same"),
        ("Community manager #ALT14988 (H/F)", "Community Manager - CDI - Lyon", "same"),
        ("Animateur / Animatrice de communauté", "Animatrice de communauté", "same"),
        ("Community manager", "Community manager junior", "near"),
        ("Community manager", "Graphiste", "different"),
        ("Alternance community manager", "Alternance assistant RH", "different"),
    ],
)
def test_titles(a: str, b: str, relation: str) -> None:
    assert compare_titles(title_key(a), title_key(b)) == relation


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        ("MAIRIE DE GRIGNY", "Ville de Grigny", "same"),
        ("Agence Boréal SAS", "BOREAL", "same"),
        ("Big Grill Lyon", "Big Grill", "near"),
        ("Bluet", None, "near"),
        ("Mairie de Grigny", "Mairie de Lattes", "different"),
    ],
)
def test_employers(a: str | None, b: str | None, relation: str) -> None:
    assert compare_employers(employer_key(a), employer_key(b)) == relation


ADS = [
    ad("b1"),
    ad("b2", BREWERY + " Publiée sur un site d’emploi.", employer=None, date=dt.date(2026, 4, 3)),
    ad("b3", BREWERY, title="Community Manager - Mulhouse", date=dt.date(2026, 6, 1)),
    ad("c1", CLINIC, employer="Patte Douce", title="Social media manager"),
    ad("c2", CLINIC, employer="PATTE DOUCE", title="Social media manager F/H", date=dt.date(2026, 3, 1)),
    ad("s1", "", employer="Bluet"),
    ad("s2", "", employer="BLUET", date=dt.date(2026, 4, 20)),
    ad("s3", "", employer="Bluet", date=dt.date(2026, 9, 20)),
    ad("s4", "", employer=None),
    ad("s5", "", employer=None),
]


def test_groups() -> None:
    assert names(group(ADS)) == [["b1", "b2", "b3"], ["c1", "c2"], ["s1", "s2"], ["s3"], ["s4"], ["s5"]]


@given(st.permutations(ADS))
def test_no_order_changes_the_groups(ads: list[Ad]) -> None:
    assert group(ads) == group(ADS)


@given(st.lists(st.sampled_from(ADS)))
def test_each_ad_is_in_one_group(ads: list[Ad]) -> None:
    found = [each.id for one in group(ads) for each in one.ads]
    assert sorted(found) == sorted({each.id for each in ads})


def test_a_group_keeps_its_id_when_others_come_later() -> None:
    before = group([ADS[0]])
    assert [found.id for found in group(ADS[:3])] == [found.id for found in before] == ["b1"]


def test_the_earliest_then_richest_ad_represents_the_group() -> None:
    (found,) = group([ad("x1", richness=3), ad("x2", richness=9, source="autre"), ad("x3", date=dt.date(2026, 5, 1))])
    assert found.representative.id == "x2"
    assert found.also_published() == (("site", "https://site.example/x1"), ("site", "https://site.example/x3"))


def test_an_ad_without_words_joins_described_ones_only_when_they_are_one() -> None:
    silent = ad("s", "")
    assert names(group([ad("a"), silent])) == [["a", "s"]]
    assert names(group([ad("a"), ad("b", CLINIC), silent])) == [["a"], ["b"], ["s"]]


def test_a_formula_anyone_may_write_is_not_the_same_ad() -> None:
    formula = (
        "Entreprise cherche community manager pour gérer ses réseaux sociaux, son site internet et ses newsletters."
    )
    assert len(group([ad("a", formula), ad("b", formula, employer="Garage Dumas")])) == 2
    assert len(group([ad("a", formula), ad("b", formula)])) == 1


YEAR, TWO_YEARS = (12.0, 12.0), (24.0, 24.0)
OTHER_WORDS = BREWERY + " Publiée sur un site d’emploi."


def test_contracts_that_do_not_last_as_long_are_two_jobs() -> None:
    silent = [ad("s1", "", months=YEAR), ad("s2", "", months=TWO_YEARS), ad("s3", "", months=TWO_YEARS)]
    assert names(group(silent)) == [["s1"], ["s2", "s3"]]
    told = [ad("a", months=YEAR), ad("b", OTHER_WORDS, months=TWO_YEARS)]
    assert names(group(told)) == [["a"], ["b"]]
    assert names(group([*told, ad("s", "", months=YEAR)])) == [["a"], ["b"], ["s"]]
    assert names(group([ad("a", months=YEAR), ad("s", "", months=TWO_YEARS)])) == [["a"], ["s"]]


def test_the_same_words_are_one_job_whatever_the_length_that_boards_give() -> None:
    assert names(group([ad("a", months=YEAR), ad("b", source="autre", months=TWO_YEARS)])) == [["a", "b"]]


def test_a_length_that_is_not_known_or_that_covers_the_other_contradicts_nothing() -> None:
    assert names(group([ad("a", months=YEAR), ad("b", OTHER_WORDS)])) == [["a", "b"]]
    assert names(group([ad("a", months=YEAR), ad("b", OTHER_WORDS, months=(6.0, 12.0))])) == [["a", "b"]]
    assert names(group([ad("s1", "", months=YEAR), ad("s2", "")])) == [["s1", "s2"]]
    # Of which of the two it is a repost, nobody can tell.
    unknown = [ad("s1", "", months=YEAR), ad("s2", ""), ad("s3", "", months=TWO_YEARS)]
    assert names(group(unknown)) == [["s1"], ["s2"], ["s3"]]


LENGTHS = st.sampled_from([None, YEAR, TWO_YEARS, (12.0, 24.0), (6.0, 12.0)])
TEXTS = st.sampled_from(["", BREWERY, OTHER_WORDS, BREWERY + " Un fût à porter.", CLINIC])


@given(st.lists(st.tuples(TEXTS, LENGTHS), max_size=12), st.randoms(use_true_random=False))
def test_no_step_leads_from_one_length_to_another(told: list[tuple[str, Length]], chance: random.Random) -> None:
    ads = [ad(f"a{number}", text, months=months) for number, (text, months) in enumerate(told)]
    for found in group(ads):
        for a, b in itertools.combinations(found.ads, 2):
            if a.months and b.months and (a.months[1] < b.months[0] or b.months[1] < a.months[0]):
                assert a.fingerprint == b.fingerprint != ""
    assert group(chance.sample(ads, len(ads))) == group(ads)


def test_corrections_have_the_last_word() -> None:
    split = Corrections(split=(("b2", "b3"),))
    assert names(group(ADS[:3], split)) == [["b1"], ["b2", "b3"]]
    joined = Corrections(join=(("b3", "c1"),))
    assert names(group(ADS[:5], joined)) == [["b1", "b2", "b3", "c1", "c2"]]
    lengths = [ad("a", "", months=YEAR), ad("b", "", months=TWO_YEARS)]
    assert names(group(lengths, Corrections(join=(("a", "b"),)))) == [["a", "b"]]
    assert names(group(ADS[:1], Corrections(split=(("gone",),), join=(("b1", "gone"),)))) == [["b1"]]


def test_a_stored_ad_is_read() -> None:
    stored = JobAd(
        id="site-1",
        source="site",
        source_id="1",
        url="https://site.example/1",
        title="CM",
        job_title="community-manager",
        first_seen=dt.date(2026, 1, 2),
        contract_months=(12, 24),
    )
    read = Ad.of(stored)
    assert (read.id, read.date, read.employer, read.fingerprint) == ("site-1", dt.date(2026, 1, 2), None, None)
    assert read.months == (12, 24)


def test_a_right_corrections_file() -> None:
    raw = b'split:\n  - ads: [a, b]\n    reason: "Deux postes."\njoin: []\n'
    assert read_corrections(raw, "data/duplicates.yml", {"a", "b"}) == (Corrections(split=(("a", "b"),)), [])


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("splits: []", 1, "champ « splits » inconnu ; vouliez-vous dire « split » ?"),
        ("split:\n  - ads: [a]", 2, "champ « reason » obligatoire"),
        ("join:\n  - ads: [a]\n    reason: x", 2, "il faut au moins deux annonces pour les réunir"),
        ("split:\n  - ads: [a]\n    reason: x\njoin:\n  - ads: [a, b]\n    reason: x", 5, "déjà citée à la ligne 2"),
        ("split:\n  - ads: [site-annonce-12]\n    reason: x", 2, "vouliez-vous dire « site-annonce-1 » ?"),
        ("split: oui", 1, "doit être une liste"),
        ("split: [", 2, "pas refermée"),
    ],
)
def test_a_wrong_corrections_file_says_where_and_why(text: str, line: int, message: str) -> None:
    corrections, problems = read_corrections(text.encode(), "data/duplicates.yml", {"a", "b", "site-annonce-1"})
    assert corrections == Corrections()
    assert message in str(problems[0])
    assert problems[0].line == line


@settings(max_examples=50)
@given(st.binary())
def test_any_corrections_file_is_read(raw: bytes) -> None:
    read_corrections(raw, "data/duplicates.yml")


def test_thousands_of_ads_are_grouped_without_comparing_all_pairs() -> None:
    chance = random.Random(1)

    def written(minima: bytes) -> str:
        return "2" + base64.urlsafe_b64encode((300).to_bytes(2, "big") + minima).decode().rstrip("=")

    ads = [ad(f"a{number}", "", fingerprint=written(chance.randbytes(192))) for number in range(4_000)]
    begun = time.process_time()
    groups = group(ads)
    assert time.process_time() - begun < 5  # 8 million pairs would take far longer
    assert len(groups) == 4_000
