"""The facts that tables are computed from: one Arrow schema each.

They hold what the catalog and the collected records say, in columns: nothing here is a result.
``generator.tables.gather`` fills them; a benchmark may fill them with a million invented rows.
"""

from __future__ import annotations

import pyarrow as pa

_TEXT = pa.string()

#: One row a job: an ad and its reposts count once, under the id of the first published. ``france``: a place of it is
#: there. ``recent``: published in the twelve months before the day of the build.
#: ``training``: an apprenticeship or an internship, whose pay enters no quantile. ``low`` and ``high`` are the yearly
#: gross equivalents of a usable pay, null otherwise. ``read``: its words were read, so that skills could be found.
#: ``earliest`` and ``day``: the first and the last day on which it may have been published, one day when its date
#: tells it. ``month``: null when the date of the ad does not tell it. ``place``: the words of its first place,
#: ``departement`` the code of it. ``high`` is null for « à partir de », ``low`` for « jusqu’à ».
#: ``online_days``: from the day it says it was published to the day it was found gone, null while it is there.
ADS = pa.schema(
    [
        pa.field("ad", _TEXT, nullable=False),
        ("source", _TEXT),
        ("earliest", pa.date32()),
        ("day", pa.date32()),
        ("month", _TEXT),
        ("title", _TEXT),
        ("place", _TEXT),
        ("departement", _TEXT),
        ("level", _TEXT),
        ("contract", _TEXT),
        ("training", pa.bool_()),
        ("employer_type", _TEXT),
        ("remote", _TEXT),
        ("france", pa.bool_()),
        ("recent", pa.bool_()),
        ("pay_stated", pa.bool_()),
        ("pay_flagged", pa.bool_()),
        ("low", pa.float64()),
        ("high", pa.float64()),
        ("read", pa.bool_()),
        ("age_wording", pa.bool_()),
        ("publications", pa.int32()),
        ("online_days", pa.int32()),
    ]
)
#: One row a job and département it names; ``departement`` is null when only the région is known.
AD_PLACES = pa.schema([("ad", _TEXT), ("region", _TEXT), ("departement", _TEXT)])
#: One row a job and skill it names; ``asked`` says how: ``required``, ``optional`` or ``named``.
AD_SKILLS = pa.schema([("ad", _TEXT), ("skill", _TEXT), ("asked", _TEXT)])
#: One row a source and month: ``complete`` when it was read from the first to the last day of it without a hole.
SOURCE_MONTHS = pa.schema([("source", _TEXT), ("month", _TEXT), ("complete", pa.bool_())])
#: One row a figure that an entry gives. ``group`` is "dimension=value" joined by ";". ``n`` is null when unknown.
#: ``series`` is the survey it is an edition of; ``folder`` is where its entry is (``studies``…). ``part``: it has a
#: population of its own, which is not all those asked.
FIGURES = pa.schema(
    [
        ("reference", _TEXT),
        ("work", _TEXT),
        ("kind", _TEXT),
        ("series", _TEXT),
        ("metric", _TEXT),
        ("statistic", _TEXT),
        ("unit", _TEXT),
        ("per", _TEXT),
        ("basis", _TEXT),
        ("group", _TEXT),
        ("dimension", _TEXT),
        ("category", _TEXT),
        ("year", pa.int32()),
        ("value", pa.float64()),
        ("min", pa.float64()),
        ("max", pa.float64()),
        ("qualifier", _TEXT),
        ("n", pa.int64()),
        ("population", _TEXT),
        ("producer", _TEXT),
        ("read_on", _TEXT),
        ("url", _TEXT),
        ("country", _TEXT),
        ("folder", _TEXT),
        ("part", pa.bool_()),
        ("n_of_edition", pa.bool_()),
    ]
)
#: One row a figure whose group is an age band: whole ages, included, null for an open end.
AGE_BANDS = pa.schema([("reference", _TEXT), ("low", pa.int32()), ("high", pa.int32())])
#: One row an edition of a study, a population and an age: between which shares, in percent, those younger than
#: ``age`` must be. ``asked``: the survey cut its answers there. ``approximate``: it gave a value it says to be about
#: right.
AGE_THRESHOLDS = pa.schema(
    [
        ("work", _TEXT),
        ("year", pa.int32()),
        ("population", _TEXT),
        ("age", pa.int32()),
        ("at_least", pa.float64()),
        ("at_most", pa.float64()),
        ("asked", pa.bool_()),
        ("approximate", pa.bool_()),
    ]
)
#: One row a year: what its euros are multiplied by to be euros of ``base``, the last year known.
PRICES = pa.schema([("year", pa.int32()), ("factor", pa.float64()), ("base", pa.int32())])
#: One row a work of the collection. ``first_year`` and ``year``: the first and the last year its date may stand for.
#: ``corpus`` is what it counts among: ``interview``, ``fiche-metier``, ``annonce``…
WORKS = pa.schema(
    [
        ("work", _TEXT),
        ("folder", _TEXT),
        ("kind", _TEXT),
        ("first_year", pa.int32()),
        ("year", pa.int32()),
        ("freshness", _TEXT),
        ("off_topic", pa.bool_()),
        ("country", _TEXT),
        ("language", _TEXT),
    ]
)
#: One row a work and theme; one row a work and skill.
WORK_TOPICS = pa.schema([("work", _TEXT), ("topic", _TEXT)])
WORK_SKILLS = pa.schema([("work", _TEXT), ("skill", _TEXT)])
#: One row an interview: what the person declared of themselves.
INTERVIEWS = pa.schema(
    [
        ("interview", _TEXT),
        ("year", pa.int32()),
        ("country", _TEXT),
        ("employer_type", _TEXT),
        ("age", pa.int32()),
        ("experience_years", pa.float64()),
        ("studies", pa.int32()),
        ("day_items", pa.int32()),
    ]
)
#: One row a thing the person declared: ``what`` is ``studies`` or ``day``, ``position`` its place from 1.
INTERVIEW_ITEMS = pa.schema([("interview", _TEXT), ("what", _TEXT), ("position", pa.int32()), ("text", _TEXT)])
#: One row a skill of the vocabulary, a title, a région, a département: what their ids are called.
TITLES = pa.schema([("title", _TEXT), ("label", _TEXT)])
SKILLS = pa.schema([("skill", _TEXT), ("label", _TEXT), ("category", _TEXT)])
PLACES = pa.schema([("code", _TEXT), ("scale", _TEXT), ("name", _TEXT)])

SCHEMAS: dict[str, pa.Schema] = {
    "ads": ADS,
    "ad_places": AD_PLACES,
    "ad_skills": AD_SKILLS,
    "source_months": SOURCE_MONTHS,
    "figures": FIGURES,
    "age_bands": AGE_BANDS,
    "age_thresholds": AGE_THRESHOLDS,
    "prices": PRICES,
    "works": WORKS,
    "work_topics": WORK_TOPICS,
    "work_skills": WORK_SKILLS,
    "interviews": INTERVIEWS,
    "interview_items": INTERVIEW_ITEMS,
    "skills": SKILLS,
    "titles": TITLES,
    "places": PLACES,
}
