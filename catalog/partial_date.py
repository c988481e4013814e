"""Dates known to the year, the month or the day, and intervals between two of them.

The written form is a subset of EDTF level 0 (ISO 8601-2): ``2012``, ``2012-05``, ``2012-05-09`` and
``2010/2012``. What is not written is not known: nothing is rounded to the first of January.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import PydanticCustomError, core_schema

Precision = Literal["year", "month", "day", "interval"]

_ONE = r"\d{4}(?:-\d{2}(?:-\d{2})?)?"
_WRITTEN = re.compile(rf"({_ONE})(?:/({_ONE}))?", re.ASCII)


@dataclass(frozen=True)
class PartialDate:
    """A date as precise as its source: ``earliest`` and ``latest`` are the days it may stand for."""

    text: str
    earliest: dt.date
    latest: dt.date
    precision: Precision

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read ``2012``, ``2012-05``, ``2012-05-09`` or ``2010/2012``; ValueError otherwise."""
        match = _WRITTEN.fullmatch(text)
        if not match:
            raise ValueError(text)
        first, last = match.groups()
        earliest, latest, precision = _bounds(first)
        if last:
            end_earliest, latest, _ = _bounds(last)
            if end_earliest < earliest:
                raise ValueError(text)
            precision = "interval"
        return cls(text, earliest, latest, precision)

    @property
    def year(self) -> int:
        """The year it begins in."""
        return self.earliest.year

    @property
    def last_begins(self) -> dt.date:
        """The first day its last part may stand for: the second date of an interval, else the date itself."""
        return _bounds(self.text.rpartition("/")[2])[0]

    def __str__(self) -> str:
        return self.text

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            _validate, serialization=core_schema.plain_serializer_function_ser_schema(str)
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": f"^{_ONE}(/{_ONE})?$"}]}


def _bounds(text: str) -> tuple[dt.date, dt.date, Precision]:
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 1:
        return dt.date(parts[0], 1, 1), dt.date(parts[0], 12, 31), "year"
    if len(parts) == 2:
        first = dt.date(parts[0], parts[1], 1)
        return first, first.replace(day=calendar.monthrange(*parts)[1]), "month"
    day = dt.date(*parts)
    return day, day, "day"


def _validate(value: object) -> PartialDate:
    if isinstance(value, PartialDate):
        return value
    written = f"{value:04d}" if isinstance(value, int) and not isinstance(value, bool) else value
    try:
        if not isinstance(written, str):
            raise ValueError(written)
        return PartialDate.parse(written)
    except ValueError:
        raise PydanticCustomError(
            "partial_date",
            "« {value} » n’est pas une date : écrire 2012, 2012-05, 2012-05-09 ou 2010/2012",
            {"value": str(value)[:40]},
        ) from None
