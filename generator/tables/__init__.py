"""The published tables: one Ibis function each, computed on DuckDB from facts in columns.

``gather`` makes the facts, ``DEFINITIONS`` lists the tables, ``compute`` gives their rows, ``publish`` their files.
"""

from __future__ import annotations

from generator.tables import ads, interviews, mentions, pay, resources, skills, surveys
from generator.tables.definition import Definition

#: Every published table, in the order of the data page.
DEFINITIONS: tuple[Definition, ...] = (
    *ads.TABLES,
    *pay.TABLES,
    *skills.TABLES,
    *mentions.TABLES,
    *surveys.TABLES,
    *interviews.TABLES,
    *resources.TABLES,
)
