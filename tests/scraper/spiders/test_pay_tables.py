"""Tables of pay: files of open data, and the market of France Travail, run for real against the sandbox."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from catalog.models import PayFigure
from scraper.spiders.base import BadParameters, SourceSpider
from scraper.spiders.france_travail_market import CAVEAT, FranceTravailMarketSpider
from scraper.spiders.pay_table import PayTableSpider
from tests.sandbox import Sandbox
from tests.sandbox.apis import france_travail
from tests.scraper.conftest import RunCrawl
from tests.scraper.extract.test_tables import an_ods, an_xlsx
from tests.scraper.spiders.keyed import EXPECTED, NOW, a_source, as_json, collect

TABLES: dict[str, tuple[type[SourceSpider], Counter[str], Counter[str]]] = {
    "pay-table": (
        PayTableSpider,
        Counter({"sans-valeur": 2}),
        Counter({"ligne-illisible": 2, "ligne-en-double": 2}),
    ),
    "insee-salaires": (PayTableSpider, Counter({"sans-valeur": 1}), Counter({"ligne-illisible": 1})),
    "france-travail-market": (FranceTravailMarketSpider, Counter({"sans-valeur": 2}), Counter()),
}


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(install=False) as web:
        france_travail.install(web, made_ads=0)
        yield web


@pytest.mark.parametrize("name", TABLES)
def test_what_a_table_yields(run_crawl: RunCrawl, sandbox: Sandbox, name: str) -> None:
    spider, refused, errors = TABLES[name]
    items, tally = collect(run_crawl, sandbox, spider, a_source(f"{name}-exemple"))
    assert as_json(items) == json.loads((EXPECTED / f"{name}.json").read_text())
    assert (tally.refused, tally.errors, tally.incomplete) == (refused, errors, False)
    for item in items:
        told = {"source": "x", "id": "x", "source_id": item.source_id, "url": item.url, "first_seen": NOW.date()}
        PayFigure.model_validate({**item.fields, **told})


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("fault", ["500", "404", "garbage", "truncated"])
def test_a_table_that_fails_is_told(run_crawl: RunCrawl, sandbox: Sandbox, name: str, fault: str) -> None:
    sandbox.fail("donnees.exemple.example", "*", fault)
    sandbox.fail("api.*", "*", fault)
    items, tally = collect(run_crawl, sandbox, TABLES[name][0], a_source(f"{name}-exemple"), {"RETRY_ENABLED": False})
    assert not items
    assert tally.incomplete
    assert tally.errors


@pytest.mark.parametrize("build", [an_xlsx, an_ods])
def test_a_workbook_reads_as_the_csv_does(run_crawl: RunCrawl, sandbox: Sandbox, build: Any) -> None:
    rows = [
        ["Enquête"],
        [],
        ["FAP", "Année", "Médiane", "n"],
        ["U1Z80", 2025.0, 2715.5, 12.0],
        ["U1Z80", 2024, "nd", 3],
    ]
    sandbox.add("donnees.exemple.example", "/t", build(rows))
    source = a_source(
        "pay-table-exemple",
        url="https://donnees.exemple.example/t",
        format="classeur",
        rows="Feuille",
        values=["Médiane=mediane"],
        group=["FAP=famille professionnelle"],
        keep=["FAP=U1Z80", "FAP=U1Z81"],
        period="Année",
        n="n",
    )
    ((item,), tally) = collect(run_crawl, sandbox, PayTableSpider, source)
    assert item.source_id == "2025/U1Z80/mediane"
    assert (item.fields["value"], item.fields["n"], item.fields["period"]) == (2715.5, 12, "2025")
    assert tally.refused == {"sans-valeur": 1}
    assert not tally.errors


def test_a_column_that_is_not_there_is_named(run_crawl: RunCrawl, sandbox: Sandbox) -> None:
    source = a_source("pay-table-exemple", values=["Salaire moyen=moyenne", "Salaire médian=mediane"])
    items, tally = collect(run_crawl, sandbox, PayTableSpider, source)
    assert items
    assert tally.incomplete
    assert tally.samples["colonne-absente"] == ["Salaire moyen"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"period_is": "2024"}, "l’un des deux"),
        ({"values": ["Salaire=typique"]}, "statistique inconnue"),
        ({"values": []}, "values"),
        ({"group": ["Région"]}, "group"),
        ({"unit": "DAY"}, "unit"),
        ({"format": "pdf"}, "format"),
    ],
)
def test_parameters_that_make_no_sense_are_refused(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(BadParameters, match=said):
        PayTableSpider.read_parameters(a_source("pay-table-exemple", **changes))


def test_the_market_says_that_gross_or_net_is_not_known(run_crawl: RunCrawl, sandbox: Sandbox) -> None:
    items, _ = collect(run_crawl, sandbox, FranceTravailMarketSpider, a_source("france-travail-market-exemple"))
    assert {(item.fields["basis"], item.fields["caveat"]) for item in items} == {("inconnu", CAVEAT)}
    (scope,) = {request.form["scope"] for request in sandbox.asked(france_travail.DOOR)}
    assert "stats" in scope


def test_the_market_under_its_other_name(run_crawl: RunCrawl, sandbox: Sandbox) -> None:
    row = {"codeActivite": "U1Z80", "codePeriode": 2023, "salaireValeurMontant": [{"codeNomenclature": "SAL1", "valeurPrincipaleMontant": "2050,5"}]}  # fmt: skip
    sandbox.add(france_travail.API, "*", {"listeValeursParPeriode": [row, {"codePeriode": "2023"}, {**row, "codePeriode": "?"}]})  # fmt: skip
    source = a_source("france-travail-market-exemple", rome=["E1101"], territory="REG/11")
    ((item,), tally) = collect(run_crawl, sandbox, FranceTravailMarketSpider, source)
    assert item.fields["value"] == 2050.5
    assert item.fields["group"]["territoire"] == "REG/11"
    assert tally.errors == {"element-illisible": 2}
