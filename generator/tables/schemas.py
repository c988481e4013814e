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
#: ``online_days``: from its publication to the day it was found gone, null while it is there.
ADS = pa.schema(
    [
        pa.field("ad", _TEXT, nullable=False),
        ("source", _TEXT),
        ("day", pa.date32()),
        ("month", _TEXT),
        ("title", _TEXT),
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
#: ``series`` is the survey it is an edition of; ``low`` and ``high`` are its value, or its bounds.
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
    ]
)
#: One row a work of the collection. ``corpus`` is what it counts among: ``interview``, ``fiche-metier``, ``annonce``…
WORKS = pa.schema(
    [
        ("work", _TEXT),
        ("folder", _TEXT),
        ("kind", _TEXT),
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
#: One row a skill of the vocabulary, a title, a région, a département: what their ids are called.
SKILLS = pa.schema([("skill", _TEXT), ("label", _TEXT), ("category", _TEXT)])
PLACES = pa.schema([("code", _TEXT), ("scale", _TEXT), ("name", _TEXT)])

SCHEMAS: dict[str, pa.Schema] = {
    "ads": ADS,
    "ad_places": AD_PLACES,
    "ad_skills": AD_SKILLS,
    "source_months": SOURCE_MONTHS,
    "figures": FIGURES,
    "works": WORKS,
    "work_topics": WORK_TOPICS,
    "work_skills": WORK_SKILLS,
    "interviews": INTERVIEWS,
    "skills": SKILLS,
    "places": PLACES,
}
