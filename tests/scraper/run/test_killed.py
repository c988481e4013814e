"""``kill -9`` at fifty moments of a real run: what was acknowledged is there, once, and the next run ends as if nothing
had happened."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

from catalog.store import JOURNAL, load_collected
from tests.sandbox.server import Sandbox
from tests.scraper.run.conftest import BOARD, ROOT, job
from tests.scraper.run.killable import BOARDS

KILLS = 50
#: Ads of each board: enough for several acknowledgements a source.
ADS = 70


class Runs:
    """The process that forks collections; ``web`` is what they read."""

    def __init__(self, web: Sandbox) -> None:
        for at, name in enumerate(BOARDS):
            jobs = [job(1000 * at + number, words=f"atelier {number}") for number in range(ADS)]
            web.add(BOARD, f"/v1/boards/{name}/jobs", {"jobs": jobs})
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.scraper.run.killable", str(web.port)],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self._process.stdin
        assert self._process.stdout
        self._in: IO[str] = self._process.stdin
        self._out: IO[str] = self._process.stdout
        assert self._out.readline() == "ready\n"

    def run(self, folder: Path, kill_after: float | None = None) -> tuple[Counter[str], bool]:
        """Collect into ``folder``, killed after so many seconds; what was acknowledged, and whether it was whole."""
        print(folder, file=self._in, flush=True)
        pid = int(self._out.readline().split()[1])
        killer = threading.Timer(kill_after, os.kill, (pid, signal.SIGKILL)) if kill_after is not None else None
        if killer:
            killer.start()
        acknowledged: Counter[str] = Counter()
        done = False
        for line in self._out:
            words = line.split()
            if words[0] == "ended":
                break
            if words[0] == "ack":
                acknowledged[words[1]] = int(words[2])
            done = done or words[0] == "done"
        if killer:
            killer.cancel()
        return acknowledged, done

    def close(self) -> None:
        self._in.close()
        self._process.wait()
        self._out.close()


@pytest.fixture
def runs() -> Iterator[Runs]:
    with Sandbox(install=False) as web:
        started = Runs(web)
        yield started
        started.close()


def records(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "ads").glob("*.jsonl")}


def test_fifty_kills_lose_and_double_nothing(runs: Runs, tmp_path: Path) -> None:
    reference = tmp_path / "reference"
    began = time.monotonic()
    assert runs.run(reference)[1]
    length = time.monotonic() - began
    draw = random.Random(20261125)
    survived = 0
    for number in range(KILLS):
        folder = tmp_path / str(number)
        acknowledged, done = runs.run(folder, kill_after=draw.uniform(0, length))
        survived += done
        stored, problems = load_collected(folder)
        assert problems == []
        for path in (folder / "ads").glob("*.jsonl"):
            lines = path.read_text("utf-8").splitlines()
            assert len(lines) == len(set(lines)) == len({line.split(",")[0] for line in lines})
        for source, count in acknowledged.items():
            journal = folder / JOURNAL / f"{source}.jsonl"
            waiting = len(journal.read_bytes().split(b"\n")) - 2 if journal.exists() else 0
            settled = sum(ad.source == source for ad in stored.ads.values())
            assert max(waiting, settled) >= count, (number, source)
        assert runs.run(folder)[1]
        assert records(folder) == records(reference), number
        assert not list((folder / JOURNAL).iterdir())
    assert survived < KILLS * 0.9, "the kills came too late to tell anything"
