"""Facts made of others once a run, because many tables need the same costly join."""

from __future__ import annotations

import ibis.expr.types as ir

from generator.tables.rules import said


def read_skills(ads: ir.Table, ad_skills: ir.Table) -> ir.Table:
    """One row a skill and ad of France whose words were read, with what the ad says, ``UNSAID`` if it is silent."""
    read = ads.filter(ads.france & ads.read)
    told = read.select(
        "ad", "earliest", "day", "month", "source", "recent", level=said(read.level), contract=said(read.contract)
    )
    return ad_skills.select("ad", "skill").join(told, "ad")
