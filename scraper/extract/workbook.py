"""Rows of a spreadsheet (XLSX, ODS) that others made: never more than it may weigh, in a process that may die of it.

A few hundred bytes can say that a sheet has a cell at its far corner; the reader then asks for gigabytes, and the
process is aborted. So it reads in a child, with bounds of memory and time.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
import zlib
from typing import Any

#: Bytes of all the members of a workbook once inflated; members; bytes of memory and seconds to read one.
LARGEST, MOST_MEMBERS = 50 * 1024 * 1024, 2000
MEMORY, SECONDS = 1024 * 1024 * 1024, 60


class WorkbookRefused(ValueError):
    """Not a workbook, or one that is too large; ``str()`` says why, in French."""


def read_workbook(body: bytes, sheet: str | None = None) -> list[list[Any]]:
    """The cells of ``sheet`` (the first one when None), row by row: text, number, boolean, "" when empty; a date is
    ISO text. Raises WorkbookRefused."""
    check_weight(body)
    arguments = [sys.executable, "-m", __name__, sheet or ""]
    try:
        child = subprocess.run(arguments, input=body, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise WorkbookRefused(f"illisible en {SECONDS} secondes") from None
    if child.returncode:
        told = child.stderr.decode("utf-8", "replace").strip().splitlines()
        raise WorkbookRefused(told[-1][:200] if child.returncode == 1 and told else "trop grand une fois ouvert")
    rows: list[list[Any]] = json.loads(child.stdout)
    return rows


def check_weight(body: bytes) -> None:
    """Inflates every member, keeping nothing: what a header declares may be false. Raises WorkbookRefused."""
    weight = 0
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as package:
            if len(package.infolist()) > MOST_MEMBERS:
                raise WorkbookRefused(f"plus de {MOST_MEMBERS} fichiers dans le classeur")
            for member in package.infolist():
                with package.open(member) as stream:
                    while piece := stream.read(64 * 1024):
                        weight += len(piece)
                        if weight > LARGEST:
                            raise WorkbookRefused(f"plus de {LARGEST // 2**20} Mo une fois décompressé")
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise WorkbookRefused(f"classeur illisible : {type(error).__name__}") from None


def _child(body: bytes, sheet: str) -> str:
    from python_calamine import CalamineWorkbook

    with CalamineWorkbook.from_filelike(io.BytesIO(body)) as book:
        found = book.get_sheet_by_name(sheet) if sheet else book.get_sheet_by_index(0)
        return json.dumps(found.to_python(skip_empty_area=False), default=str)


def _bound_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    _bound_memory()
    try:
        sys.stdout.write(_child(sys.stdin.buffer.read(), sys.argv[1]))
    except Exception as error:
        sys.stderr.write(f"{type(error).__name__} : {error}\n")
        sys.exit(1)
