"""A folder replaced whole or not at all."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path


class ForeignFolder(Exception):
    """The folder to replace holds something we did not write; the message is in French."""


@contextmanager
def replacing(target: Path, mark: str, *, unmarked: Collection[str] = (), force: bool = False) -> Iterator[Path]:
    """Yield an empty folder beside ``target``, which takes its place when the block ends well.

    If the block raises, or the machine stops, ``target`` is as it was: the two moves at the end are renames, and
    what a killed run left behind is put back or removed by the next one. An earlier output is known by the empty
    file ``mark``, written here, or by holding all the files ``unmarked`` (those made before there was a mark, or by
    the engine alone); any other folder that is not empty raises ForeignFolder, unless ``force``.
    """
    target = Path(os.path.realpath(target))  # resolve() raises RuntimeError on a link to itself
    new, old = (target.with_name(f".{target.name}-{os.getpid()}-{part}") for part in ("new", "old"))
    _mend_leftovers(target)
    if not force and target.exists() and not _is_ours(target, mark, unmarked):
        raise ForeignFolder(f"« {target} » contient autre chose qu’une sortie précédente : il reste tel quel")
    new.mkdir(parents=True)
    try:
        yield new
        (new / mark).touch()
        try:
            if target.exists():
                target.rename(old)
            new.rename(target)
        except BaseException:
            if old.exists() and not target.exists():
                old.rename(target)
            raise
    finally:
        shutil.rmtree(new, ignore_errors=True)
        if target.exists():
            shutil.rmtree(old, ignore_errors=True)


def _is_ours(target: Path, mark: str, unmarked: Collection[str]) -> bool:
    if not target.is_dir():
        return False
    if (target / mark).is_file() or not any(target.iterdir()):
        return True
    return bool(unmarked) and all((target / name).is_file() for name in unmarked)


def _mend_leftovers(target: Path) -> None:
    """Undo what runs that were killed left beside ``target``; those still running keep their folders."""
    if not target.parent.is_dir():
        return
    name = re.compile(rf"\.{re.escape(target.name)}-(\d+)-(new|old)")
    for path in sorted(target.parent.iterdir()):
        match = name.fullmatch(path.name)
        if not match or _is_running(int(match[1])):
            continue
        if match[2] == "old" and not target.exists():
            path.rename(target)  # killed between the two renames
        else:
            shutil.rmtree(path, ignore_errors=True)


def _is_running(pid: int) -> bool:
    if pid == os.getpid():
        return False
    if os.name != "posix":
        return False  # elsewhere, asking whether a process lives can end it
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
