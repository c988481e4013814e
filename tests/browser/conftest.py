"""A real Chromium before the built site, served under the path it is published at; no request may leave for elsewhere."""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
import http.server
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from catalog.catalog import Catalog
from catalog.load import load_catalog
from tests.browser.demonstration import fill
from tests.building import build
from tests.generator.made import TODAY

#: The path under which the site is published (``site_url`` of mkdocs.yml).
MOUNT = "/metier-cm/"
Visit = Callable[..., Page]

# A page answers at once; the rest is what a loaded machine takes.
expect.set_options(timeout=10_000)


@dataclass(frozen=True)
class Site:
    """A built site: its folder, its address (which ends with a slash) and the day it was built."""

    folder: Path
    url: str
    built: dt.date


class _Handler(http.server.SimpleHTTPRequestHandler):
    """A static host as Pages is one: under a path, with the site's own page for what is not there."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        if self.path.startswith(MOUNT):
            super().do_GET()
        else:
            self.send_error(404)

    def translate_path(self, path: str) -> str:
        return super().translate_path("/" + path.removeprefix(MOUNT))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        body = Path(self.directory, "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address of ``folder`` on a port of the loopback chosen by the system."""
    with http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(_Handler, directory=str(folder))
    ) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}{MOUNT}"
        server.shutdown()


@pytest.fixture(scope="session")
def built() -> Callable[..., contextlib.AbstractContextManager[Site]]:
    """Build a project into a folder as if on a given day, with options of ``metier build``, and serve it."""

    @contextlib.contextmanager
    def built(project: Path, folder: Path, day: dt.date, *options: str) -> Iterator[Site]:
        build(project, folder, day, *options)
        with serving(folder) as url:
            yield Site(folder, url, day)

    return built


@pytest.fixture(scope="session")
def site(browser: Browser, whole_site: tuple[Path, dt.date]) -> Iterator[Site]:
    """The site of this checkout, served. (It asks for the browser: without one, nothing is built for it.)"""
    folder, day = whole_site
    with serving(folder) as url:
        yield Site(folder, url, day)


@pytest.fixture(scope="session")
def demonstration(
    browser: Browser, checkout: Path, built: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """The same entries with invented records, as ``metier build --collected`` shows them, served."""
    folder = tmp_path_factory.mktemp("demonstration")
    fill(folder / "records")
    with built(checkout, folder / "site", TODAY, "--collected", str(folder / "records")) as site:
        yield site


@pytest.fixture(scope="session")
def catalog(site: Site, checkout: Path) -> Catalog:
    """What the site was built from."""
    return load_catalog(checkout / "data", site.built).catalog


@dataclass
class Visitor:
    """Opens pages, each in a context of its own, and keeps what none of them should do."""

    browser: Browser
    site: Site
    contexts: list[BrowserContext] = field(default_factory=list)
    missing: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    def __call__(
        self,
        path: str = "",
        *,
        width: int = 1440,
        height: int = 900,
        missing: bool = False,
        **options: Any,
    ) -> Page:
        """The page at ``path``, loaded. ``missing`` says that nothing is there; ``options`` are Playwright’s."""
        options = {"locale": "fr-FR", "reduced_motion": "reduce", "base_url": self.site.url, **options}
        context = self.browser.new_context(viewport={"width": width, "height": height}, **options)
        self.contexts.append(context)
        context.on("request", lambda request: self._request(request.url))
        context.on("console", self._console)
        context.on("weberror", lambda error: self.faults.append(f"script: {error.error}"))
        page = context.new_page()
        if missing:
            self.missing.add(self.site.url + path)
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == (404 if missing else 200), path
        return page

    def _request(self, url: str) -> None:
        if not url.startswith((self.site.url, "data:", "blob:")):
            self.faults.append(f"request: {url}")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and message.location["url"] not in self.missing:
            self.faults.append(f"console: {message.text} ({message.location['url']})")

    def close(self) -> list[str]:
        for context in self.contexts:
            context.close()
        return self.faults


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator[Visit]:
    """Open a page of the site; at the end, none of them asked another host for anything nor met an error."""
    visitor = Visitor(browser, site)
    yield visitor
    assert visitor.close() == []
