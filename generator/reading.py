"""From the data folders to the pages of the site: what the build and the export both ask for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from catalog.catalog import Catalog
from catalog.load import LoadResult, load_catalog
from catalog.problem import Problem
from catalog.store import load_collected
from catalog.territory import load_territory
from generator.actions import Address
from generator.page import Page
from generator.pages import open_site, site_pages
from generator.prose import with_references
from generator.releases.manifest import FOLDER, load_manifests
from generator.site import Renderer, Site
from generator.tables.called import page_problems, question_problems


class BadData(Exception):
    """The data has problems: nothing is published. ``str()`` gives them all, one a line."""

    def __init__(self, problems: Iterable[object]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass(frozen=True)
class Contents:
    """The pages made of the data, and what hand-written ones need to call it."""

    pages: list[Page]
    renderer: Renderer

    def check(self, texts: Mapping[str, str]) -> None:
        """Raise BadData when a text, by its path in docs/, calls what does not exist, or a guide is no page."""
        catalog = self.renderer.site.catalog
        problems = [problem for path in texts for problem in page_problems(catalog, texts[path], f"docs/{path}")]
        problems += lost_guides(catalog, {*texts, *(page.path for page in self.pages)})
        if problems:
            raise BadData(problems)

    def resolve(self, text: str, path: str) -> str:
        """A hand-written text that was checked, with what it calls in place of its references."""
        return with_references(text, path, self.renderer)


def lost_guides(catalog: Catalog, paths: Collection[str]) -> list[Problem]:
    """The pages that doors and questions lead to and that are not among ``paths``, files of the site's tree."""
    return [
        Problem(
            catalog.files[kind, entry.id], 1, 1, f"« {entry.title} » : aucune page « {guide.path} »", "unknown_page"
        )
        for kind, entries in (("doors", catalog.doors), ("questions", catalog.questions))
        for entry in entries.values()
        for guide in entry.guides
        if f"{guide.path}index.md" not in paths
    ]


def read_contents(
    data_dir: Path, today: dt.date, address: Address | None = None, demonstration: Path | None = None
) -> Contents:
    """Load and check ``data_dir`` and its records, then build every page (arguments and errors: ``read_site``)."""
    renderer = Renderer(read_site(data_dir, today, address, demonstration))
    return Contents(site_pages(renderer, address), renderer)


def read_site(
    data_dir: Path, today: dt.date, address: Address | None = None, demonstration: Path | None = None
) -> Site:
    """Load and check ``data_dir``, its records and its versions; raises BadData when one of them is wrong.

    ``address`` says where the site and its repository are published, for the links to mend, report and cite.
    ``demonstration`` is a folder of invented records, read in place of ``data_dir``/collected; the sources it holds
    take the place of ours, and no version is told: what is invented did not change.
    """
    loaded = _load(data_dir, today, demonstration)
    collected, wrong = load_collected(demonstration or data_dir / "collected", data_dir.parent)
    releases, broken = load_manifests(data_dir / FOLDER, data_dir.parent)
    problems = [*loaded.problems, *(question_problems(loaded) if not loaded.problems else ()), *wrong, *broken]
    if problems:
        raise BadData(problems)
    territory = load_territory(data_dir / "geography")
    told = [] if demonstration else releases
    return open_site(loaded.catalog, today, collected, territory, address, told)


def _load(data_dir: Path, today: dt.date, demonstration: Path | None) -> LoadResult:
    theirs = tuple(sorted((demonstration / "sources").glob("*.yml"))) if demonstration else ()
    loaded = load_catalog(data_dir, today, theirs)
    if theirs:
        names = {path.stem for path in theirs}
        kept = {name: source for name, source in loaded.catalog.sources.items() if name in names}
        loaded.catalog.sources = kept
    return loaded
