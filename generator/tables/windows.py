"""Over which time a share was counted: that of all that « of » counts, not of the part that the row names."""

from __future__ import annotations

import datetime as dt

from generator.tables.compute import Result, Row

Edge = dt.date | str | None

#: Columns that name a part of a whole, the finest first. Rows that differ only by the finest are parts of one whole.
_PARTS = ("other", "skill")


def whole_window(result: Result, row: Row) -> tuple[Edge, Edge]:
    """The first ``since`` and the last ``until`` of the rows that are parts of the same whole as ``row``.

    A whole is one count in ``of`` and, when the key names more than a part, one value in its other columns. Edges are
    days, or texts that begin with a year where a table dates pages; None when no row is dated.
    """
    key = result.definition.key
    part = next((name for name in _PARTS if name in key), "")
    named = [name for name in key if name != part] if len(key) > 1 else []
    parts = [
        other
        for other in result.rows
        if other.values.get("of") == row.values.get("of") and all(other[name] == row[name] for name in named)
    ]
    starts = [start for part in parts if (start := part.values.get("since"))]
    ends = [end for part in parts if (end := part.values.get("until"))]
    return (_edge(min(starts, key=str)) if starts else None, _edge(max(ends, key=str)) if ends else None)


def _edge(value: object) -> Edge:
    return value if isinstance(value, dt.date | str) else None
