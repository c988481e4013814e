"""What people published about the profession: resources, interviews and studies."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from catalog.models.base import (
    AsTuple,
    Country,
    Entry,
    Ids,
    Language,
    Line,
    Lines,
    Strict,
    Text,
    Unknown,
    Url,
)
from catalog.models.figure import Figure, ReadOn
from catalog.partial_date import PartialDate

ResourceKind = Literal[
    "article", "essai", "opinion", "methode", "liste", "infographie", "fiche-metier", "salaires", "annonce",
    "formation", "memoire", "resume-etude", "outil", "guide", "texte-officiel",
]  # fmt: skip
EmployerType = Literal[
    "agence", "pme", "grande-entreprise", "start-up", "collectivite", "public", "association", "media",
    "studio-de-jeux", "ecole", "independant", "autre",
]  # fmt: skip
#: What became of the page: found at its address, only as a copy, never found again, or known to be gone.
LinkState = Literal["trouve", "copie", "introuvable", "disparu"]


class Repair(Strict):
    """A field mended by us, with what stood there before and why."""

    field: Line
    was: Line
    why: Text


class Work(Entry):
    """A page, a document or a recording that someone published, told in our own words.

    ``inferred`` names the fields nobody stated, each with what we deduced it from.
    ``off_topic`` and ``reliability`` hold the reason in a sentence: the page shows it as a warning.
    """

    title: Line
    subtitle: Line | None = None
    url: Url | None = None
    original_url: Url | None = None
    link: LinkState = "trouve"
    link_checked: PartialDate | None = None
    publisher: Line | Unknown
    author: Line | None = None
    people: Lines = ()
    published: PartialDate | Unknown
    reviewed: PartialDate | None = None
    language: Language = "fr"
    country: Country | None = None
    summary: Text
    points: Lines = ()
    topics: Annotated[Ids, Field(min_length=1)]
    skills: Ids = ()
    figures: Annotated[tuple[Figure, ...], AsTuple] = ()
    inferred: dict[str, Text] = {}
    repairs: Annotated[tuple[Repair, ...], AsTuple] = ()
    off_topic: Text | None = None
    reliability: Text | None = None
    confidence: Literal["verified", "unverified"] = "verified"
    note: Text | None = None


class Resource(Work):
    """An article, a job description, a method, an infographic…: ``data/resources/<id>.yml``."""

    kind: ResourceKind


class Answer(Strict):
    """One question of an interview, and the answer condensed in our words."""

    question: Line
    answer: Text


class Person(Strict):
    """The person interviewed: only what they published about themselves.

    ``age`` and ``experience_years`` only when the person said so.
    """

    name: Line | None = None
    role: Line
    employer: Line | None = None
    employer_type: EmployerType | None = None
    sector: Line | None = None
    country: Country | None = None
    age: Annotated[int, Field(ge=14, le=90)] | None = None
    experience: Line | None = None
    experience_years: Annotated[int | float, Field(ge=0, le=60)] | None = None
    studies: Lines = ()
    path: Lines = ()


class Interview(Work):
    """A person tells their work: ``data/interviews/<id>.yml``. ``series`` is the name of the interview series."""

    kind: Literal["interview", "portrait", "podcast", "video"] = "interview"
    series: Line | None = None
    person: Person
    day: Lines = ()
    questions: Annotated[tuple[Answer, ...], AsTuple, Field(min_length=1)]


class Study(Work):
    """A survey, a barometer or a dissertation, with its figures: ``data/studies/<id>.yml``.

    ``producer`` is who made it, named first, whoever told us of it (``publisher``); ``year``,
    ``sample_size``, ``population`` and ``read_on`` hold for each figure that does not say otherwise.
    """

    kind: Literal["enquete", "barometre", "memoire", "rapport", "statistique"]
    series: Line | None = None
    producer: Line
    year: PartialDate
    fieldwork: PartialDate | None = None
    sample_size: Annotated[int, Field(ge=1)] | Unknown
    population: Line
    method: Text | None = None
    read_on: ReadOn
    figures: Annotated[tuple[Figure, ...], AsTuple, Field(min_length=1)]
