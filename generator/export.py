"""The site's source as a plain Markdown tree, for an engine that knows nothing of our plugin."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from generator.page import Page
from generator.replacing import replacing

#: What stands in docs/ for this theme or for contributors, and is no part of the text.
NOT_TEXT = ("overrides", "decisions")
#: Written in an export, so that a later one knows what it may replace. Engines leave dot files out of their output.
EXPORT_MARK = ".metier-export"

_FRONT_MATTER = re.compile(r"\A---\n.*?^---$", re.DOTALL | re.MULTILINE)
_TEMPLATE_LINE = re.compile(r"^template:.*\n", re.MULTILINE)


def export_tree(docs_dir: Path, pages: Iterable[Page], target: Path, *, force: bool = False) -> int:
    """Write the hand-written files of ``docs_dir`` and the ``pages`` under ``target``; returns how many files.

    ``target`` appears whole or stays as it was. Raises ForeignFolder when it holds anything but an earlier export,
    unless ``force``; ValueError when a page and a file have the same path.
    """
    with replacing(target, EXPORT_MARK, force=force) as folder:
        shutil.copytree(docs_dir, folder, dirs_exist_ok=True, ignore=_not_text(docs_dir))
        for page in pages:
            path = folder / page.path
            if path.exists():
                raise ValueError(f"« {page.path} » existe deux fois : dans docs/ et parmi les pages produites")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(page.text.encode("utf-8"))
        for path in folder.rglob("*.md"):
            path.write_bytes(without_template(path.read_bytes().decode("utf-8")).encode("utf-8"))
        count = sum(path.is_file() for path in folder.rglob("*"))
        (folder / EXPORT_MARK).touch()
    return count


def without_template(text: str) -> str:
    """A Markdown text whose front matter names no template of our theme: another engine would look for it."""
    return _FRONT_MATTER.sub(lambda match: _TEMPLATE_LINE.sub("", match[0]), text, count=1)


def _not_text(docs_dir: Path) -> Callable[[str, list[str]], set[str]]:
    def ignore(folder: str, names: list[str]) -> set[str]:
        at_root = Path(folder) == docs_dir
        return {name for name in names if name.startswith(".") or (at_root and name in NOT_TEXT)}

    return ignore
