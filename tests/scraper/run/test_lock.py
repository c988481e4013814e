"""One collection at a time, and the one that waits is told whom it waits for."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from scraper.run.lock import Held, locked

NOW = dt.datetime(2026, 11, 25, 8, 30, tzinfo=dt.UTC)
HOLD = """
import datetime as dt, sys
from pathlib import Path
from scraper.run.lock import locked
with locked(Path(sys.argv[1]), dt.datetime(2026, 11, 25, 8, 30, tzinfo=dt.UTC)):
    print("held", flush=True)
    sys.stdin.read()
"""


def hold(folder: Path) -> subprocess.Popen[str]:
    """Another process that holds ``folder`` until its input ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_one_is_refused_and_told_by_whom(tmp_path: Path) -> None:
    process = hold(tmp_path)
    with (
        pytest.raises(Held, match=rf"processus {process.pid} sur .+, depuis le 25/11/2026 à 08:30 UTC"),
        locked(tmp_path, NOW),
    ):
        pass
    process.communicate("")
    with locked(tmp_path, NOW):
        pass
    assert [path.name for path in tmp_path.iterdir() if path.name != ".lock"] == []


def test_a_killed_holder_holds_nothing(tmp_path: Path) -> None:
    process = hold(tmp_path)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    with locked(tmp_path, NOW):
        pass
