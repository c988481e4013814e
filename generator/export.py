"""The site's source as a plain Markdown tree, for an engine that knows nothing of our plugin."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from generator.front_matter import headed, portable
from generator.reading import Contents
from generator.replacing import replacing
from generator.twins import refuse_twins

#: Written in an export, so that a later one knows what it may replace. Engines leave dot files out of their output.
EXPORT_MARK = ".metier-export"


def export_tree(
    docs_dir: Path,
    contents: Contents,
    target: Path,
    *,
    excluded: Callable[[str], bool],
    banner: str = "",
    force: bool = False,
) -> int:
    """Write the hand-written files of ``docs_dir`` and the pages of ``contents`` under ``target``; returns how many.

    What a hand-written page calls by reference is written in its place. A file whose path in ``docs_dir`` is
    ``excluded`` stays out: the theme, the notes for contributors. ``banner`` is a line of Markdown that begins every
    text. ``target`` appears whole or stays as it was. Raises ForeignFolder when it holds anything but an earlier
    export, unless ``force``; ValueError when a page and another, or a file, have the same address; BadData when a
    page calls what does not exist.
    """
    files = {path.relative_to(docs_dir).as_posix(): path for path in sorted(docs_dir.rglob("*")) if path.is_file()}
    texts = {path: file.read_bytes() for path, file in files.items() if not excluded(path)}
    refuse_twins({_address(path): path for path in texts}, ((_address(page.path), page) for page in contents.pages))
    written = {path: raw.decode("utf-8-sig") for path, raw in texts.items() if path.endswith(".md")}
    contents.check(written)
    texts.update((path, contents.resolve(text, path).encode("utf-8")) for path, text in written.items())
    texts.update((page.path, page.content) for page in contents.pages)
    with replacing(target, EXPORT_MARK, force=force) as folder:
        for name, content in texts.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.suffix == ".md":
                content = headed(portable(content.decode("utf-8")), banner).encode("utf-8")
            path.write_bytes(content)
    return len(texts)


def _address(path: str) -> str:
    """Where an engine puts a source: "a.md", "a/index.md" and "a/README.md" are one page."""
    if not path.endswith(".md"):
        return path
    folder, _, name = path.removesuffix(".md").rpartition("/")
    return f"{folder}/" if name in ("index", "README") else f"{folder}/{name}/".removeprefix("/")
