"""The whole site as text: a pure function from the catalog and a day to pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from catalog.catalog import Catalog
from catalog.store import Collected
from catalog.territory import Territory
from generator.actions import Address
from generator.page import Page
from generator.releases.ledger import Ledger
from generator.releases.manifest import Manifest
from generator.site import Renderer, Site
from generator.tables import DEFINITIONS
from generator.tables.compute import compute
from generator.tables.gather import gather
from generator.views.ad import ad_pages
from generator.views.ads import ad_list_pages
from generator.views.constants import constant_pages
from generator.views.data import data_pages
from generator.views.home import home_pages
from generator.views.lists import list_pages
from generator.views.monitoring import monitoring_files
from generator.views.news import news_pages
from generator.views.pay.page import pay_pages
from generator.views.pme import pme_pages
from generator.views.profiles.page import profile_pages
from generator.views.questions import door_pages, question_pages
from generator.views.skills import skill_pages
from generator.views.sources import source_pages
from generator.views.titles import title_pages
from generator.views.trainings import training_pages
from generator.views.works import work_pages


def open_site(
    catalog: Catalog,
    today: dt.date,
    collected: Collected | None = None,
    territory: Territory | None = None,
    address: Address | None = None,
    releases: Iterable[Manifest] = (),
) -> Site:
    """The catalog and the records on a day, the tables computed from them, and the versions recorded until then."""
    site = Site(catalog, today, collected, territory, address)
    site.releases = Ledger(releases, today)
    site.facts = gather(site)
    site.tables = compute(DEFINITIONS, site.facts)
    return site


def build_pages(
    catalog: Catalog,
    today: dt.date,
    address: Address | None = None,
    *,
    collected: Collected | None = None,
    territory: Territory | None = None,
    releases: Iterable[Manifest] = (),
) -> list[Page]:
    """Every generated page, in a fixed order; the same catalog, records and day give the same bytes.

    ``catalog`` and ``collected`` must have been loaded without problems. ``address`` tells where the site is
    published, ``territory`` how places are named, ``releases`` what was shown before.
    """
    return site_pages(Renderer(open_site(catalog, today, collected, territory, address, releases)), address)


def site_pages(renderer: Renderer, address: Address | None = None) -> list[Page]:
    """The same, for a site that is open."""
    where = address or Address()
    return [
        *home_pages(renderer, where),
        *door_pages(renderer),
        *list_pages(renderer),
        *work_pages(renderer, where),
        *question_pages(renderer, where),
        *pme_pages(renderer),
        *pay_pages(renderer, where),
        *profile_pages(renderer, where),
        *monitoring_files(),
        *skill_pages(renderer, where),
        *constant_pages(renderer),
        *title_pages(renderer),
        *training_pages(renderer),
        *ad_list_pages(renderer, where),
        *ad_pages(renderer, where),
        *source_pages(renderer, where),
        *data_pages(renderer, where),
        *news_pages(renderer),
    ]
