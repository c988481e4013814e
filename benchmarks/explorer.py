"""What the list of ads weighs before its first result, among 10,000 ads: under 400 kB is the promise.

Builds the site from invented ads, serves it compressed on the loopback, opens views of ``/offres/`` in Chromium, each
with an empty cache, and counts what was received (bodies and headers) until the list answers.
``python -m benchmarks.explorer SITE`` measures a site already built.
"""

from __future__ import annotations

import calendar
import contextlib
import functools
import gzip
import http.server
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks.synthetic_ads import TODAY, write

ADS = 10_000
PROMISE_BYTES = 400_000
VIEWS = {
    "the newest": "",
    "two filters": "?region=bretagne&contrat=cdi",
    "a rare filter": "?region=corse",
    "words": "?q=animateur+lyon",
    "a skill": "?competence=canva",
    "all at once": "?region=bretagne&competence=canva&q=manager&tri=titre",
}


class _Compressed(http.server.SimpleHTTPRequestHandler):
    """A static host that compresses everything, as Pages does."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body = gzip.compress(path.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address of ``folder``, compressed, on a port of the loopback chosen by the system."""
    handler = functools.partial(_Compressed, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


def weigh(browser: Browser, url: str) -> tuple[int, int, str]:
    """Bytes and answers received until the list of ``url`` answers, and what it then counts."""
    context = browser.new_context(locale="fr-FR")
    page = context.new_page()
    received: list[int] = []

    def count(request) -> None:  # type: ignore[no-untyped-def]
        sizes = request.sizes()
        received.append(sizes["responseBodySize"] + sizes["responseHeadersSize"])

    page.on("requestfinished", count)
    page.goto(url)
    page.wait_for_function("document.querySelector('.explorer .list:not([aria-busy])')")
    page.wait_for_load_state("networkidle")
    counted = page.locator(".explorer .count").inner_text()
    context.close()
    return sum(received), len(received), counted


def build(folder: Path, ads: int = ADS) -> Path:
    """The site of ``ads`` invented ads, under ``folder``."""
    write(folder / "records", ads)
    command = [sys.executable, "-m", "metier", "build", "--collected", str(folder / "records")]
    day = {"SOURCE_DATE_EPOCH": str(calendar.timegm(TODAY.timetuple()))}
    subprocess.run([*command, "--site-dir", str(folder / "site")], check=True, env={**os.environ, **day})
    return folder / "site"


def measure(site: Path) -> None:
    with sync_playwright() as playwright, serving(site) as url:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for name, query in VIEWS.items():
            weight, answers, counted = weigh(browser, f"{url}offres/{query}")
            verdict = "ok" if weight < PROMISE_BYTES else "OVER"
            print(f"{name:14} {weight / 1000:6.0f} kB in {answers:2} answers, {counted} ({verdict})")
        browser.close()


def main() -> None:
    if len(sys.argv) > 1 and Path(sys.argv[1]).is_dir():
        measure(Path(sys.argv[1]))
        return
    with tempfile.TemporaryDirectory() as folder:
        measure(build(Path(folder)))


if __name__ == "__main__":
    main()
