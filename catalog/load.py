"""From ``data/`` to a catalog: every file is read, every fault is told, none stops the others."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

from catalog.catalog import EVERY, FOLDERS, REGISTRIES, Catalog
from catalog.checks import check_catalog
from catalog.files import entry_files, read_file, relative
from catalog.models import ID_PATTERN, Entry, slugify
from catalog.partial import Partial, read_entry
from catalog.problem import Hint, Problem, shown
from catalog.reading import Document, Path


@dataclass(frozen=True)
class LoadResult:
    """``catalog`` holds what could be read; it is fit to be published only if ``problems`` is empty.

    ``documents`` gives each file as it was read, by the path that problems show.
    """

    catalog: Catalog
    problems: list[Problem]
    documents: dict[str, Document] = field(default_factory=dict, repr=False)


def load_catalog(data_dir: FilePath, today: dt.date, extra: tuple[FilePath, ...] = ()) -> LoadResult:
    """Read ``data_dir`` and check it as a whole, with the ``extra`` entry files checked as if they stood in it.

    Paths in problems are relative to the parent of ``data_dir``. Nothing is raised for bad input.
    """
    catalog = Catalog()
    documents: dict[str, Document] = {}
    problems: list[Problem] = []
    root = data_dir.parent
    files = list(entry_files(data_dir, root, problems))
    catalog.unread |= {(FilePath(problem.path).name, EVERY) for problem in problems if problem.code == "unreadable"}
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
        documents[shown_path] = document
    for name in FOLDERS:  # a registry keeps the order of its file
        setattr(catalog, name, dict(sorted(catalog.kind(name).items())))
    check_catalog(catalog, documents, today)
    for kind, name in catalog.partial:
        del catalog.kind(kind)[name]
    for document in documents.values():
        problems += document.problems
    return LoadResult(catalog, sorted(set(problems)), documents)


def _add_entry(catalog: Catalog, folder: str, model: type[Entry], name: str, document: Document) -> None:
    unreadable = document.value is None and bool(document.problems)
    if not re.fullmatch(ID_PATTERN, name):
        proposal = slugify(name)[:80]
        message = f"nom de fichier « {shown(name)} » : lettres minuscules, chiffres et tirets seulement"
        document.report((1, 1), f"{message}, par exemple « {proposal}.yml »" if proposal else message, "file_name")
        name = proposal or "sans-nom"
    if unreadable:
        catalog.unread.add((folder, name))
    else:
        _add(catalog, folder, model, name, document.value, document)


def _add_registry(catalog: Catalog, kind: str, document: Document) -> None:
    if not isinstance(document.value, dict):
        catalog.unread.add((kind, EVERY))
        if not document.problems:
            message = "ce registre est fait de « identifiant: » suivis de leurs champs"
            document.report((1, 1), message, "mapping")
        return
    for name, value in document.value.items():
        _add(catalog, kind, REGISTRIES[kind], name, value, Within(document, name))


def _add(catalog: Catalog, kind: str, model: type[Entry], name: str, value: Any, document: Document) -> None:
    entry, partial = _read_value(model, name, value, document)
    if entry is None:
        catalog.unread.add((kind, name))
        return
    catalog.kind(kind)[name] = entry
    catalog.files[kind, name] = document.path
    catalog.partial.pop((kind, name), None)
    if partial:
        catalog.partial[kind, name] = partial


def _read_value(model: type[Entry], name: str, value: Any, document: Document) -> tuple[Entry | None, Partial | None]:
    if document.is_unread(()):
        return None, None
    if not isinstance(value, dict):
        document.report(document.place(()), "une entrée est faite de lignes « clé: valeur »", "mapping")
        return None, None
    if "id" in value:
        message = "champ « id » à retirer : l’identifiant est le nom du fichier"
        document.report(document.place(("id",), of_key=True), message, "id_in_file")
    return read_entry(model, {**value, "id": name}, document)


class Within(Document):
    """The entry ``name`` of a registry, seen as a document of its own."""

    def __init__(self, document: Document, name: str) -> None:
        super().__init__(document.path, problems=document.problems)
        self._document = document
        self._name = name

    def report(self, place: tuple[int, int], message: str, code: str, hint: Hint | None = None) -> None:
        self._document.report(place, message, code, hint)

    def is_unread(self, path: Path) -> bool:
        return self._document.is_unread((self._name, *path))

    def holds(self, path: Path) -> bool:
        return self._document.holds((self._name, *path))

    def place(self, path: Path, *, of_key: bool = False) -> tuple[int, int]:
        return self._document.place((self._name, *path), of_key=of_key)
