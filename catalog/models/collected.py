"""What spiders bring back, as facts: job ads, candidates of the watch, pay statistics, and the report of each run."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from catalog.models.base import AsTuple, Country, Entry, Id, Ids, Language, Line, Lines, Strict, Url, check_order
from catalog.models.vocabulary import Level
from catalog.models.works import EmployerType
from catalog.partial_date import PartialDate


def _day(value: object) -> object:
    return dt.date.fromisoformat(value) if isinstance(value, str) else value


def _moment(value: object) -> object:
    return dt.datetime.fromisoformat(value) if isinstance(value, str) else value


#: A day, written ``2026-10-03``.
Day = Annotated[dt.date, BeforeValidator(_day)]
#: An instant in UTC, written ``2026-10-03T08:00:00+00:00``.
Moment = Annotated[dt.datetime, BeforeValidator(_moment)]
Amount = Annotated[int | float, Field(ge=0)]


class Place(Strict):
    """Where an ad's job is: names and INSEE codes, as far as its words say."""

    text: Line
    commune: Line | None = None
    commune_code: Annotated[str, Field(pattern=r"^(\d{5}|2[AB]\d{3})$")] | None = None
    departement_code: Annotated[str, Field(pattern=r"^(\d{2,3}|2[AB])$")] | None = None
    region_code: Annotated[str, Field(pattern=r"^\d{2}$")] | None = None
    country: Country | None = None


class BaseSalary(Strict):
    """schema.org ``baseSalary``: amounts as written, and their yearly gross equivalent when a rule gives one.

    ``rule`` is the id of the rule that converts (``scraper.extract.pay_yearly.RULES``). ``usable`` is False when the
    amount must stay out of every table; ``flags`` say why.
    """

    text: Line
    min: Amount | None = None
    max: Amount | None = None
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] | None = None
    unit: Literal["HOUR", "DAY", "WEEK", "MONTH", "YEAR"] | None = None
    basis: Literal["brut", "net"] | None = None
    months: Annotated[int | float, Field(ge=1, le=18)] | None = None
    yearly_gross_min: Amount | None = None
    yearly_gross_max: Amount | None = None
    rule: Line | None = None
    usable: bool = False
    flags: Lines = ()

    @model_validator(mode="after")
    def _in_order(self) -> BaseSalary:
        check_order(self.min, self.max)
        check_order(self.yearly_gross_min, self.yearly_gross_max)
        return self


class Record(Entry):
    """What every collected record says of itself: its source, its id there, its address, since when we know it.

    ``facts_of`` is the day its facts were first read as they are; None when that is the day it was first seen.
    """

    source: Id
    source_id: Line
    url: Url
    first_seen: Day
    facts_of: Day | None = None


class JobAd(Record):
    """A job ad as facts (schema.org ``JobPosting``): never its prose, never a person's name or address.

    ``job_title`` is an id of ``data/titles``. ``contract`` is a kind named in ``scraper.extract.contract``;
    ``contract_months`` its length, at least and at most. ``education`` is the number of years after the baccalauréat
    that are asked at least. ``skills`` are those named, ``required`` and ``optional`` those that the words ask for.
    ``fingerprint`` compares descriptions without keeping them; ``duplicate_of`` is the id of the first published of
    the ads that are one with this, None for that one. ``expired`` is the first day it was no longer at its source.
    """

    title: Line
    job_title: Id
    level: Level | None = None
    hiring_organization: Line | None = None
    employer_type: EmployerType | None = None
    date_posted: PartialDate | None = None
    valid_through: PartialDate | None = None
    expired: Day | None = None
    places: Annotated[tuple[Place, ...], AsTuple] = ()
    contract: Line | None = None
    contract_months: Annotated[tuple[Amount, Amount], AsTuple] | None = None
    part_time: bool | None = None
    base_salary: BaseSalary | None = None
    experience_years: Annotated[int | float, Field(ge=0, le=60)] | None = None
    education: Annotated[int, Field(ge=-3, le=12)] | None = None
    remote: Literal["aucun", "partiel", "total"] | None = None
    skills: Ids = ()
    required: Ids = ()
    optional: Ids = ()
    language: Language | None = None
    fingerprint: Line | None = None
    duplicate_of: Id | None = None
    flags: Lines = ()

    @model_validator(mode="after")
    def _a_contract_lasts(self) -> JobAd:
        if self.contract_months:
            check_order(*self.contract_months)
        return self


class Candidate(Record):
    """A page the watch found, for a person to read and, perhaps, to make an entry of: never its text.

    For an interview, ``interviewee``, ``role`` and ``employer`` are what the person published of themselves there;
    ``questions`` counts the questions recognised.
    """

    kind: Literal["article", "interview"]
    title: Line
    publisher: Line
    published: PartialDate | None = None
    language: Language | None = None
    words: Annotated[int, Field(ge=0)]
    skills: Ids = ()
    interviewee: Line | None = None
    role: Line | None = None
    employer: Line | None = None
    questions: Annotated[int, Field(ge=0)] = 0
    flags: Lines = ()


class PayFigure(Record):
    """One row of a public table of pay: what is measured, for whom, when, and what is not known of it."""

    period: PartialDate
    group: dict[str, Line]
    statistic: Literal["moyenne", "mediane", "minimum", "maximum", "d1", "q1", "q3", "d9"]
    value: Amount
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    unit: Literal["HOUR", "MONTH", "YEAR"]
    basis: Literal["brut", "net", "inconnu"]
    n: Annotated[int, Field(ge=0)] | None = None
    caveat: Line | None = None


#: How a run ended. ``good``: all was seen, and the number is plausible. ``partial``: errors hid a part of it.
#: ``interrupted``: stopped before its end. ``too_few`` and ``quarantined``: the number is not plausible, the data are
#: as they were and what was brought back waits. ``failed``: nothing could be read.
Status = Literal["good", "partial", "interrupted", "too_few", "quarantined", "failed"]


class Count(Strict):
    """How many times for one reason, and a few samples to judge by."""

    count: Annotated[int, Field(ge=1)]
    samples: Annotated[tuple[str, ...], AsTuple] = ()


class Run(Strict):
    """The report of one run of one source: a line of ``data/collected/runs/<source>.jsonl``.

    ``as_of`` is the day what was read is from: today, or that of the archive or of the survey replayed. ``missing``
    are the ids of open ads that this run did not see (last seen: the run before the first that misses them).
    ``accepted``: a person let it in; what the source gave before is no longer what it is compared with.
    """

    source: Id
    started: Moment
    ended: Moment
    as_of: Day
    status: Status
    kept: Annotated[int, Field(ge=0)] = 0
    new: Annotated[int, Field(ge=0)] = 0
    changed: Annotated[int, Field(ge=0)] = 0
    expired: Annotated[int, Field(ge=0)] = 0
    requests: Annotated[int, Field(ge=0)] = 0
    refused: dict[str, Count] = {}
    errors: dict[str, Count] = {}
    missing: Ids = ()
    accepted: bool = False
    note: Line | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Run:
        if self.ended < self.started:
            raise PydanticCustomError("moments_order", "« ended » précède « started »")
        return self
