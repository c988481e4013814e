"""Figures, and the registry of what they measure."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from catalog.models.base import AsTuple, Entry, Id, Line, Strict, Text, Unknown, Url, check_order, slugify
from catalog.partial_date import PartialDate

#: Where we read it: in the producer's own publication, in someone's account of it, or in a copy of the page.
ReadOn = Literal["original", "relay", "copy"]
#: The source's own reservation about a value ("près de", "plus de", "moins de").
Qualifier = Literal["environ", "plus-de", "moins-de"]
Number = Annotated[int | float, Field(allow_inf_nan=False)]


class Metric(Entry):
    """One line of ``data/metrics.yml``: what is measured, so that the same measure compares across years.

    ``kind`` says how values were summed up: a mean is never shown as a median.
    ``dimensions`` are the groups a figure may be given for (``contrat: CDI``).
    """

    label: Line
    definition: Text
    unit: Literal["%", "€", "$", "ans", "h", "min", "jours", "personnes", "points", "nombre"]
    per: Literal["heure", "jour", "semaine", "mois", "an"] | None = None
    basis: Literal["brut", "net", "hors taxes", "inconnu"] | None = None
    kind: Literal["part", "médiane", "moyenne", "effectif", "montant", "écart", "durée"]
    dimensions: Annotated[tuple[Id, ...], AsTuple] = ()

    @property
    def is_share(self) -> bool:
        """A share of a whole: from 0 to 100."""
        return self.kind == "part" and self.unit == "%"


class Figure(Strict):
    """One number read somewhere, with what it takes to judge it.

    Either ``value``, or ``min`` and ``max`` (one may be missing for an open range). ``year``, ``n``,
    ``population``, ``producer`` and ``read_on`` are taken from the study that holds the figure unless given here.
    ``computed`` is what the source says when the value is ours: "elle écrit « deux sur trois »" for 66.7.
    """

    metric: Id
    key: Annotated[str, Field(pattern=r"^[a-z0-9.-]{1,80}$")] | None = None
    value: Number | None = None
    min: Number | None = None
    max: Number | None = None
    qualifier: Qualifier | None = None
    group: dict[Id, Line] = {}
    year: PartialDate | Unknown | None = None
    n: Annotated[int, Field(ge=1)] | Unknown | None = None
    population: Line | None = None
    producer: Line | None = None
    read_on: ReadOn | None = None
    url: Url | None = None
    note: Text | None = None
    computed: Text | None = None

    @model_validator(mode="after")
    def _one_reading(self) -> Figure:
        if (self.value is None) == (self.min is None and self.max is None):
            raise PydanticCustomError("figure_value", "donner soit « value », soit « min » et « max »")
        check_order(self.min, self.max)
        return self

    @property
    def slug(self) -> str:
        """Its name within the entry: ``key``, else the metric and the groups (``contrat.cdi``)."""
        return self.key or ".".join([self.metric, *(slugify(value) for value in self.group.values())])
