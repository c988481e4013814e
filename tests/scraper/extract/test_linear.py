"""Hostile strings: every extractor ends. How fast is told by ``python -m benchmarks.adversarial``."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_no_call_lasts_five_seconds() -> None:
    """The child kills itself on the first call that does, with the traceback of where it was."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.adversarial", "--kill"],
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
