"""What pydantic found wrong, said in French, at its place in the file."""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from pydantic_core.core_schema import ErrorType

from catalog.problem import shown
from catalog.reading import Document, Path

_TYPES = {
    "string_type": "doit être un texte (mettre un nombre entre guillemets)",
    "int_type": "doit être un nombre entier",
    "int_from_float": "doit être un nombre entier",
    "float_type": "doit être un nombre, avec un point pour les décimales (75.5)",
    "bool_type": "doit être true ou false",
    "tuple_type": "doit être une liste, un élément par ligne commençant par « - »",
    "dict_type": "doit être un groupe de « clé: valeur »",
    "model_type": "doit être un groupe de « clé: valeur »",
    "model_attributes_type": "doit être un groupe de « clé: valeur »",
    "finite_number": "doit être un nombre fini",
    "date_type": "doit être une date comme 2012-05-09",
    "date_from_datetime_parsing": "doit être une date comme 2012-05-09",
    "json_invalid": "ce n’est pas du JSON",
}
#: What pydantic finds wrong of itself, in English; the other sentences are ours. ``url_scheme`` is a code of both:
#: our addresses are texts, never pydantic's.
_PYDANTIC = frozenset(typing.get_args(ErrorType)) - {"url_scheme"}


Faults = dict[Path, list[ErrorDetails]]


def report_validation(error: ValidationError, model: type[BaseModel], document: Document) -> None:
    """Add one problem for each field at fault."""
    report_faults(faults_by_path(error.errors(include_url=False), document), model, document)


def faults_by_path(errors: list[ErrorDetails], document: Document) -> Faults:
    """The faults by the path of their field in the file (the branches of a union tell of one fault)."""
    by_path: Faults = {}
    for details in errors:
        by_path.setdefault(_document_path(details, document), []).append(details)
    return by_path


def report_faults(faults: Faults, model: type[BaseModel], document: Document) -> None:
    """Add one problem for each path."""
    for path, found in faults.items():
        details = min(found, key=_rank)
        if details["type"] == "extra_forbidden":
            key = str(details["loc"][-1])
            names = field_names(model, path[:-1])
            place = document.place(path, of_key=True)
            if key not in names and key.strip() in names:
                message = f"une espace insécable avant le deux-points de « {key.strip()} » : l’enlever"
                document.report(place, message, "unknown_field")
            else:
                document.report(place, f"champ « {shown(key)} » inconnu", "unknown_field", (key, names))
        elif details["type"] == "missing":
            document.report(document.place(path), f"champ « {details['loc'][-1]} » obligatoire", "missing")
        else:
            unknown_allowed = any(_literals(fault) == ["inconnu"] for fault in found)
            message = message_of(details) + (" (ou « inconnu »)" if unknown_allowed else "")
            choice = (str(details["input"]), _literals(details)) if details["type"] == "literal_error" else None
            document.report(document.place(path), f"champ « {_name(path)} » : {message}", _code(details), choice)


def _rank(details: ErrorDetails) -> int:
    """Our own sentences first, then types, a number before an integer; a bare ``inconnu`` branch last."""
    if details["type"] == "literal_error":
        return 3 if _literals(details) == ["inconnu"] else 2
    return 1 if details["type"] == "int_type" else 0


def _document_path(details: ErrorDetails, document: Document) -> Path:
    """The part of pydantic's location that is in the file: union branches are not."""
    path: Path = ()
    for part in details["loc"]:
        if document.holds((*path, part)):
            path = (*path, part)
    if details["type"] == "missing":
        return (*path, details["loc"][-1])
    return path


def _name(path: Path) -> str:
    return next((str(part) for part in reversed(path) if isinstance(part, str)), "entrée")


def _literals(details: ErrorDetails) -> list[str]:
    if details["type"] != "literal_error":
        return []
    expected = str(details.get("ctx", {}).get("expected", ""))
    return [word.strip().strip("'") for part in expected.split(" or ") for word in part.split(",")]


def message_of(details: ErrorDetails) -> str:
    """What pydantic found wrong, in French, without the name of the field."""
    kind, context, value = details["type"], details.get("ctx", {}), details["input"]
    if kind == "literal_error":
        known = _literals(details)
        return f"« {shown(value)} » n’est pas parmi : {', '.join(known)}"
    if value is None and kind.endswith("_type"):
        return "la valeur manque"
    if kind in ("float_type", "int_type") and isinstance(value, str) and (number := plain_number(value)):
        return f"« {shown(value)} » n’est pas un nombre : écrire {number}, sans espace ni unité"
    if kind in _TYPES:
        return _TYPES[kind]
    if kind == "string_too_short":
        least = context["min_length"]
        return "ne doit pas être vide" if least == 1 else f"trop court (au moins {least} caractères)"
    if kind in ("too_short", "too_long"):
        bound = context.get("min_length", context.get("max_length"))
        count = "un élément" if bound == 1 else f"{bound} éléments"
        return f"doit avoir {'au moins' if kind == 'too_short' else 'au plus'} {count}"
    if kind == "string_too_long":
        return f"trop long ({len(value)} caractères, au plus {context['max_length']})"
    if kind == "string_pattern_mismatch":
        whole = " ; une adresse entière ne convient pas" if "://" in value and "://" not in context["pattern"] else ""
        return f"« {shown(value)} » n’a pas la forme attendue ({context['pattern']}){whole}"
    if kind in ("greater_than_equal", "less_than_equal"):
        bound = context.get("ge", context.get("le"))
        return f"doit être {'au moins' if kind.startswith('greater') else 'au plus'} {bound}"
    if kind == "missing":
        return "manque"
    if kind == "extra_forbidden":
        return "n’est pas un champ connu"
    if kind in _PYDANTIC:
        return f"« {shown(value)} » n’a pas la forme attendue"
    return details["msg"]


def plain_number(text: str) -> str | None:
    """How to write a number typed the French way: ``30 000 €`` gives ``30000``, ``51,5 %`` gives ``51.5``."""
    bare = re.sub(r"[\s€%$]+", "", text)
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", bare):
        return bare.replace(".", "")
    return bare.replace(",", ".") if re.fullmatch(r"[-+]?\d{1,15}(?:[.,]\d{1,6})?", bare) else None


def _code(details: ErrorDetails) -> str:
    return {"literal_error": "choice"}.get(details["type"], details["type"])


def field_names(model: type[BaseModel], path: Path) -> list[str]:
    """The fields that may stand in the mapping at ``path`` of a ``model``; ``id`` is the file's name."""
    current: list[type[BaseModel]] = [model]
    for part in path:
        if isinstance(part, int):
            continue
        current = [
            found
            for candidate in current
            if part in candidate.model_fields
            for found in _models_in(candidate.model_fields[part].annotation)
        ]
    return [name for candidate in current for name in candidate.model_fields if name != "id"]


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    elif typing.get_origin(annotation) is not None or isinstance(annotation, types.UnionType):
        for argument in typing.get_args(annotation):
            yield from _models_in(argument)
