"""From the data folders to the pages of the site: what the build and the export both ask for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

from catalog.load import LoadResult, load_catalog
from catalog.store import load_collected
from catalog.territory import load_territory
from generator.actions import Address
from generator.page import Page
from generator.pages import build_pages


class BadData(Exception):
    """The data has problems: nothing is published. ``str()`` gives them all, one a line."""

    def __init__(self, problems: Iterable[object]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def read_pages(
    data_dir: Path, today: dt.date, address: Address | None = None, demonstration: Path | None = None
) -> list[Page]:
    """Load and check ``data_dir`` and its records, then build every page; raises BadData when one of them is wrong.

    ``address`` says where the site and its repository are published, for the links to mend, report and cite.
    ``demonstration`` is a folder of invented records, read in place of ``data_dir``/collected; the sources it holds
    take the place of ours.
    """
    loaded = _load(data_dir, today, demonstration)
    collected, wrong = load_collected(demonstration or data_dir / "collected", data_dir.parent)
    if loaded.problems or wrong:
        raise BadData([*loaded.problems, *wrong])
    territory = load_territory(data_dir / "geography")
    return build_pages(loaded.catalog, today, address, collected=collected, territory=territory)


def _load(data_dir: Path, today: dt.date, demonstration: Path | None) -> LoadResult:
    theirs = tuple(sorted((demonstration / "sources").glob("*.yml"))) if demonstration else ()
    loaded = load_catalog(data_dir, today, theirs)
    if theirs:
        names = {path.stem for path in theirs}
        kept = {name: source for name, source in loaded.catalog.sources.items() if name in names}
        loaded.catalog.sources = kept
    return loaded
