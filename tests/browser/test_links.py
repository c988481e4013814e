"""Every link of every page leads somewhere, under the path the site is published at."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

pytestmark = pytest.mark.browser

ADDRESSES = {"href", "src", "action"}


class _Addresses(HTMLParser):
    """What a page points to, and the anchors it offers."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.anchors: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ADDRESSES and value is not None:
                self.addresses.append(value)
            elif name == "id" and value:
                self.anchors.add(value)


@pytest.fixture(scope="module")
def pages(site) -> dict[str, _Addresses]:
    """Every page of the site, by address."""
    found = {}
    for file in Path(site.folder).rglob("*.html"):
        path = file.relative_to(site.folder).as_posix()
        parser = _Addresses()
        parser.feed(file.read_text(encoding="utf-8"))
        # A page that is not there is shown at any address.
        found[site.url + ("nulle/part/" if path == "404.html" else path.removesuffix("index.html"))] = parser
    return found


def test_links_lead_somewhere(site, pages):
    assert len(pages) > 100
    lost = set()
    for url, page in pages.items():
        for address in page.addresses:
            target, _, anchor = urljoin(url, address).partition("#")
            target = target.partition("?")[0]
            if urlsplit(target).netloc != urlsplit(site.url).netloc:
                assert target.startswith(("http://", "https://", "mailto:")), f"{url}: {address}"
            elif target in pages:
                if anchor and unquote(anchor) not in pages[target].anchors:
                    lost.add(f"{url}: {address}")
            elif not (
                target.startswith(site.url) and Path(site.folder, unquote(target.removeprefix(site.url))).is_file()
            ):
                lost.add(f"{url}: {address}")
    assert lost == set()
