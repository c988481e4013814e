"""What every spider says of what it could not read: in French, the id and nothing else."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from scraper.sources import adapters
from scraper.spiders.base import BadParameters, SourceSpider
from scraper.tally import Tally
from tests.scraper.test_sources import source

NOW = dt.datetime(2026, 11, 25, tzinfo=dt.UTC)


def told(items: Any) -> Tally:
    tally = Tally()
    spider = SourceSpider(source(parameters={}), NOW, tally, name="essai")
    list(spider.each(items, lambda item: item["identifier"]["value"]))
    return tally


def test_an_item_that_is_malformed_is_told_by_its_id() -> None:
    tally = told([{"id": 7, "name": "Jean Dupont"}, {"name": "Jean Dupont"}, ["Jean Dupont"], None])
    assert tally.errors == {"element-illisible": 4}
    assert tally.samples == {"element-illisible": ["identifiant 7", "sans identifiant"]}
    assert tally.failed == {"7"}
    assert tally.incomplete


@pytest.mark.parametrize(
    ("items", "kind"), [({}, "un objet"), ("x", "un texte"), (True, "un booléen"), (1.5, "un nombre"), (None, "rien")]
)
def test_what_is_no_list_is_told_in_french(items: Any, kind: str) -> None:
    assert told(items).samples == {"liste-illisible": [f"à la place de la liste : {kind}"]}


@pytest.mark.parametrize(
    ("adapter", "parameters", "words"),
    [
        (
            "greenhouse",
            {"board": "https://boards.greenhouse.io/exemple", "company": "x"},
            "{0,99}$) ; une adresse entière ne convient pas",
        ),
        ("greenhouse", {"board": "a/b", "company": 3}, "« board » : « a/b » n’a pas la forme attendue"),
        ("greenhouse", {"board": "a/b", "company": 3}, " ; « company » : doit être un texte"),
        ("greenhouse", {"board": "x"}, "« company » manque"),
        ("lever", {"site": "x", "company": "y", "eu": "oui"}, "« eu » : doit être true ou false"),
        ("jobicy", {"tag": "cm"}, "« tag » : trop court (au moins 3 caractères)"),
        ("arbeitnow", {"pages": 21}, "« pages » : doit être au plus 20"),
        ("flux", {"feeds": ()}, "« feeds » : doit avoir au moins un élément"),
        ("flux", {"feeds": ("https://a.fr/",) * 51}, "« feeds » : doit avoir au plus 50 éléments"),
        ("flux", {"feeds": ("https://a.fr/",), "mode": "tout"}, "« mode » : « tout » n’est pas parmi : articles"),
        (
            "releve",
            {"table": "a.csv", "url": "https://a.fr/{id}", "noted": "hier"},
            "« noted » : « hier » n’a pas la",
        ),
        ("france-travail", {}, "ni « rome » ni « keywords » : rien à chercher"),
    ],
)
def test_a_wrong_parameter_is_told_in_french(adapter: str, parameters: dict[str, Any], words: str) -> None:
    with pytest.raises(BadParameters) as caught:
        adapters()[adapter].read_parameters(source(adapter=adapter, parameters=parameters))
    assert words in str(caught.value).replace("\u00a0", " ")
    assert not {"should", "Input", "Value error", "String"} & set(str(caught.value).split())
