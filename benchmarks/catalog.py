"""How long 1,348 short resources take to load, be checked and become Markdown: under 3 s is the promise.

The entries are made here (name, link, description, three themes, two more fields), the same at each run. The floor is
what reading them costs whoever reads YAML with libyaml and checks nothing: ``yaml.load`` with ``CSafeLoader``. The
peer does what a project of YAML files usually does: ``yaml.safe_load``, then the JSON Schema, without positions,
cross-checks nor pages.
"""

from __future__ import annotations

import datetime as dt
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import yaml

from catalog.load import load_catalog
from catalog.schema import entry_schema
from generator.pages import build_pages

ENTRIES = 1348
RUNS = 5
PROMISE_SECONDS = 3.0
TODAY = dt.date(2026, 11, 22)

TOPICS = ("moderation", "salaires", "outils", "veille", "crise", "mesure", "formation", "video", "strategie")
KINDS = ("article", "outil", "guide", "liste", "methode")
WORDS = (
    "animer", "une", "communauté", "demande", "du", "temps", "et", "des", "règles", "écrites", "que", "chacun",
    "relit", "avant", "de", "publier", "répondre", "mesurer", "ou", "passer", "la", "main", "quand", "le", "public",
)  # fmt: skip


def write_entries(folder: Path, count: int = ENTRIES) -> None:
    """A data folder of ``count`` resources, their themes, and the two registries a catalog needs."""
    (folder / "resources").mkdir(parents=True)
    (folder / "metrics.yml").write_text(
        'part-femmes:\n  label: Part des femmes\n  definition: Une part.\n  unit: "%"\n  kind: part\n', "utf-8"
    )
    topics = "".join(f"{name}:\n  label: {name.capitalize()}\n  description: Un thème.\n" for name in TOPICS)
    (folder / "topics.yml").write_text(topics, "utf-8")
    for number in range(count):
        (folder / "resources" / f"ressource-{number:04}.yml").write_text(_entry(number), "utf-8")


def _entry(number: int) -> str:
    words = [WORDS[(number * 7 + step * (number % 5 + 1)) % len(WORDS)] for step in range(30)]
    topics = [TOPICS[(number + step * (number % 4 + 1)) % len(TOPICS)] for step in (0, 1, 2)]
    return (
        f"title: Ressource {number} pour {words[0]} et {words[1]}\n"
        f"url: https://exemple.fr/ressources/{number}\n"
        "publisher: Exemple\n"
        f"published: {2008 + number % 18}-{number % 12 + 1:02}\n"
        f"kind: {KINDS[number % len(KINDS)]}\n"
        f"summary: >-\n  {' '.join(words)}.\n"
        f"topics: [{', '.join(dict.fromkeys(topics))}]\n"
    )


def median_seconds(run: Callable[[], object], runs: int = RUNS) -> float:
    """The median processor time of ``runs`` calls: one thread does it all, whatever else the machine is doing."""
    times = []
    for _ in range(runs):
        begun = time.process_time()
        run()
        times.append(time.process_time() - begun)
    return statistics.median(times)


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        data = Path(temporary, "data")
        write_entries(data)
        files = sorted(data.rglob("*.yml"))
        loaded = load_catalog(data, TODAY)
        assert loaded.problems == [], loaded.problems[:3]

        load = median_seconds(lambda: load_catalog(data, TODAY))
        pages = median_seconds(lambda: build_pages(loaded.catalog, TODAY))
        floor = median_seconds(lambda: [yaml.load(path.read_bytes(), yaml.CSafeLoader) for path in files])
        count = len(build_pages(loaded.catalog, TODAY))

        print(f"{ENTRIES} short resources, {count} pages; processor time, median of {RUNS} runs")
        print(f"  load and check            {load:6.2f} s")
        print(f"  become Markdown           {pages:6.2f} s")
        kept = "kept" if load + pages < PROMISE_SECONDS else "NOT KEPT"
        print(f"  both                      {load + pages:6.2f} s   under {PROMISE_SECONDS:.0f} s: {kept}")
        print(f"  floor: CSafeLoader alone  {floor:6.2f} s   load and check is {load / floor:.1f} times that")
        peer = median_seconds(lambda: _peer(files), runs=1)
        print(f"  peer: safe_load + schema  {peer:6.2f} s   load and check is {load / peer:.2f} times that")


def _peer(files: list[Path]) -> None:
    from jsonschema import Draft202012Validator

    validator = Draft202012Validator(entry_schema("resources"))
    for path in files:
        if path.parent.name == "resources":
            errors = list(validator.iter_errors(yaml.safe_load(path.read_bytes())))
            assert errors == [], errors[0]


if __name__ == "__main__":
    main()
