"""From ``data/`` to a catalog: every file is read, every fault is told, none stops the others."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from catalog.catalog import FOLDERS, REGISTRIES, Catalog
from catalog.checks import check_catalog
from catalog.files import entry_files, read_file, relative
from catalog.messages import report_validation
from catalog.models import ID_PATTERN, Entry, slugify
from catalog.problem import Problem, shown
from catalog.reading import Document


@dataclass(frozen=True)
class LoadResult:
    """``catalog`` holds what could be read; it is fit to be published only if ``problems`` is empty."""

    catalog: Catalog
    problems: list[Problem]


def load_catalog(data_dir: Path, today: dt.date, extra: tuple[Path, ...] = ()) -> LoadResult:
    """Read ``data_dir`` and check it as a whole, with the ``extra`` entry files checked as if they stood in it.

    Paths in problems are relative to the parent of ``data_dir``. Nothing is raised for bad input.
    """
    catalog = Catalog()
    documents: dict[str, Document] = {}
    problems: list[Problem] = []
    root = data_dir.parent
    files = list(entry_files(data_dir, root, problems))
    files += [(path, path.parent.name, relative(path, root)) for path in extra]
    for path, folder, shown_path in files:
        document = read_file(path, shown_path)
        model = FOLDERS.get(folder)
        if path.parent == data_dir and path.stem in REGISTRIES:
            _add_registry(catalog, path.stem, document)
        elif model is None:
            message = f"le dossier du fichier dit son genre : {', '.join(FOLDERS)}"
            document.problems[:] = [Problem(shown_path, 1, 1, message, "folder")]
        else:
            _add_entry(catalog, folder, model, path.stem, document)
        problems += document.problems
        documents[shown_path] = document
    for name in FOLDERS:  # a registry keeps the order of its file
        setattr(catalog, name, dict(sorted(catalog.kind(name).items())))
    problems += check_catalog(catalog, documents, today)
    return LoadResult(catalog, sorted(set(problems)))


def _add_entry(catalog: Catalog, folder: str, model: type[Entry], name: str, document: Document) -> None:
    if not re.fullmatch(ID_PATTERN, name):
        proposal = slugify(name)[:80]
        message = f"nom de fichier « {shown(name)} » : lettres minuscules, chiffres et tirets seulement"
        document.report((1, 1), f"{message}, par exemple « {proposal}.yml »" if proposal else message, "file_name")
        name = proposal or "sans-nom"
    if entry := _validate(model, name, document.value, document, ()):
        catalog.kind(folder)[name] = entry
        catalog.files[folder, name] = document.path


def _add_registry(catalog: Catalog, kind: str, document: Document) -> None:
    if document.value is None and document.problems:
        return
    if not isinstance(document.value, dict):
        document.report((1, 1), "ce registre est fait de « identifiant: » suivis de leurs champs", "mapping")
        return
    for name, value in document.value.items():
        if entry := _validate(REGISTRIES[kind], name, value, document, (name,)):
            catalog.kind(kind)[name] = entry
            catalog.files[kind, name] = document.path


def _validate(model: type[Entry], name: str, value: Any, document: Document, path: tuple[str, ...]) -> Entry | None:
    if value is None and document.problems:
        return None
    if not isinstance(value, dict):
        message = "une entrée est faite de lignes « clé: valeur »"
        document.report(document.place(path), message, "mapping")
        return None
    if "id" in value:
        message = "champ « id » à retirer : l’identifiant est le nom du fichier"
        document.report(document.place((*path, "id"), of_key=True), message, "id_in_file")
    within = _Within(document, path) if path else document
    try:
        return model.model_validate({**value, "id": name})
    except ValidationError as error:
        report_validation(error, model, within)
        return None


class _Within(Document):
    """The part of a document below ``prefix``, seen as a document of its own."""

    def __init__(self, document: Document, prefix: tuple[str, ...]) -> None:
        size = len(prefix)
        super().__init__(
            document.path,
            problems=document.problems,
            places={key[size:]: place for key, place in document.places.items() if key[:size] == prefix},
            keys={key[size:]: place for key, place in document.keys.items() if key[:size] == prefix},
        )
