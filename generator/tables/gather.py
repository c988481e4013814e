"""From a site to facts in columns: the one way in, so that what a table may count is decided here."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

from catalog.figures import Reading
from catalog.models import Interview, Study
from catalog.partial_date import PartialDate
from generator.cards import kind_of
from generator.site import Site
from generator.tables.gather_ads import Row, ad_rows, source_months
from generator.tables.gather_surveys import survey_rows
from generator.tables.schemas import SCHEMAS

#: What a metric’s ``kind`` says of how values were summed up, as columns name it.
STATISTICS = {"médiane": "mediane", "moyenne": "moyenne"}


def gather(site: Site) -> dict[str, pa.Table]:
    """Every table of facts by its name, in the shapes of ``schemas``."""
    collected, catalog = site.collected, site.catalog
    readings = [reading for work in catalog.works.values() for reading in site.readings(work)]
    rows: dict[str, list[Row]] = {
        **ad_rows(collected, site.territory, site.today),
        "source_months": source_months(collected.ads.values(), collected.runs, catalog.sources),
        "figures": [_figure(site, reading) for reading in readings],
        **survey_rows(readings, catalog.references),
        "works": [_work(site, name) for name in catalog.works],
        "work_topics": [
            {"work": name, "topic": topic} for name, work in catalog.works.items() for topic in work.topics
        ],
        "work_skills": [
            {"work": name, "skill": skill} for name, work in catalog.works.items() for skill in work.skills
        ],
        "interviews": [_interview(each) for each in catalog.interviews.values()],
        "interview_items": [row for each in catalog.interviews.values() for row in _items(each)],
        "skills": [
            {"skill": skill.id, "label": skill.label.fr, "category": skill.category}
            for skill in catalog.skills.values()
        ],
        "titles": [{"title": title.id, "label": title.label.fr} for title in catalog.titles.values()],
        "places": [
            *_named("region", site.territory.regions),
            *_named("departement", site.territory.departements),
        ],
    }
    return {name: pa.Table.from_pylist(rows[name], schema=schema) for name, schema in SCHEMAS.items()}


def _named(scale: str, names: Mapping[str, str]) -> list[Row]:
    return [{"scale": scale, "code": code, "name": name} for code, name in names.items()]


def _figure(site: Site, reading: Reading) -> Row:
    figure, metric, work = reading.figure, reading.metric, reading.work
    group = list(figure.group.items())
    return {
        "reference": reading.reference,
        "work": work.id,
        "kind": kind_of(work),
        "series": work.series if isinstance(work, Study) else None,
        "metric": metric.id,
        "statistic": STATISTICS.get(metric.kind, metric.kind),
        "unit": metric.unit,
        "per": metric.per,
        "basis": metric.basis,
        "group": ";".join(f"{dimension}={value}" for dimension, value in group) or None,
        "dimension": group[0][0] if len(group) == 1 else None,
        "category": group[0][1] if len(group) == 1 else None,
        "year": reading.year.year if reading.year else None,
        "value": figure.value,
        "min": figure.min,
        "max": figure.max,
        "qualifier": figure.qualifier,
        "n": reading.n,
        "population": reading.population,
        "producer": reading.producer,
        "read_on": reading.read_on,
        "url": reading.url,
        "country": work.country,
        "folder": site.kind_of[work.id],
        "part": figure.population is not None,
        "n_of_edition": reading.n_of_edition,
    }


def _work(site: Site, name: str) -> Row:
    work = site.catalog.works[name]
    return {
        "work": name,
        "folder": site.kind_of[name],
        "kind": kind_of(work),
        "first_year": work.published.year if isinstance(work.published, PartialDate) else None,
        "year": work.published.latest.year if isinstance(work.published, PartialDate) else None,
        "freshness": site.freshness(work).level,
        "off_topic": work.off_topic is not None,
        "country": work.country,
        "language": work.language,
    }


def _interview(interview: Interview) -> Row:
    person = interview.person
    return {
        "interview": interview.id,
        "year": interview.published.latest.year if isinstance(interview.published, PartialDate) else None,
        "country": person.country or interview.country,
        "employer_type": person.employer_type,
        "age": person.age,
        "experience_years": person.experience_years,
        "studies": len(person.studies),
        "day_items": len(interview.day),
    }


def _items(interview: Interview) -> list[Row]:
    told = {"studies": interview.person.studies, "day": interview.day}
    return [
        {"interview": interview.id, "what": what, "position": position, "text": text}
        for what, texts in told.items()
        for position, text in enumerate(texts, start=1)
    ]
