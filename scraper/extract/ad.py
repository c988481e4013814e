"""All the facts of a job ad: every reader of this package, in one call.

What the posting says in its own fields (places, contract, pay, dates) comes first; the words of the description are
read for what is missing. No rule is here but of that order: each fact has its reader.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeVar

from catalog.catalog import Catalog
from catalog.models import JobTitle, Skill
from catalog.models.collected import BaseSalary, Place
from catalog.models.vocabulary import Level
from catalog.models.works import EmployerType
from catalog.partial_date import PartialDate
from scraper.extract.ad_codes import (
    CURRENCIES,
    EMPLOYER_TYPES,
    LEVELS,
    PAY_FLAGS,
    TRAINEE_LEVELS,
    ad_flags,
    years_after_bac,
)
from scraper.extract.ad_pay import PayContext, read_base_salary
from scraper.extract.ad_text import one_line
from scraper.extract.conditions.age import read_age_wording
from scraper.extract.conditions.education import read_education
from scraper.extract.conditions.employer import read_employer
from scraper.extract.conditions.experience import Experience, read_experience
from scraper.extract.conditions.hours import FULL_WEEK, read_hours
from scraper.extract.conditions.remote import read_remote
from scraper.extract.contract import Contract, read_contract
from scraper.extract.contract_words import Kind as ContractKind
from scraper.extract.contract_words import part_time
from scraper.extract.cued import Cued
from scraper.extract.dates import read_date
from scraper.extract.fingerprint import fingerprint
from scraper.extract.fold import fold, fold_once
from scraper.extract.found import Found
from scraper.extract.language import language_code, read_language
from scraper.extract.pay_yearly import PayConstants
from scraper.extract.places import read_places
from scraper.extract.posting import Location, Posting
from scraper.extract.skills import SkillMatcher
from scraper.extract.titles import TitleReader, TitleReading

T = TypeVar("T")

#: Places kept of one ad: a chain's ad may name a hundred shops.
MOST_PLACES = 30
#: Years of experience that an ad may ask for.
_MOST_YEARS = 60
#: Fields that are remembered, and their longest: a board's ads give the same towns, employers and days again.
_REPEATED, _SHORT = 4_096, 300
_ISO_DAY = re.compile(r"(?:19|20)\d\d-\d\d-\d\d(?=$|[T ])", re.ASCII)
#: Where an ad's own words date it, in folded text; read up to the end of the line.
_PUBLISHED = Cued(r"\b(?:publiee?|postee|posted|parue?|mise en ligne)(?: le\b| il y a\b| on\b| ?:)[^\n]{0,60}")
_CLOSING = Cued(
    r"\b(?:date limite|limite de (?:candidature|depot)|cloture|candidatures? (?:ouvertes? )?(?:jusqu'au|avant le)"
    r"|(?:postul\w+|candidat\w+) (?:avant le|jusqu'au))[^\n]{0,60}"
)
#: The contract of a level that a title says.
_TRAINEES: dict[Level | None, ContractKind] = {"stagiaire": "stage", "alternant": "alternance"}
#: A day and a month without a year may be of last year or of the next.
_NOT_SURE = frozenset({"year_inferred", "updated", "start"})


@dataclass(frozen=True)
class AdFacts:
    """What ``catalog.models.JobAd`` stores of an ad beside its identity, and ``title``: the job that it names.

    ``title`` is None when the title names no job we know. A field is absent when nothing says it.
    """

    title: TitleReading | None = None
    level: Level | None = None
    hiring_organization: str | None = None
    employer_type: EmployerType | None = None
    date_posted: PartialDate | None = None
    valid_through: PartialDate | None = None
    places: tuple[Place, ...] = ()
    contract: str | None = None
    contract_months: tuple[float, float] | None = None
    part_time: bool | None = None
    base_salary: BaseSalary | None = None
    experience_years: float | None = None
    education: int | None = None
    remote: Literal["aucun", "partiel", "total"] | None = None
    skills: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    language: str | None = None
    fingerprint: str | None = None
    flags: tuple[str, ...] = ()


class AdReader:
    """Reads ads against the skills, titles and pay references of a catalog. Built once, in about a second.

    ``titles`` is its reader of titles, for those who ask what an ad is for before they have it read.
    """

    def __init__(self, skills: Iterable[Skill], titles: Iterable[JobTitle], pay: PayConstants) -> None:
        self._skills = SkillMatcher(skills)
        self.titles = TitleReader(titles)
        self._pay = pay

    @classmethod
    def of(cls, catalog: Catalog) -> AdReader:
        """With all that ``catalog`` holds. KeyError when a reference of pay is missing."""
        references = catalog.references
        pay = PayConstants.of(references["smic"], references["duree-legale-du-travail"])
        return cls(catalog.skills.values(), catalog.titles.values(), pay)

    @property
    def skills(self) -> SkillMatcher:
        """Its matcher of skills, for those who read other texts: it takes half a second to build."""
        return self._skills

    def read(
        self,
        posting: Posting,
        *,
        today: dt.date,
        experience: str | None = None,
        hours: str | None = None,
        skills: tuple[str, ...] = (),
        language: str | None = None,
    ) -> AdFacts:
        """Every fact of ``posting``; the other arguments are the fields of ``FoundAd``. Never raises.

        ``today`` is the day the ad was fetched: dates without a year, and the minimum wage of an ad without a date,
        depend on it.
        """
        title, description = posting.title or "", posting.description or ""
        flags: list[str] = []
        named = self.titles.read(title) if title else None
        flags += named.flags if named else ()
        contract = _contract(title, posting.employment_types, hours, description, flags)
        works_part_time = _part_time(hours, contract)
        date_posted, valid_through = _dates(posting, description, today, flags)
        places = _places(posting, flags)
        asked = _experience(experience, description)
        if any(one.value == "age" for one in read_age_wording(description)):
            flags.append("critere-d-age")
        names, required, optional = self._asked(title, description, skills)
        return AdFacts(
            title=named.value if named else None,
            level=_level(named, contract, asked),
            hiring_organization=one_line(posting.hiring_organization),
            employer_type=_employer_type(posting.hiring_organization, description, flags),
            date_posted=date_posted,
            valid_through=valid_through,
            places=places,
            contract=contract.kind if contract else None,
            contract_months=contract.months if contract else None,
            part_time=works_part_time,
            base_salary=read_base_salary(
                posting.salaries,
                (title, description),
                PayContext(
                    when=date_posted.latest if date_posted and date_posted.latest <= today else today,
                    currency=_currency(posting, places),
                    full_time=None if works_part_time is None else not works_part_time,
                    flags=_pay_flags(contract, named),
                ),
                self._pay,
            ),
            experience_years=_years(asked),
            education=_education(description, flags),
            remote=_remote(posting, flags),
            skills=names,
            required=required,
            optional=optional,
            language=language_code(language) or read_language(fold_once(description).text),
            fingerprint=fingerprint(description) or None,
            flags=tuple(dict.fromkeys(flags)),
        )

    def _asked(
        self, title: str, description: str, fields: tuple[str, ...]
    ) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        """Skills named and not denied, those required, those that are an asset; each sorted."""
        found = [skill for skill in self._skills.asked((title, description, *fields)) if not skill.negated]
        required = sorted(skill.skill for skill in found if skill.requirement == "required")
        optional = sorted(skill.skill for skill in found if skill.requirement == "optional")
        return tuple(sorted(skill.skill for skill in found)), tuple(required), tuple(optional)


def _contract(
    title: str, types: tuple[str, ...], hours: str | None, description: str, flags: list[str]
) -> Contract | None:
    found = read_contract(title, ", ".join((*types, hours) if hours else types), description)
    if found is None:
        return None
    flags += ad_flags("contract", found.flags)
    return found.value


def _part_time(hours: str | None, contract: Contract | None) -> bool | None:
    if hours:
        told = part_time(fold(hours))
        if told is None and (found := read_hours(hours)):
            told = found.value.high < FULL_WEEK
        if told is not None:
            return told
    return contract.part_time if contract else None


def _level(named: Found[TitleReading] | None, contract: Contract | None, asked: Experience | None) -> Level | None:
    if contract and contract.kind in TRAINEE_LEVELS:
        return TRAINEE_LEVELS[contract.kind]
    if named and named.value.level:
        return named.value.level
    return LEVELS.get(asked.level) if asked and asked.level else None


def _pay_flags(contract: Contract | None, named: Found[TitleReading] | None) -> tuple[str, ...]:
    kinds = [contract.kind if contract else None, _TRAINEES.get(named.value.level) if named else None]
    return tuple(dict.fromkeys(PAY_FLAGS[kind] for kind in kinds if kind in PAY_FLAGS))


def _dates(
    posting: Posting, text: str, today: dt.date, flags: list[str]
) -> tuple[PartialDate | None, PartialDate | None]:
    posted, closing = _date_of_field(posting.date_posted, today), _date_of_field(posting.valid_through, today)
    if posted is None:
        posted = _told_date(text, _PUBLISHED, today)
    if closing is None:
        closing = _told_date(text, _CLOSING, today)
    if posted and posted.earliest > today:
        flags += ad_flags("date", ["future"])
    return posted, closing


def _date_of_field(written: str | None, today: dt.date) -> PartialDate | None:
    if not written:
        return None
    return _known_date(written, today) if len(written) <= _SHORT else _written_date(written, today)


def _written_date(written: str, today: dt.date) -> PartialDate | None:
    """The date of a field: the day of an ISO date, whatever its time zone, else what its words say."""
    if iso := _ISO_DAY.match(written.strip()):
        try:
            return PartialDate.parse(iso[0])
        except ValueError:
            return None
    found = read_date(written, today=today)
    return found.value if found else None


_known_date = lru_cache(maxsize=_REPEATED)(_written_date)


def _told_date(text: str, cue: Cued, today: dt.date) -> PartialDate | None:
    told = cue.search(fold_once(text).text)
    found = read_date(told[0], today=today) if told else None
    return found.value if found and not _NOT_SURE.intersection(found.flags) else None


def _places(posting: Posting, flags: list[str]) -> tuple[Place, ...]:
    """Those of the posting's places, else where its applicants may live, else what the words say."""
    kept: dict[tuple[str | None, ...], Place] = {}
    for location in posting.locations or [Location(land) for land in posting.applicant_locations]:
        found = _places_of_field(location.text)
        if not found and (line := one_line(location.text)):
            country = (location.country or "").strip().upper()
            found = (Found(Place(text=line, country=country if re.fullmatch("[A-Z]{2}", country) else None), 0, 0),)
        _keep(kept, found, flags)
    if not kept:
        _keep(kept, read_places(f"{posting.title or ''}\n\n{posting.description or ''}".strip()), flags)
    return tuple(kept.values())


def _remembered(read: Callable[[str], T]) -> Callable[[str], T]:
    """``read``, with its answers for short texts kept."""
    known = lru_cache(maxsize=_REPEATED)(read)
    return lambda text: known(text) if len(text) <= _SHORT else read(text)


_places_of_field = _remembered(read_places)
_remote_of_fields = _remembered(read_remote)
_employer_of_name = _remembered(read_employer)
_experience_of_field = _remembered(read_experience)


def _keep(kept: dict[tuple[str | None, ...], Place], found: Iterable[Found[Place]], flags: list[str]) -> None:
    for one in found:
        place = one.value
        facts = (place.country, place.region_code, place.departement_code, place.commune, place.commune_code)
        if len(kept) < MOST_PLACES and (facts if any(facts) else (place.text,)) not in kept:
            kept[facts if any(facts) else (place.text,)] = place
            flags += ad_flags("place", one.flags)


def _currency(posting: Posting, places: tuple[Place, ...]) -> str | None:
    """The money of the first country named."""
    countries = [place.country for place in places if place.country]
    return CURRENCIES.get(countries[0]) if countries else None


def _employer_type(name: str | None, description: str, flags: list[str]) -> EmployerType | None:
    for read, text in ((_employer_of_name, name), (read_employer, description)):
        found = read(text) if text else None
        if found is None:
            continue
        flags += ad_flags("employer", found.flags)
        if found.value.kind == "cabinet de recrutement":
            flags += ad_flags("employer", ["for-client"])
        if found.value.kind and (kind := EMPLOYER_TYPES[found.value.kind]):
            return kind
    return None


def _experience(written: str | None, text: str) -> Experience | None:
    found = (_experience_of_field(written) if written else None) or read_experience(text)
    return found.value if found else None


def _years(asked: Experience | None) -> float | None:
    if asked is None or asked.min_years is None or asked.min_years > _MOST_YEARS:
        return None
    return asked.min_years


def _education(text: str, flags: list[str]) -> int | None:
    """A diploma the training leads to is not asked for."""
    found = read_education(text)
    if found is None or "prepared" in found.flags:
        return None
    if found.value.no_diploma:
        flags.append("sans-diplome-exige")
    return years_after_bac(found.value)


def _remote(posting: Posting, flags: list[str]) -> Literal["aucun", "partiel", "total"] | None:
    """schema.org's ``TELECOMMUTE`` is for jobs wholly remote; boards put it on others too."""
    fields = " | ".join([posting.title or "", *(location.text for location in posting.locations)])
    told = _remote_of_fields(fields) or read_remote(posting.description or "")
    if not posting.telecommute:
        return told.value.kind if told else None
    if told and told.value.kind != "total":
        flags.append("teletravail-contradictoire")
    return "total"
