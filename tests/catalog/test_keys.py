"""A key is never written in a source: what looks like one is refused, what speaks of one is not."""

from __future__ import annotations

import pytest

from catalog.keys import holds_key
from tests.catalog.conftest import Check

SOURCE = """\
title: Un flux
publisher: Exemple
site: https://exemple.fr/
licence: inconnu
adapter: flux
parameters:
  feeds:
  - https://exemple.fr/flux
frequency: jour
personal_data: Aucune.
expect:
  min: 0
  max: 10
"""


@pytest.mark.parametrize(
    "text",
    [
        "https://exemple.fr/flux?api_key=abcd",
        "https://exemple.fr/flux?lang=fr&apikey=3f9a",
        "https://exemple.fr/flux?token=x",
        "https://exemple.fr/flux?key=3f9a77c0e1",
        "https://exemple.fr/flux?ACCESS_TOKEN=3f9a77c0e1",
        "Appeler avec Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.e30.x",
        "la clé : 3f9a77c0e1b24d",
        "ADZUNA_APP_KEY=3f9a77c0e1b24d",
        "client_secret: 'aZ81kk2mmQ9'",
        "mot de passe : hunter2hunter2",
    ],
)
def test_a_key_is_seen(text: str) -> None:
    assert holds_key(text)


@pytest.mark.parametrize(
    "text",
    [
        "Il faut deux identifiants, ADZUNA_APP_ID et ADZUNA_APP_KEY ; vingt-cinq appels par minute, 250 par jour.",
        "Il faut une clé : elle se demande sur api.exemple.fr, par écrit, et sert 90 jours.",
        "Sans jeton : les annonces des 24 dernières heures.",
        "La clé : ADZUNA_APP_KEY.",
        "https://exemple.fr/flux?keyword=community2026&page=12",
        "https://exemple.fr/monkey=banane12",
        "Bearer of news",
    ],
)
def test_what_speaks_of_a_key_is_none(text: str) -> None:
    assert not holds_key(text)


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("flux\nfrequency", "flux?api_key=abcd\nfrequency", "8:5"),
        ("site: https://exemple.fr/", "site: https://exemple.fr/?token=abcd", "3:7"),
        ("expect:", "note: Appeler avec Bearer eyJhbGciOiJIUzI1NiJ9\nexpect:", "11:7"),
        ("frequency", "  api_key: 3f9a77c0e1\nfrequency", "9:12"),
    ],
)
def test_a_source_that_holds_a_key_is_refused_where_it_is(check: Check, old: str, new: str, place: str) -> None:
    assert check({"sources/flux": SOURCE}) == []
    assert old in SOURCE
    (found,) = check({"sources/flux": SOURCE.replace(old, new, 1)})
    assert found.startswith(f"data/sources/flux.yml:{place}: une clé ne s’écrit jamais ici")
    assert found.endswith("[key]")
    assert "3f9a" not in found
