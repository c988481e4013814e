"""The table of places is derived from the package's JSON, and the one committed has that form."""

from __future__ import annotations

import json
from pathlib import Path

from scraper.derive_geography import derive
from scraper.extract.geography import FOLDER, Geography

REGIONS = [{"code": "52", "nom": "Pays de la Loire"}, {"code": "988", "nom": "Nouvelle-Calédonie"}]
DEPARTEMENTS = [
    {"code": "49", "nom": "Maine-et-Loire", "region": "52"},
    {"code": "988", "nom": "Nouvelle-Calédonie", "region": "988"},
]
COMMUNES = [
    {"code": "98818", "nom": "Nouméa", "type": "commune-actuelle", "codesPostaux": ["98800"], "population": 9},
    {"code": "49020", "nom": "Beaucouzé", "type": "commune-actuelle", "codesPostaux": ["49070"], "population": 5},
    {"code": "49021", "nom": "Vieux-Bourg", "type": "commune-deleguee", "chefLieu": "49020"},
    {"code": "49020", "nom": "Beaucouzé", "type": "commune-deleguee", "chefLieu": "49020"},
]


def test_derived_tables_are_small_sorted_and_read_back(tmp_path: Path) -> None:
    for name, rows in (("regions", REGIONS), ("departements", DEPARTEMENTS), ("communes", COMMUNES)):
        (tmp_path / f"{name}.json").write_text(json.dumps(rows), encoding="utf-8")
    lines = derive(tmp_path, tmp_path)
    assert lines == {"communes.tsv": 2, "former.tsv": 1, "departements.tsv": 2, "regions.tsv": 1}
    assert (tmp_path / "communes.tsv").read_text(encoding="utf-8") == (
        "49020\tBeaucouzé\t5\t070\n98818\tNouméa\t9\t800\n"
    )
    for name in ("zones.tsv", "abroad.tsv", "countries.tsv"):
        (tmp_path / name).write_text("", encoding="utf-8")
    table = Geography(tmp_path)
    (commune,) = table.named("beaucouze")
    assert (commune.code, commune.postcodes, commune.region) == ("49020", ("49070",), "52")
    assert table.named("vieux bourg") == (commune,)
    (noumea,) = table.named("noumea")
    assert (noumea.departement, noumea.region) == ("988", None)


def test_the_committed_table_is_sorted_and_light() -> None:
    for name in ("communes.tsv", "former.tsv", "departements.tsv", "regions.tsv", "countries.tsv"):
        lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
        assert lines == sorted(set(lines)), name
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 1_500_000
