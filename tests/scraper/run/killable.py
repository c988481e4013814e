"""Collections that a test kills: ``python -m tests.scraper.run.killable PORT`` reads a folder a line, and forks a
collection into it.

The parent has read the catalog and imported everything; a child is a real run, reactor and all, that starts at once.
It prints ``pid``, then ``ack <source> <count>`` each time so many records of a source are safe, then ``done``.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
from pathlib import Path

from catalog.load import load_catalog
from scraper.readers import Readers
from scraper.run.collect import Collection, Plan
from scraper.run.crawl import Job
from scraper.run.reactor import run_in_reactor
from scraper.run.wiring import crawl_settings
from scraper.sources import prepare
from tests.scraper.run.conftest import ROOT, START, Silent, board

#: The boards that are read, in the order of their ids.
BOARDS = ("w", "x", "y")


def main() -> None:
    port = int(sys.argv[1])
    readers = Readers(load_catalog(ROOT / "data", START.date() + dt.timedelta(days=60)).catalog)
    assert readers.ads
    assert readers.titles
    ready, _, _ = prepare([board(name) for name in BOARDS], {})
    print("ready", flush=True)
    for line in sys.stdin:
        child = os.fork()
        if child:
            os.waitpid(child, 0)
            print("ended", flush=True)
            continue
        print(f"pid {os.getpid()}", flush=True)
        plan = Plan(
            ready=ready,
            sources={},
            readers=readers,
            folder=Path(line.strip()),
            settings=lambda each: crawl_settings(each.source, sandbox=port),
            now=lambda: START,
        )
        collection = Collection(plan, Telling())
        run_in_reactor(collection.run, collection.stop)
        print("done", flush=True)
        os._exit(0)


class Telling(Silent):
    """Says what is acknowledged, on the standard output."""

    def acknowledged(self, job: Job, count: int) -> None:
        print(f"ack {job.ready.source.id} {count}", flush=True)


if __name__ == "__main__":
    main()
