"""``metier check``: the problems of the whole catalog, or of the files asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from catalog.load import load_catalog
from catalog.problem import Problem


def check_paths(data_dir: Path, paths: Sequence[Path], today: dt.date) -> list[Problem]:
    """Problems of ``data_dir``; with ``paths``, only those at or below one of them.

    An entry file that is not in ``data_dir`` is checked as if it stood there, by the name of its folder.
    """
    root = data_dir.parent.resolve()
    data = data_dir.resolve()
    missing = [path for path in paths if not path.exists()]
    outside = [path for path in paths if path.exists() and not path.resolve().is_relative_to(data)]
    extra = tuple(file for path in outside for file in (sorted(path.rglob("*.yml")) if path.is_dir() else [path]))
    found = load_catalog(data_dir, today, extra).problems
    problems = [Problem(path.as_posix(), 1, 1, "fichier introuvable", "missing_file") for path in missing]
    if not paths:
        return found
    wanted = [path.resolve() for path in paths]
    for problem in found:
        where = (root / problem.path).resolve()
        if any(where.is_relative_to(path) for path in wanted):
            problems.append(problem)
    return problems
