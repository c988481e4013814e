"""The JSON Schemas committed for editors agree with the models and with the entries."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from catalog.catalog import FOLDERS, REGISTRIES
from catalog.reading import read_yaml
from catalog.schema import entry_schema, schema_texts
from catalog.schema_words import FIELDS

DATA = Path(__file__).parents[2] / "data"
KINDS = [*FOLDERS, *REGISTRIES]


def errors(kind: str, value: Any) -> list[ValidationError]:
    return list(Draft202012Validator(entry_schema(kind)).iter_errors(value))


def entry_files(kind: str) -> list[Path]:
    registry = DATA / f"{kind}.yml"
    return [registry] if registry.is_file() else sorted((DATA / kind).glob("*.yml"))


def test_the_committed_schemas_are_those_of_the_models() -> None:
    written = {path.name: path.read_text("utf-8") for path in (DATA / "schema").iterdir()}
    assert written == schema_texts(), "python -m catalog.schema writes them again"


@pytest.mark.parametrize("kind", KINDS)
def test_schemas_are_valid_and_accept_every_entry_we_have(kind: str) -> None:
    Draft202012Validator.check_schema(entry_schema(kind))
    for path in entry_files(kind):
        document = read_yaml(path.read_bytes(), path.name)
        assert errors(kind, document.value) == [], path


RESOURCE = {
    "title": "Répondre vite",
    "url": "https://exemple.fr/repondre",
    "publisher": "Exemple",
    "published": "2012-05",
    "kind": "article",
    "summary": "Un texte.",
    "topics": ["moderation"],
}


@pytest.mark.parametrize(
    "change",
    [
        {"tittle": "Une clé inconnue"},
        {"id": "repondre-vite"},
        {"kind": "roman"},
        {"published": "mai 2012"},
        {"topics": "moderation"},
        {"figures": [{"value": 3}]},
        {"title": None},
    ],
    ids=str,
)
def test_a_schema_refuses_what_the_check_refuses(change: dict[str, Any]) -> None:
    assert errors("resources", RESOURCE) == []
    assert errors("resources", {**RESOURCE, **change})


def test_a_registry_maps_identifiers_to_entries() -> None:
    topic = {"label": "Modération", "description": "Tenir une discussion."}
    assert errors("topics", {"moderation": topic}) == []
    assert errors("topics", {"Modération": topic})
    assert errors("topics", {"moderation": {"label": "Modération"}})


def properties(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for part in (schema, *schema.get("$defs", {}).values()):
        yield from part.get("properties", {}).items()


def test_every_field_is_explained_and_no_explanation_is_left_over() -> None:
    met = {name for kind in KINDS for name, field in properties(entry_schema(kind)) if field["description"]}
    assert met == {name.rpartition(".")[2] for name in FIELDS}
