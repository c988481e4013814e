"""From a data folder to the pages of the site: what the build and the export both ask for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

from catalog.load import load_catalog
from generator.actions import Address
from generator.page import Page
from generator.pages import build_pages


class BadData(Exception):
    """The data has problems: nothing is published. ``str()`` gives them all, one a line."""

    def __init__(self, problems: Iterable[object]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def read_pages(data_dir: Path, today: dt.date, address: Address | None = None) -> list[Page]:
    """Load and check ``data_dir``, then build every page of it; raises BadData when an entry is wrong.

    ``address`` says where the site and its repository are published, for the links to mend, report and cite.
    """
    loaded = load_catalog(data_dir, today)
    if loaded.problems:
        raise BadData(loaded.problems)
    return build_pages(loaded.catalog, today, address)
