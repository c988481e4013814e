"""``data/collected``: what spiders brought back, as JSON Lines that a git diff reads well.

One folder a kind, one file a month (that in which the record was first seen, which never changes), one record a line,
sorted by id. A file whose records did not change is not written again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from catalog.atomic import remove_durably, write_atomically
from catalog.messages import message_of
from catalog.models import Candidate, JobAd, PayFigure, Record, Run
from catalog.models.base import Strict
from catalog.problem import Problem, shown

#: The folder of each kind of record.
KINDS: dict[str, type[Record]] = {"ads": JobAd, "candidates": Candidate, "pay": PayFigure}
RUNS, QUARANTINE, JOURNAL, SURVEYS = "runs", "quarantine", ".journal", "surveys"


@dataclass
class Collected:
    """Records by kind and id, and the runs of each source, oldest first."""

    ads: dict[str, JobAd] = field(default_factory=dict)
    candidates: dict[str, Candidate] = field(default_factory=dict)
    pay: dict[str, PayFigure] = field(default_factory=dict)
    runs: dict[str, list[Run]] = field(default_factory=dict)

    def kind(self, name: str) -> dict[str, Any]:
        """The records of one folder, by its name."""
        records: dict[str, Any] = getattr(self, name)
        return records


def to_line(record: Strict) -> str:
    """One record on one line of JSON, absent values left out, keys in the order of the model."""
    return record.model_dump_json(exclude_defaults=True) + "\n"


def load_collected(folder: Path, root: Path | None = None) -> tuple[Collected, list[Problem]]:
    """What ``folder`` (``data/collected``) holds and what is wrong with it, each problem at its line; never raises.

    Of two lines with one id the one first seen earlier counts, when each is in its own file: a run stopped while a
    record changed month leaves both. Two in one file are a problem: a merge of two branches kept both, and only one
    may say that the ad is gone.
    """
    collected = Collected()
    problems: list[Problem] = []
    above = root or folder.parent.parent
    for kind, model in KINDS.items():
        records = collected.kind(kind)
        for path in sorted((folder / kind).glob("*.jsonl")):
            here: dict[str, int] = {}
            for number, record in _read(path, model, above, problems):
                first = here.setdefault(record.id, number)
                if first != number:
                    message = f"« {record.id} » est déjà à la ligne {first} : garder une seule des deux lignes"
                    problems.append(Problem(_shown(path, above), number, 1, message, "double_id"))
                known = records.get(record.id)
                if known is None or record.first_seen < known.first_seen:
                    records[record.id] = record
        setattr(collected, kind, dict(sorted(records.items())))
    for path in sorted((folder / RUNS).glob("*.jsonl")):
        runs = sorted((run for _, run in _read(path, Run, above, problems)), key=lambda run: run.started)
        if runs:
            collected.runs[path.stem] = runs
    return collected, problems


def _shown(path: Path, above: Path) -> str:
    return path.relative_to(above).as_posix() if path.is_relative_to(above) else path.as_posix()


def _read(path: Path, model: type[Any], above: Path, problems: list[Problem]) -> Iterator[tuple[int, Any]]:
    """Each line that can be read, with its number."""
    where = _shown(path, above)
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError as error:
        problems.append(Problem(where, 1, 1, f"fichier illisible : {error.strerror or error}", "unreadable"))
        return
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield number, model.model_validate_json(line)
        except ValidationError as error:
            first = error.errors()[0]
            field_name = ".".join(str(part) for part in first["loc"])
            message = f"ligne illisible{f', « {shown(field_name)} »' if field_name else ''} : {message_of(first)}"
            problems.append(Problem(where, number, 1, message, "collected"))


class Store:
    """Writes ``data/collected``; one process at a time (see ``scraper.run.lock``)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, kind: str, records: Mapping[str, Record]) -> list[Path]:
        """Put every record of a kind in its month; the files that changed. Months left empty are removed.

        A record that changes month is in the new one before it leaves the old one.
        """
        months: dict[str, list[Record]] = defaultdict(list)
        for name in sorted(records):
            record = records[name]
            months[f"{record.first_seen:%Y-%m}"].append(record)
        changed = [
            path
            for month in sorted(months)
            if self._write(path := self.folder / kind / f"{month}.jsonl", months[month])
        ]
        for path in sorted((self.folder / kind).glob("*.jsonl")):
            if path.stem not in months:
                remove_durably(path)
                changed.append(path)
        return changed

    def add_run(self, run: Run) -> None:
        """Put a report with those of its source; the same run told again takes the place of the former report."""
        path = self.folder / RUNS / f"{run.source}.jsonl"
        lines = path.read_bytes().split(b"\n") if path.exists() else []
        before = [Run.model_validate_json(line) for line in lines if line.strip()]
        others = [other for other in before if other.started != run.started]
        reports = sorted([*others, run], key=lambda report: report.started)
        self._write(path, reports)

    def _write(self, path: Path, records: Iterable[Strict]) -> bool:
        return write_atomically(path, "".join(map(to_line, records)).encode("utf-8"))
