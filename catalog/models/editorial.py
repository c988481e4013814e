"""What the site puts forward: doors, headline figures, comparisons. Each calls figures and entries by reference."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from catalog.models.base import AsTuple, Entry, Ids, Line, Strict, Text

#: ``study#figure``, as in the ``[[…]]`` of an answer.
FigureReference = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,80}#[a-z0-9.-]{1,80}$")]


class Guide(Strict):
    """A page of the site to read next: its address from the root ("metier/journee/"), and what it is called here."""

    path: Annotated[str, Field(pattern=r"^([a-z0-9-]+/)+$")]
    label: Line


Guides = Annotated[tuple[Guide, ...], AsTuple]


class Door(Entry):
    """One line of ``data/doors.yml``: a way into the site for one kind of reader, the questions it answers, and the
    pages that go further."""

    title: Line
    teaser: Line
    lede: Text
    questions: Annotated[Ids, Field(min_length=5, max_length=5)]
    guides: Guides = ()


class Highlight(Entry):
    """One line of ``data/highlights.yml``: a figure of the home page, in the order of the file.

    ``no_direction`` says why its editions do not compare, when what the figures hold does not show it.
    """

    label: Line
    figure: FigureReference
    no_direction: Text | None = None


class Comparison(Entry):
    """One line of ``data/comparisons.yml``: figures that differ over time, or between two accounts of one survey."""

    kind: Literal["changement", "contradiction"]
    label: Line
    figures: Annotated[tuple[FigureReference, ...], AsTuple, Field(min_length=2)]
    note: Text | None = None
