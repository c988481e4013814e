"""Builds a whole site from the command line, as a person does."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import pytest


def build(project: Path, site_dir: Path, day: dt.date, *options: str) -> None:
    """Run ``metier build`` in ``project`` as if on ``day``, with other ``options``."""
    noon = dt.datetime.combine(day, dt.time(12), dt.UTC)
    done = subprocess.run(
        [sys.executable, "-m", "metier", "build", "--site-dir", str(site_dir), *options],
        cwd=project,
        env={**os.environ, "SOURCE_DATE_EPOCH": str(int(noon.timestamp()))},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        pytest.fail(f"the site does not build:\n{done.stdout}{done.stderr}", pytrace=False)
