"""The entry files on disk, whatever stands there: links, pipes, folders that cannot be opened.

Paths are shown as they were written (a link at its own place), so nothing here resolves them.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from catalog.catalog import FOLDERS, REGISTRIES
from catalog.problem import Problem, did_you_mean, shown
from catalog.reading import MAX_BYTES, Document, read_yaml

#: Folders and files of ``data/`` that are not curated entries: derived, collected, or read by someone else.
NOT_ENTRIES = {"schema", "collected", "releases", "geography", "duplicates.yml"}


def relative(path: Path, root: Path) -> str:
    """``path`` from ``root`` when it lies below it, with ``/`` between names."""
    written = Path(os.path.abspath(path))
    above = Path(os.path.abspath(root))
    return (written.relative_to(above) if written.is_relative_to(above) else path).as_posix()


def entry_files(data_dir: Path, root: Path, problems: list[Problem]) -> Iterator[tuple[Path, str, str]]:
    """The YAML files of ``data_dir`` in order, each with its folder ("" for a registry) and the path to show.

    What should not be there becomes a problem.
    """
    if not os.path.isdir(data_dir):
        problems.append(Problem(relative(data_dir, root), 1, 1, "dossier introuvable", "missing_folder"))
        return
    for item in _listed(data_dir, root, problems):
        if item.name in NOT_ENTRIES:
            continue
        if item.name in FOLDERS and os.path.isdir(item):
            for path in _listed(item, root, problems):
                if path.suffix != ".yml":
                    message = "un fichier d’entrée se termine par « .yml »"
                    problems.append(Problem(relative(path, root), 1, 1, message, "file_name"))
                else:
                    yield path, item.name, relative(path, root)
        elif item.stem in REGISTRIES and item.suffix == ".yml":
            yield item, "", relative(item, root)
        else:
            problems.append(Problem(relative(item, root), 1, 1, _not_here(item), "folder"))


def _listed(folder: Path, root: Path, problems: list[Problem]) -> list[Path]:
    """What a folder holds, sorted, without hidden files and notes."""
    try:
        names = sorted(os.listdir(folder))
    except OSError as error:
        message = f"dossier illisible : {error.strerror or error}"
        problems.append(Problem(relative(folder, root), 1, 1, message, "unreadable"))
        return []
    return [folder / name for name in names if not name.startswith(".") and not name.endswith(".md")]


def _not_here(item: Path) -> str:
    if item.name in FOLDERS:
        return f"« {item.name} » doit être un dossier, avec un fichier par entrée"
    return f"« {shown(item.name)} » n’a pas sa place dans data/{did_you_mean(item.name, [*FOLDERS, *REGISTRIES])}"


def read_file(path: Path, shown_path: str) -> Document:
    """Read an entry file: a regular file only (a pipe waits, a device never ends), and no further than its limit."""
    try:
        mode = os.stat(path).st_mode
        if stat.S_ISREG(mode):
            with open(path, "rb") as file:
                return read_yaml(file.read(MAX_BYTES + 1), shown_path)
        folder = stat.S_ISDIR(mode)
        message = "c’est un dossier, pas un fichier" if folder else "ce n’est pas un fichier ordinaire"
        code = "directory" if folder else "unreadable"
    except OSError as error:
        message, code = f"fichier illisible : {error.strerror or error}", "unreadable"
    document = Document(shown_path)
    document.report((1, 1), message, code)
    return document
