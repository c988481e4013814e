"""JSON Schemas of the entries, for editors that complete and check YAML: ``python -m catalog.schema`` writes them.

An entry names its schema on its first line: ``# yaml-language-server: $schema=../schema/resources.json``.
A schema knows the shape of one file; ``metier check`` also knows the other files and has the last word.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from catalog.catalog import FOLDERS, REGISTRIES
from catalog.models import ID_PATTERN
from catalog.schema_words import FIELDS, KINDS

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def entry_schema(kind: str) -> dict[str, Any]:
    """The JSON Schema of a file of ``data/``, by the name of its folder or of its registry.

    A registry maps ids to entries; in a folder the id is the file's name and no field of the entry.
    """
    model = FOLDERS.get(kind) or REGISTRIES[kind]
    schema = model.model_json_schema()
    definitions = schema.pop("$defs", {})
    for name, definition in definitions.items():
        _dress(definition, name)
    _dress(schema, model.__name__)
    del schema["properties"]["id"]
    schema["required"].remove("id")
    if kind in REGISTRIES:
        definitions[model.__name__] = schema
        schema = {
            "type": "object",
            "propertyNames": {"pattern": f"^{ID_PATTERN}$"},
            "additionalProperties": {"$ref": f"#/$defs/{model.__name__}"},
        }
    named = {"$schema": DIALECT, "title": KINDS[kind], **schema}
    return {**named, "$defs": definitions} if definitions else named


def _dress(schema: dict[str, Any], model: str) -> None:
    """French descriptions in place of the names of Python; those are for us."""
    schema.pop("title", None)
    schema.pop("description", None)
    for name, field in schema.get("properties", {}).items():
        field.pop("title", None)
        field.pop("default", None)
        if name != "id":
            field["description"] = FIELDS.get(f"{model}.{name}") or FIELDS[name]


def schema_texts() -> dict[str, str]:
    """The text of each schema by the name of its file ("resources.json")."""
    kinds = (*FOLDERS, *REGISTRIES)
    return {f"{kind}.json": json.dumps(entry_schema(kind), ensure_ascii=False, indent=2) + "\n" for kind in kinds}


def main() -> None:
    """Write every schema in data/schema."""
    folder = Path("data/schema")
    folder.mkdir(exist_ok=True)
    for name, text in schema_texts().items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
