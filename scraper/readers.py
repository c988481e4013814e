"""The readers of words, built once from the catalog and shared by every spider of a run."""

from __future__ import annotations

import gc
from dataclasses import dataclass
from functools import cached_property

from catalog.catalog import Catalog
from scraper.extract.ad import AdReader
from scraper.extract.titles import TitleReader
from scraper.read_page import PageReader


@dataclass
class Readers:
    """Each is built when it is first asked for: skills and titles take half a second."""

    catalog: Catalog

    @property
    def titles(self) -> TitleReader:
        return self.ads.titles

    @cached_property
    def ads(self) -> AdReader:
        reader = AdReader.of(self.catalog)
        gc.freeze()  # a catalog lives as long as the process: no collection of garbage is to go through it again
        return reader

    @cached_property
    def pages(self) -> PageReader:
        return PageReader(self.catalog, self.ads.skills)
