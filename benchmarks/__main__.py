"""``python -m benchmarks``: every benchmark of this folder in turn, by name. Scores are apart (``make quality``)."""

from __future__ import annotations

import importlib
import pkgutil
import time
from pathlib import Path


def benchmark_names() -> list[str]:
    """The modules that measure a time: all but the scores, the draw of the entries to check and the invented ads."""
    names = (module.name for module in pkgutil.iter_modules([str(Path(__file__).parent)]))
    return sorted(name for name in names if not name.startswith(("quality", "draw", "synthetic", "tables_sql", "_")))


def main() -> None:
    for name in benchmark_names():
        print(f"\n== {name} ==", flush=True)
        begun = time.monotonic()
        try:
            importlib.import_module(f"benchmarks.{name}").main()
        except ModuleNotFoundError as error:
            print(f"skipped: {error.name} is not installed", flush=True)
            continue
        print(f"({time.monotonic() - begun:.0f} s)", flush=True)


if __name__ == "__main__":
    main()
