"""The skills nearest to another, each with the reason."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from catalog.models import Skill
from generator.numbers import count_text
from generator.tables.rules import PUBLISHED
from generator.views.skills.rows import SkillRows, count, measure

#: How many a page shows.
SHOWN = 6


@dataclass(frozen=True)
class Neighbour:
    """``reason`` says in French why it stands there."""

    skill: Skill
    reason: str


def neighbours(rows: SkillRows, skill: Skill) -> list[Neighbour]:
    """Those the entry names, then those that ads ask with it, then those that the same works name most with it."""
    site = rows.site
    asked = _asked_together(rows, skill.id)
    named = Counter(
        name
        for work in site.catalog.works.values()
        if skill.id in work.skills
        for name in work.skills
        if name != skill.id
    )
    known = site.catalog.skills
    ranked = sorted(named, key=lambda name: (-named[name], name))
    names = [name for name in dict.fromkeys([*skill.related, *asked, *ranked]) if name in known][:SHOWN]

    def reason(name: str) -> str:
        parts = [
            "proche par le sens" if name in skill.related else "",
            f"demandée avec elle par {count_text(asked[name], 'annonce')}" if name in asked else "",
            f"nommée avec elle par {count_text(named[name], 'page')}" if named[name] else "",
        ]
        return ", ".join(part for part in parts if part)

    return [Neighbour(known[name], reason(name)) for name in names]


def _asked_together(found: SkillRows, skill: str) -> dict[str, int]:
    """How many ads ask both, most telling first; only where there are enough of them."""
    rows = [row for row in found.of("competences-ensemble", skill)[1] if row["status"] == PUBLISHED]
    rows.sort(key=lambda row: (-measure(row, "lift"), str(row["other"])))
    return {str(row["other"]): count(row, "n") for row in rows}
