"""Trainings, dated constants, questions, collections and sources."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from catalog.models.base import AsTuple, Entry, Id, Ids, Line, Lines, Strict, Text, Unknown, Url, check_order
from catalog.models.editorial import Guides
from catalog.models.figure import Number, ReadOn
from catalog.partial_date import PartialDate


class Training(Entry):
    """A training or a certification. ``level`` is that of the French framework, 3 (CAP) to 8 (doctorate);
    ``rncp`` the code of the national register; ``ends`` when its registration ends."""

    title: Line
    url: Url
    certifier: Line | Unknown
    level: Annotated[int, Field(ge=3, le=8)] | Unknown
    rncp: Annotated[str, Field(pattern=r"^(RNCP|RS)\d{3,6}$")] | None = None
    ends: PartialDate | Unknown
    summary: Text
    topics: Ids = ()
    skills: Ids = ()
    inferred: dict[str, Text] = {}
    note: Text | None = None


class ReferenceValue(Strict):
    """One value of a constant, with the days it holds from and until (both included)."""

    value: Number
    group: Line | None = None
    valid_from: PartialDate
    valid_until: PartialDate | None = None
    url: Url | None = None
    read_on: ReadOn | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _in_order(self) -> ReferenceValue:
        if self.valid_until and self.valid_until.latest < self.valid_from.earliest:
            raise PydanticCustomError("dates_order", "« valid_until » précède « valid_from »")
        return self


class Reference(Entry):
    """A dated legal or statistical constant (SMIC, apprentice minima, contributions, price index)."""

    title: Line
    definition: Text
    unit: Line
    publisher: Line
    url: Url
    licence: Line | None = None
    read_on: ReadOn
    values: Annotated[tuple[ReferenceValue, ...], AsTuple, Field(min_length=1)]
    note: Text | None = None


class Question(Entry):
    """A question people really ask; ``keywords`` are the words they type for it.

    In ``answer`` and ``limits``, ``[[study#figure]]`` calls a figure and ``[[entry]]`` links to an entry; everything
    else is plain text. ``guides`` are shown under the answer: the pages of the site that hold more than it does.
    """

    title: Line
    answer: Text
    limits: Text
    topics: Annotated[Ids, Field(min_length=1)]
    keywords: Lines = ()
    skills: Ids = ()
    sources: Ids = ()
    guides: Guides = ()


class Collection(Entry):
    """Works put in order by a person. ``dated`` is the date as the collection showed it."""

    title: Line
    curator: Line
    dated: Line
    published: PartialDate | Unknown = "inconnu"
    summary: Text
    items: Annotated[Ids, Field(min_length=1)]
    note: Text | None = None


#: What an adapter needs to be told: a word, a number, or a list of words.
Parameter = str | int | bool | Annotated[tuple[Line, ...], AsTuple]


class Expectation(Strict):
    """How many records a good run brings back."""

    min: Annotated[int, Field(ge=0)]
    max: Annotated[int, Field(ge=1)]

    @model_validator(mode="after")
    def _in_order(self) -> Expectation:
        check_order(self.min, self.max)
        return self


class Source(Entry):
    """Where records are collected: ``data/sources/<id>.yml``.

    ``adapter`` names a spider of ``scraper/spiders`` and ``parameters`` is what that spider needs; secrets are never
    written here, they come from the environment. ``download_delay`` (seconds between two requests to a host) can
    only be slower than ours. ``assumed`` says what was read in a documentation and not tried.
    """

    title: Line
    publisher: Line
    site: Url
    licence: Line | Unknown
    terms: Url | None = None
    adapter: Id
    parameters: dict[str, Parameter] = {}
    frequency: Literal["jour", "semaine", "mois", "a-la-demande"]
    personal_data: Text
    expect: Expectation
    download_delay: Annotated[int | float, Field(ge=1)] | None = None
    assumed: Text | None = None
    note: Text | None = None

    @property
    def by_hand(self) -> bool:
        """Whether its records were noted by a person, from pages: nobody looks at them again."""
        return self.adapter == "releve"
