"""One Chromium and one built site for every test that needs them: two browsers would each want an event loop."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from tests.building import build

# How long an example takes is no promise of the code, on a loaded machine less than ever.
settings.register_profile("metier", deadline=None)
settings.load_profile("metier")

ROOT = Path(__file__).parents[1]
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
#: No name but the loopback's resolves: a request to another host fails, and is recorded besides.
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the session. Without one the tests are skipped; in continuous integration they fail."""
    executable = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if executable is None:
        reason = f"aucun Chromium sur cette machine ({', '.join(CHROMIUM_NAMES)})"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=CHROMIUM_ARGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The project itself: its mkdocs.yml, docs/ and data/."""
    return ROOT


@pytest.fixture(scope="session")
def whole_site(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dt.date]:
    """The site of this checkout, built once a session: its folder, and the day it was built."""
    folder, today = tmp_path_factory.mktemp("built") / "site", dt.datetime.now(dt.UTC).date()
    build(checkout, folder, today)
    return folder, today


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Collections go first: one stops when its process holds too much, and what builds sites and tables leaves much
    behind. What drives the browser goes last: the rest tells its failures first, and starts with no event loop
    running."""
    items.sort(key=lambda item: ("browser" in getattr(item, "fixturenames", ()), "scraper" not in item.path.parts))
