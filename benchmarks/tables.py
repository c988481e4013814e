"""All the tables of ads and skills from a million invented ads: ours (Ibis), beside DuckDB's SQL written by hand.

``python -m benchmarks.tables [COUNT]``. The facts are drawn once, into Parquet files. Each run is a process of its
own that reads them, computes every table and writes each as a Parquet file; the two take turns, and the ratio is the
median of the pairs. Processor time counts from after the imports to the last file, all threads together; memory is
the peak of the whole process. The results are then compared row by row, and ours from run to run byte by byte: any
difference is an exit code of 1.

What the site does before, reading records into memory and making facts of them, is told apart, measured on fewer ads
and grown to as many: whoever computes the tables pays it alike, and it takes far more memory than they do.
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks import synthetic_ads, tables_sql
from catalog.models import JobAd
from catalog.store import Collected
from catalog.territory import load_territory

COUNT, PAIRS, RECORDS = 1_000_000, 3, 50_000
#: What is promised: times the processor time of the SQL, and megabytes.
RATIO, MEGABYTES = 1.4, 2_000
_SIDES = ("ours", "sql")


def draw(folder: Path, count: int) -> None:
    """The facts of ``count`` ads, a Parquet file each."""
    from benchmarks.synthetic_facts import facts

    known = synthetic_ads.words()
    drawn = synthetic_ads.draw(known, count)
    territory = load_territory(synthetic_ads.ROOT / "data/geography")
    for name, table in facts(known, drawn, synthetic_ads.TODAY, territory).items():
        pq.write_table(table, folder / f"{name}.parquet")


def run_ours(folder: Path, out: Path) -> None:
    """Every table as the site computes and publishes it."""
    from generator.tables import DEFINITIONS
    from generator.tables.compute import compute
    from generator.tables.publish import to_parquet

    began = _seconds()
    facts = {path.stem: pq.read_table(path) for path in sorted(folder.glob("*.parquet"))}
    asked = [definition for definition in DEFINITIONS if definition.id in tables_sql.TABLES]
    for name, result in compute(asked, facts).items():
        (out / f"{name}.parquet").write_bytes(to_parquet(result))
    _tell(began)


def run_sql(folder: Path, out: Path) -> None:
    """The same by hand."""
    began = _seconds()
    with duckdb.connect() as connection:
        for path in sorted(folder.glob("*.parquet")):
            connection.execute(f"CREATE TABLE \"{path.stem}\" AS FROM read_parquet('{path}')")
        tables_sql.prepare(connection)
        for name, sql in tables_sql.TABLES.items():
            connection.execute(f"COPY ({sql}) TO '{out / name}.parquet' (FORMAT parquet, COMPRESSION zstd)")
    _tell(began)


def _seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def _peak() -> float:
    """Megabytes, the most this process ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _held() -> float:
    """Megabytes, what this process holds now: drawing the ads held more for a moment."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1024 / 1024


def _tell(began: float, before: float = 0.0) -> None:
    print(json.dumps({"seconds": _seconds() - began, "megabytes": _peak() - before}))


def differences(ours: Path, theirs: Path) -> list[str]:
    """The tables whose rows are not the same, key apart."""
    return [
        name
        for name in tables_sql.TABLES
        if not _alike(pq.read_table(ours / f"{name}.parquet"), pq.read_table(theirs / f"{name}.parquet"))
    ]


def _alike(ours: pa.Table, theirs: pa.Table) -> bool:
    rows = ours.drop_columns(["key"])
    return bool(rows.column_names == theirs.column_names and rows.to_pylist() == theirs.to_pylist())


def _bytes(folder: Path, pair: int, name: str) -> bytes:
    return (folder / f"ours-{pair}" / f"{name}.parquet").read_bytes()


def gather_records() -> None:
    """What an ad costs from its record to its facts, all held at once as the site holds them."""
    from generator.tables.gather_ads import ad_rows
    from generator.tables.schemas import SCHEMAS

    known = synthetic_ads.words()
    drawn = synthetic_ads.draw(known, RECORDS)
    territory = load_territory(synthetic_ads.ROOT / "data/geography")
    before = _held()
    ads = {ad.id: ad for ad in map(JobAd.model_validate, synthetic_ads.records(known, drawn))}
    began = _seconds()
    rows = ad_rows(Collected(ads=ads), territory, synthetic_ads.TODAY)
    tables = [pa.Table.from_pylist(each, schema=SCHEMAS[name]) for name, each in rows.items()]
    assert tables[0].num_rows
    _tell(began, before)


def _measured(side: str, *folders: Path) -> dict[str, float]:
    for folder in folders:
        folder.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "benchmarks.tables", side, *map(str, folders)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=synthetic_ads.ROOT)
    told: dict[str, float] = json.loads(done.stdout)
    return told


def main(count: int = COUNT) -> int:
    """0 when the tables are the same on both sides, and in every run."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        facts = folder / "facts"
        facts.mkdir()
        subprocess.run([sys.executable, "-m", "benchmarks.tables", "draw", str(facts), str(count)], check=True)
        runs = [{side: _measured(side, facts, folder / f"{side}-{pair}") for side in _SIDES} for pair in range(PAIRS)]
        unlike = differences(folder / "ours-0", folder / "sql-0")
        changed = [
            name for name in tables_sql.TABLES if len({_bytes(folder, pair, name) for pair in range(PAIRS)}) > 1
        ]
        for side in _SIDES:
            seconds = statistics.median(run[side]["seconds"] for run in runs)
            peak = max(run[side]["megabytes"] for run in runs)
            print(f"{side:5}: {seconds:.1f} s of processor, peak {peak:.0f} MB")
        ratio = statistics.median(run["ours"]["seconds"] / run["sql"]["seconds"] for run in runs)
        print(
            f"{count} ads, {len(tables_sql.TABLES)} tables: ×{ratio:.2f} (promised: under ×{RATIO}, {MEGABYTES} MB)"
        )
        print(f"tables unlike those of the SQL: {', '.join(unlike) or 'none'}")
        print(f"tables whose bytes changed from run to run: {', '.join(changed) or 'none'}")
        told = _measured("gather")
        each = told["megabytes"] / RECORDS
        print(
            f"before that, from record to facts, by {RECORDS} ads: {told['seconds'] / RECORDS * 1e6:.0f} µs and"
            f" {each * 1024:.1f} kB an ad, which makes {each * count / 1024:.1f} GB for {count}"
        )
        return 1 if unlike or changed else 0


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["draw", folder, number]:
            draw(Path(folder), int(number))
        case ["ours", folder, out]:
            run_ours(Path(folder), Path(out))
        case ["sql", folder, out]:
            run_sql(Path(folder), Path(out))
        case ["gather"]:
            gather_records()
        case [number]:
            sys.exit(main(int(number)))
        case _:
            sys.exit(main())
