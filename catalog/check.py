"""``metier check``: the problems of the whole catalog and of the pages that call it, or of the files asked for."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Sequence
from pathlib import Path

from catalog.load import LoadResult, load_catalog
from catalog.problem import Problem
from catalog.prose import Tell, docs_problems, page_problems

#: A further level of checks, on what was loaded.
Level = Callable[[LoadResult], Sequence[Problem]]


def check_paths(
    data_dir: Path, paths: Sequence[Path], today: dt.date, *levels: Level, tell: Tell = page_problems
) -> list[Problem]:
    """Problems of ``data_dir`` and of docs/ beside it; with ``paths``, only those at or below one of them.

    An entry file that is not in ``data_dir`` is checked as if it stood there, by the name of its folder. ``levels``
    are checks asked for besides; ``tell`` says what is wrong with the text of a page.
    """
    docs_dir = data_dir.parent / "docs"
    data = _where(data_dir)
    docs = _where(docs_dir)
    missing = [path for path in paths if not os.path.lexists(path)]
    present = [path for path in paths if os.path.lexists(path) and not _is_within(path, docs_dir, docs)]
    outside = [path for path in present if not _is_within(path, data_dir, data)]
    problems = [Problem(path.as_posix(), 1, 1, "fichier introuvable", "missing_file") for path in missing]
    drafts = (file for path in outside for file in _drafts(path, problems))
    extra = tuple(file for file in drafts if not _is_within(file, data_dir, data))
    loaded = load_catalog(data_dir, today, extra)
    found = [*loaded.problems, *docs_problems(loaded.catalog, docs_dir, tell)]
    for level in levels:
        found += level(loaded)
    if not paths:
        return found
    wanted = [_where(path) for path in paths]
    root = Path(os.path.abspath(data_dir)).parent
    for problem in found:
        where = _where(root / problem.path)
        if any(where.is_relative_to(path) for path in wanted):
            problems.append(problem)
    return problems


def _where(path: Path) -> Path:
    """One name for each place: folders followed through their links, an entry's own name kept."""
    if os.path.isdir(path):
        return Path(os.path.realpath(path))
    whole = os.path.abspath(path)
    return Path(os.path.realpath(os.path.dirname(whole)), os.path.basename(whole))


def _is_within(path: Path, data_dir: Path, data: Path) -> bool:
    return Path(os.path.abspath(path)).is_relative_to(os.path.abspath(data_dir)) or _where(path).is_relative_to(data)


def _drafts(path: Path, problems: list[Problem]) -> list[Path]:
    """The entry files at or below ``path``; links to folders are not followed, as they may turn in circles."""
    if not os.path.isdir(path):
        return [path]

    def tell(error: OSError) -> None:
        message = f"dossier illisible : {error.strerror or error}"
        problems.append(Problem(Path(error.filename or path).as_posix(), 1, 1, message, "unreadable"))

    walked = os.walk(path, onerror=tell)
    return sorted(Path(folder, name) for folder, _, names in walked for name in names if name.endswith(".yml"))
