"""Ads by what they say: month, place, contract, level, employer, remote work, source."""

from __future__ import annotations

import ibis.expr.types as ir

from generator.tables.definition import Definition, Facts, table
from generator.tables.rules import SHARE_MIN, enough, market, percent, said, window


@table("annonces-par-mois", "Annonces par mois", "annonces", key=("month", "source"), facts="ads")
def by_month(facts: Facts) -> ir.Table:
    """Annonces publiées chaque mois, source par source : les sources ne s’additionnent pas, l’une reprend parfois
    l’autre.

    Une annonce rediffusée compte une fois, le mois de sa première publication. Un mois n’est complet que si sa source
    a été relue du premier au dernier jour ; on ne parle de tendance qu’à partir de trois mois complets d’une même
    source.
    """
    ads = facts.ads
    counted = ads.group_by("month", "source").agg(
        n=ads.count(), reposts=(ads.publications - 1).sum(), since=ads.day.min(), until=ads.day.max()
    )
    joined = counted.left_join(facts.source_months, ["month", "source"])
    return joined.select("month", "source", "n", "reposts", "complete", "since", "until")


def _by(ads: ir.Table, column: str) -> ir.Table:
    """Jobs by a column that an ad may leave unsaid, with their share and how many of them state a pay."""
    whole = ads.aggregate(of=ads.count())
    counted = ads.group_by(**{column: said(ads[column])}).agg(n=ads.count(), **window(ads))
    joined = counted.cross_join(whole)
    shares = enough(joined.of, SHARE_MIN, {"share": percent(joined.n, joined.of)})
    return joined.select(column, "n", "of", "since", "until", "sources", **shares)


@table("annonces-par-contrat", "Annonces par contrat", "annonces", key=("contract",), facts="ads")
def by_contract(facts: Facts) -> ir.Table:
    """Contrats que proposent les annonces de France des douze derniers mois, chacune comptée une fois.

    « Alternance » réunit l’apprentissage et le contrat de professionnalisation.
    """
    return _by(market(facts.ads), "contract")


@table("annonces-par-region", "Annonces par région", "annonces", key=("region",), facts="ads")
def by_region(facts: Facts) -> ir.Table:
    """Annonces des douze derniers mois dont un lieu au moins est dans la région ; une annonce de deux régions compte
    dans les deux.

    « sur » est le nombre d’annonces de France : ajoutées, les parts des régions peuvent dépasser le tout.
    """
    ads = market(facts.ads)
    pairs = facts.ad_places.filter(facts.ad_places.region.notnull()).select("ad", "region").distinct()
    placed = pairs.join(ads, "ad")
    counted = placed.group_by("region").agg(n=placed.count(), **window(placed))
    names = facts.places.filter(facts.places.scale == "region").select(region="code", region_name="name")
    joined = counted.left_join(names, "region").cross_join(ads.aggregate(of=ads.count()))
    shares = enough(joined.of, SHARE_MIN, {"share": percent(joined.n, joined.of)})
    return joined.select("region", "region_name", "n", "of", "since", "until", "sources", **shares)


TABLES: tuple[Definition, ...] = (by_month, by_contract, by_region)
