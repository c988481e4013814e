"""Ads by what they say: month, place, contract, level, employer, remote work, source, time online, wording on age."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from generator.tables.definition import Definition, Facts, table
from generator.tables.rules import (
    ALL,
    QUANTILE_MIN,
    SHARE_MIN,
    coverage,
    enough,
    market,
    percent,
    quartiles,
    said,
    span,
    together,
    window,
)


@table("annonces-par-mois", "Annonces par mois", "annonces", key=("month", "source"), facts="ads")
def by_month(facts: Facts) -> ir.Table:
    """Annonces publiées chaque mois, source par source : les sources ne s’additionnent pas, l’une reprend parfois
    l’autre.

    Une annonce rediffusée compte une fois, le mois de sa première publication. Celle dont on ne connaît que l’année
    n’est d’aucun mois. Un mois n’est complet que si sa source a été relue d’avant son premier jour à après son
    dernier, sans trou de plus de quatorze jours ; on ne parle de tendance qu’à partir de trois mois complets d’une
    même source.
    """
    ads = facts.ads
    counted = ads.group_by("month", "source").agg(jobs=ads.count(), again=(ads.publications - 1).sum(), **span(ads))
    joined = facts.source_months.left_join(counted, ["month", "source"])
    known = joined.select(
        "month",
        "source",
        "complete",
        "since",
        "until",
        n=joined.jobs.fill_null(0),
        reposts=joined.again.fill_null(0),
    )
    kept = known.filter(known.complete | (known.n > 0))
    return kept.select("month", "source", "n", "reposts", "complete", "since", "until")


def _shares(counted: ir.Table, of: ir.Table, *names: str) -> ir.Table:
    """Counted groups with the share of each in the whole, and that of its ads that state a pay."""
    joined = counted.cross_join(of)
    whole = enough(joined.of, SHARE_MIN, {"share": percent(joined.n, joined.of)})
    paid = enough(joined.n, SHARE_MIN, {"paid_share": percent(joined.paid, joined.n)})
    kept = (*names, "n", "of", "paid", "since", "until", "sources")
    return joined.select(*kept, paid_share=paid["paid_share"], **whole)


def _counts(ads: ir.Table) -> dict[str, ir.Value]:
    return {"n": ads.count(), "paid": ads.pay_stated.sum(), **window(ads)}


def _by(ads: ir.Table, column: str) -> ir.Table:
    """Jobs by a column that an ad may leave unsaid."""
    counted = ads.group_by(**{column: said(ads[column])}).agg(**_counts(ads))
    return _shares(counted, ads.aggregate(of=ads.count()), column)


@table("annonces-par-contrat", "Annonces par contrat", "annonces", key=("contract",), facts="ads")
def by_contract(facts: Facts) -> ir.Table:
    """Contrats que proposent les annonces de France des douze derniers mois, chacune comptée une fois.

    « Alternance » réunit l’apprentissage et le contrat de professionnalisation.
    """
    return _by(market(facts.ads), "contract")


@table("annonces-par-niveau", "Annonces par niveau", "annonces", key=("level",), facts="ads")
def by_level(facts: Facts) -> ir.Table:
    """Niveau que demandent les annonces de France des douze derniers mois, chacune comptée une fois.

    Le niveau est celui que l’annonce écrit : on ne le déduit pas d’un nombre d’années d’expérience.
    """
    return _by(market(facts.ads), "level")


@table("annonces-par-employeur", "Annonces par type d’employeur", "annonces", key=("employer_type",), facts="ads")
def by_employer(facts: Facts) -> ir.Table:
    """Type d’employeur des annonces de France des douze derniers mois, chacune comptée une fois.

    Beaucoup d’annonces ne permettent pas de le dire. Une école qui recrute pour ses partenaires compte comme école.
    """
    return _by(market(facts.ads), "employer_type")


@table("annonces-par-teletravail", "Annonces par télétravail", "annonces", key=("remote",), facts="ads")
def by_remote(facts: Facts) -> ir.Table:
    """Place du télétravail dans les annonces de France des douze derniers mois, chacune comptée une fois.

    Une annonce qui n’en parle pas est « non précisé » : son silence ne veut pas dire que le poste est sur place.
    """
    return _by(market(facts.ads), "remote")


def _by_place(facts: Facts, scale: str) -> ir.Table:
    """Jobs by région or département; one that names several counts in each."""
    ads = market(facts.ads)
    pairs = facts.ad_places.filter(facts.ad_places[scale].notnull()).select("ad", place_code=scale).distinct()
    placed = pairs.join(ads, "ad")
    counted = placed.group_by(**{scale: placed.place_code}).agg(**_counts(placed))
    named = facts.places.filter(facts.places.scale == scale)
    names = named.select(**{scale: named.code, f"{scale}_name": named.name})
    joined = counted.left_join(names, scale).drop(f"{scale}_right")
    return _shares(joined, ads.aggregate(of=ads.count()), scale, f"{scale}_name")


@table("annonces-par-region", "Annonces par région", "annonces", key=("region",), facts="ads")
def by_region(facts: Facts) -> ir.Table:
    """Annonces de France des douze derniers mois dont un lieu au moins est dans la région, y compris les lieux de ses
    rediffusions : une annonce publiée dans plusieurs régions compte dans chacune.

    Une annonce que son intitulé, son employeur et son texte donnent pour la même est une rediffusion : dans une autre
    ville, ce peut être un autre poste. « sur » est le nombre d’annonces de France, chacune comptée une fois : les
    parts des régions peuvent dépasser 100 % en tout.
    """
    return _by_place(facts, "region")


@table("annonces-par-departement", "Annonces par département", "annonces", key=("departement",), facts="ads")
def by_departement(facts: Facts) -> ir.Table:
    """Annonces de France des douze derniers mois dont un lieu au moins est dans le département, y compris les lieux
    de ses rediffusions : une annonce publiée dans plusieurs départements compte dans chacun.

    Une rediffusion dans une autre ville peut être un autre poste. Une annonce qui ne nomme que sa région n’est
    d’aucun département. « sur » est le nombre d’annonces de France, chacune comptée une fois.
    """
    return _by_place(facts, "departement")


@table("annonces-par-source", "Annonces par source", "annonces", key=("source",), facts="ads")
def by_source(facts: Facts) -> ir.Table:
    """Toutes les annonces que le site garde, d’où qu’elles viennent et de toute date, selon la source qui les a
    publiées la première.

    « Sur le marché » compte celles de France des douze derniers mois : les autres tables d’annonces ne comptent que
    celles-là.
    """
    ads = facts.ads
    counted = ads.group_by("source").agg(
        n=ads.count(),
        in_market=(ads.recent & ads.france).sum(),
        paid=ads.pay_stated.sum(),
        reposts=(ads.publications - 1).sum(),
        **span(ads),
    )
    joined = counted.cross_join(ads.aggregate(of=ads.count()))
    shares = enough(joined.of, SHARE_MIN, {"share": percent(joined.n, joined.of)})
    return joined.select("source", "n", "of", "in_market", "paid", "reposts", "since", "until", **shares)


@table("annonces-duree", "Durée en ligne des annonces", "annonces", key=("contract",), facts="ads")
def time_online(facts: Facts) -> ir.Table:
    """Jours entre la publication d’une annonce et celui où on ne la trouve plus, rediffusions comprises, pour les
    annonces de France des douze derniers mois.

    n compte celles qui ont disparu et qui disaient leur jour de publication, « sur » toutes les annonces. Celles qui
    sont encore en ligne n’y sont pas : la durée est donc sous-estimée. Une source que l’on ne relit pas n’apprend
    rien ici.
    """
    ads = market(facts.ads)

    def measured(contract: ir.Value) -> ir.Table:
        return ads.group_by(contract=contract).agg(
            n=ads.online_days.count(), of=ads.count(), **quartiles(ads.online_days, "days"), **window(ads)
        )

    both = together(measured(ibis.literal(ALL)), measured(said(ads.contract)))
    days = {name: both[name] for name in ("days_q1", "days_median", "days_q3")}
    kept = enough(both.n, QUANTILE_MIN, days)
    return both.select("contract", "n", "of", "since", "until", "sources", coverage=coverage(both.n, both.of), **kept)


@table("annonces-mentions-age", "Annonces qui parlent d’âge", "annonces", key=("contract",), facts="ads")
def age_wording(facts: Facts) -> ir.Table:
    """Annonces de France des douze derniers mois dont le texte parle de l’âge de la personne cherchée : n d’entre
    elles, sur celles dont on a lu le texte.

    Un critère d’âge est en principe interdit dans une offre d’emploi (Code du travail, articles L. 1132-1 et
    L. 5321-2). Le site signale ces mots et n’en tire aucun âge.
    """
    ads = market(facts.ads)
    read = ads.filter(ads.read)

    def measured(contract: ir.Value) -> ir.Table:
        return read.group_by(contract=contract).agg(n=read.age_wording.sum(), of=read.count(), **window(read))

    both = together(measured(ibis.literal(ALL)), measured(said(read.contract)))
    shares = enough(both.of, SHARE_MIN, {"share": percent(both.n, both.of)})
    return both.select("contract", "n", "of", "since", "until", "sources", **shares)


TABLES: tuple[Definition, ...] = (
    by_month,
    by_contract,
    by_level,
    by_region,
    by_departement,
    by_employer,
    by_remote,
    by_source,
    time_online,
    age_wording,
)
