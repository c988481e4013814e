"""What is asked before a pattern is run never hides one of its matches."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

import scraper.extract.ad  # noqa: F401 - every reader brings its patterns
from scraper.extract import pay_amounts, pay_context, pay_words
from scraper.extract.contract import read_contract
from scraper.extract.fold import fold
from scraper.extract.near import PATTERNS, Near, hints
from scraper.extract.pay import read_pays
from scraper.extract.pay_words import MONTHS_PAID

GOLD = Path(__file__).parents[2] / "gold"


def lines(node: object) -> set[str]:
    """Every line of every string of the gold corpus, folded."""
    if isinstance(node, dict):
        return {line for child in node.values() for line in lines(child)}
    if isinstance(node, list):
        return {line for child in node for line in lines(child)}
    return set(fold(node).splitlines()) if isinstance(node, str) else set()


@pytest.fixture(scope="module")
def gold() -> list[str]:
    found: set[str] = set()
    for path in sorted(GOLD.rglob("*.yml")):
        found |= lines(yaml.safe_load(path.read_text("utf-8")))
    assert len(found) > 1_000
    return sorted(found)


def test_a_string_of_each_pattern_is_in_its_matches(gold: list[str]) -> None:
    matched: set[int] = set()
    for line in gold:
        hinted = hints(line)
        for pattern in PATTERNS:
            if pattern.re.search(line):
                assert pattern.may_match(hinted), (pattern.re.pattern, line)
                matched.add(pattern.bit)
    assert len(matched) >= len(PATTERNS) - 2


@pytest.mark.parametrize(
    "words",
    [
        "en fonction de votre experience", "selon la grille salariale", "selon la ccn", "a debattre", "13 e salaire",
        "quatorzieme salaire", "x 13", "× 13,5", "(13 mois)", "13ᵉ mois", "plafond horaire de la securite",
        "contrats de pro", "variables non incluses", "dont une prime", "micro-entreprise", "par jour ht, soit",
        "en moyenne 2 300 euros percoit", "salaire annuel moyen", "sur un 80 %", "quotite de travail de 80 %",
        "35h hebdo", "24 heures par semaine", "temps complet", "etp", "commissions", "suivi d'un cdi", "vers une titularisation",
    ],
)  # fmt: skip
def test_rare_words_are_hinted(words: str) -> None:
    hinted = hints(words)
    for pattern in PATTERNS:
        assert pattern.may_match(hinted) or not pattern.re.search(words), pattern.re.pattern


def test_a_pattern_without_its_strings_is_not_run() -> None:
    pattern = Near("aa|zz", "aa")
    try:
        assert pattern.search("zz aa", hints("zz aa")) is not None
        assert pattern.search("zz", hints("zz")) is None
    finally:
        PATTERNS.remove(pattern)


def test_halves_of_characters_are_no_trouble() -> None:
    text = "Salaire : 30 k€ \ud83d brut, 13e mois \udc00. CDI \ud83d à pourvoir"
    assert read_pays(text)[0].value.months == 13
    assert read_contract(None, None, text) is not None


@pytest.mark.parametrize(
    ("pattern", "begins"),
    [
        (pay_words.TAIL, re.compile(f"[ ]{{0,3}}[{re.escape(''.join(pay_amounts._TAIL_BEGINS))}]")),
        (pay_amounts._SUFFIX, pay_amounts._MAY_FOLLOW),
        (pay_context._PIECE, re.compile(f"[ ]{{0,2}}[{re.escape(''.join(pay_context._PIECE_BEGINS))}]")),
    ],
    ids=["tail", "suffix", "piece"],
)
def test_what_follows_a_sum_begins_as_is_told(
    gold: list[str], pattern: re.Pattern[str], begins: re.Pattern[str]
) -> None:
    found = 0
    for line in gold:
        for where in (match.end() for match in re.finditer("[0-9](?![0-9])|€(?![0-9])", line)):
            match = pattern.match(line, where)
            if match and match[0].strip():
                found += 1
                assert begins.match(line, where), line[where:]
    assert found > 5


@pytest.mark.parametrize(
    "head",
    [
        "a partir de ", "a partir du ", "a compter de ", "des ", "des lors ", "plus de ", "au moins ", "superieur a ",
        "min ", "minimum : ", "mini. ", "minimal de ", "minimale ", "min d'", "from ", "starting at ", "> ", ">=", "≥ ",
        "jusqu'a ", "jusque ", "plafonne a ", "maxi ", "max. ", "maximum ", "moins de ", "inferieure a ", "up to ", "<= ",
        "environ ", "autour de ", "aux alentours de ", "de l'ordre de ", "approximativement ", "a peu pres ", "approx. ",
        "approx ", "around ", "about ", "~", "≈ ", "+/- ", "env. ", "env ",
    ],
)  # fmt: skip
def test_words_before_a_sum_are_seen(head: str) -> None:
    start, flags, side = pay_amounts._head(f"salaire {head}2 000 euros", len("salaire ") + len(head))
    assert start <= len("salaire ")
    assert flags or side


@pytest.mark.parametrize("money", "€ euros eur $ us$ ca$ usd cad £ gbp chf xof xaf fcfa mad tnd dzd mga".split())  # noqa: SIM905
def test_money_before_a_number_is_seen(money: str) -> None:
    assert pay_amounts.read_amounts(f"salaire {money} 2000", [])[0].written_currency


@pytest.mark.parametrize(
    "money",
    [
        "€", "k€", " K€", "k", "ke", "  euros", "euro", "eur", "$", "$ ca", " can $", "c$", "ca $", "cad", "dollars canadiens",
        "us$", "$us", "usd", "dollars americains", "dinars", "£", "gbp", "livres sterling", "chf", "francs suisses", "sfr",
        "xof", "xaf", "f cfa", "f.cfa", "fcfa", "francs cfa", "cfa", "xpf", "f cfp", "fcfp", "francs pacifique", "mad", "dh",
        "dhs", "dirhams", "tnd", "dt", "dinars tunisiens", "dzd", "da", "mga", "ariary", "mur", "roupies", "gnf",
        "francs guineens", "htg", "gourdes", "m€", "md€", "m d'euros", "millions", "milliards", "mille euros", "k dh",
    ],
)  # fmt: skip
def test_money_after_a_number_is_seen(money: str) -> None:
    amount = pay_amounts.read_amounts(fold(f"salaire 20 {money}"), [])[0]
    assert amount.written_currency or amount.thousands or amount.other


def test_other_digits_than_ours_are_no_part_of_a_number_of_months() -> None:
    text = "sur 13,\u0665 mois"
    assert MONTHS_PAID.re.search(text) is None
    assert MONTHS_PAID.may_match(hints("sur 13,5 mois"))
    assert MONTHS_PAID.re.search("sur 13,5 mois")
