"""Skills by place, and through the years of the collection."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from generator.tables.columns import OF_WORKS, Column
from generator.tables.definition import Definition, Facts, table
from generator.tables.rules import SHARE_MIN, enough, market, percent, span, together, window, works_window

#: Years that a period holds: one year of the collection is too few pages for a share.
PERIOD_YEARS = 3
#: Periods are counted from here, so that a page never changes period.
FIRST_YEAR = 2008


@table(
    "competences-par-region",
    "Compétences par région",
    "competences",
    key=("skill", "region"),
    facts="ad_skills",
)
def by_region(facts: Facts) -> ir.Table:
    """Compétences que nomment les annonces de France des douze derniers mois, région par région.

    Ne comptent que les annonces dont on a pu lire les compétences ; une annonce publiée dans plusieurs régions,
    rediffusions comprises, compte dans chacune. « sur » est le nombre d’annonces lues de la région. Les couples que
    nulle annonce ne nomme n’ont pas de ligne.
    """
    ads = market(facts.ads)
    pairs = facts.ad_places.filter(facts.ad_places.region.notnull()).select("ad", "region").distinct()
    placed = pairs.join(ads.filter(ads.read), "ad")
    whole = placed.group_by("region").agg(of=placed.count())
    named = pairs.join(facts.read_skills.filter(facts.read_skills.recent), "ad")
    counted = named.group_by("skill", "region").agg(n=named.count(), **window(named))
    regions = facts.places.filter(facts.places.scale == "region").select(region="code", region_name="name")
    labels = facts.skills.select("skill", skill_label="label")
    joined = counted.join(whole, "region").left_join(regions, "region").join(labels, "skill")
    shares = enough(joined.of, SHARE_MIN, {"share": percent(joined.n, joined.of)})
    return joined.select(
        "skill", "skill_label", "region", "region_name", "n", "of", "since", "until", "sources", **shares
    )


def _period(year: ir.IntegerColumn) -> ir.IntegerValue:
    """The first year of the period that holds a year."""
    return year - (year - FIRST_YEAR) % PERIOD_YEARS


@table(
    "competences-par-periode",
    "Compétences au fil des pages de la collection",
    "competences",
    key=("corpus", "skill", "period"),
    facts="work_skills",
    columns=(
        Column("corpus", "Corpus", "« interviews », ou « collection » : toutes les pages, interviews comprises."),
        Column("period", "Période", "Trois années de publication, de la première à la dernière."),
        Column("n", "n", "Nombre de pages de la période qui nomment la compétence."),
        Column("of", "sur", "Nombre de pages du corpus publiées dans la période."),
        Column("share", "Part", "Part des pages de la période qui nomment la compétence.", "%"),
        *OF_WORKS,
    ),
)
def by_period(facts: Facts) -> ir.Table:
    """Compétences, outils et plateformes que nomment les interviews d’une part, toutes les pages de la collection
    d’autre part, par périodes de trois ans.

    C’est ce dont on parle, pas ce que le marché demande : la collection n’est pas un échantillon, et ce qu’elle
    réunit change d’une période à l’autre. Les pages sans date n’y comptent pas, ni celles dont on ne sait qu’un
    intervalle à cheval sur deux périodes (« 2010/2012 »).
    """
    told = facts.works.filter(facts.works.year.notnull() & (facts.works.first_year >= FIRST_YEAR))
    works = told.filter(~told.off_topic).mutate(first=_period(told.first_year))
    placed = works.filter(works.first == _period(works.year))
    dated = placed.mutate(
        period=placed.first.cast("string") + "-" + (placed.first + (PERIOD_YEARS - 1)).cast("string")
    )
    each = together(
        dated.mutate(corpus=ibis.literal("collection")),
        dated.filter(dated.folder == "interviews").mutate(corpus=ibis.literal("interviews")),
    )
    whole = each.group_by("corpus", "period").agg(of=each.count())
    named = each.join(facts.work_skills.distinct(), "work")
    counted = named.group_by("corpus", "skill", "period").agg(n=named.count(), **works_window(named))
    labels = facts.skills.select("skill", "category", skill_label="label")
    joined = counted.join(whole, ["corpus", "period"]).join(labels, "skill")
    shares = enough(joined.of, SHARE_MIN, {"share": percent(joined.n, joined.of)})
    names = ("corpus", "skill", "skill_label", "category", "period", "n", "of", "since", "until", "sources")
    return joined.select(*names, **shares)


@table(
    "competences-par-source",
    "Compétences par source et par mois",
    "competences",
    key=("skill", "source", "month"),
    facts="ad_skills",
)
def by_source(facts: Facts) -> ir.Table:
    """Compétences que nomment les annonces de France dont le texte a été lu, source par source et mois par mois.

    Une tendance se dit sur trois mois complets d’une même source, qui vont dans le même sens. « sur » compte les
    annonces lues de la source dans le mois ; un mois où aucune ne nomme la compétence n’a pas de ligne.
    """
    ads = facts.ads.filter(facts.ads.france & facts.ads.read & facts.ads.month.notnull())
    whole = ads.group_by("source", "month").agg(of=ads.count())
    named = facts.read_skills.filter(facts.read_skills.month.notnull())
    counted = named.group_by("skill", "source", "month").agg(n=named.count(), **span(named))
    complete = facts.source_months.select("source", "month", "complete")
    labels = facts.skills.select("skill", skill_label="label")
    joined = counted.join(whole, ["source", "month"]).left_join(complete, ["source", "month"]).join(labels, "skill")
    shares = enough(joined.of, SHARE_MIN, {"share": percent(joined.n, joined.of)})
    return joined.select("skill", "skill_label", "source", "month", "n", "of", "complete", "since", "until", **shares)


TABLES: tuple[Definition, ...] = (by_region, by_period, by_source)
