"""Pay that ads state: quartiles of the low and of the high end of their ranges, as a gross yearly equivalent."""

from __future__ import annotations

from itertools import product

import ibis
import ibis.expr.types as ir

from generator.tables.columns import Column
from generator.tables.definition import Definition, Facts, table
from generator.tables.rules import (
    ALL,
    POINTS,
    QUANTILE_MIN,
    coverage,
    enough,
    market,
    quartiles,
    said,
    together,
    window,
)

_ENDS = ("low", "high")
_QUARTILES = tuple(f"{end}_{point}" for end in _ENDS for point in POINTS)
_PAID = ("n", "of", "coverage", "flagged", "one_ended", *_QUARTILES, "status", "since", "until", "sources")
_COUNTED = (
    Column("n", "n", "Annonces qui affichent un montant ou une fourchette utilisable : base des quartiles."),
    Column("of", "sur", "Toutes les annonces de la ligne, avec ou sans salaire affiché."),
)
#: What the cube of pay crosses; a job may be in several régions, it says one of each other.
_SAID = ("level", "contract", "employer_type")

#: Ads that a table names one by one, as many as have a page (``generator.followed.MOST_PAGES``).
MOST_ADS = 10_000


def _measures(ads: ir.Table) -> dict[str, ir.Value]:
    """What a cell says of its ads.

    Quartiles of both ends are of the same ads, those that give both: each low is under its high, so each quartile of
    lows is under that of highs. A single amount is both.
    """
    both = ads.low.notnull() & ads.high.notnull()
    none = ibis.null("float64")
    return {
        "n": both.sum(),
        "of": ads.count(),
        "flagged": ads.pay_flagged.sum(),
        "one_ended": (ads.low.notnull() != ads.high.notnull()).sum(),
        **quartiles(ibis.ifelse(both, ads.low, none), "low"),
        **quartiles(ibis.ifelse(both, ads.high, none), "high"),
        **window(ads),
    }


def _published(cells: ir.Table, *names: str) -> ir.Table:
    """The cells, their quartiles kept when enough ads give both ends."""
    kept = enough(cells.n, QUANTILE_MIN, {name: cells[name] for name in _QUARTILES})
    return cells.mutate(coverage=coverage(cells.n, cells.of), **kept).select(*names, *_PAID)


@table(
    "salaires-annonces",
    "Salaires qu’affichent les annonces",
    "annonces",
    key=("level", "region", "contract", "employer_type"),
    facts="ads",
    columns=_COUNTED,
)
def by_cell(facts: Facts) -> ir.Table:
    """Salaire brut annuel qu’affichent les annonces de France des douze derniers mois, par niveau, région, contrat et
    type d’employeur ; « toutes » réunit toutes les valeurs d’une colonne.

    n compte les annonces qui affichent un montant ou une fourchette utilisable, « sur » toutes les annonces de la
    case, « Écartés » les montants douteux, à temps partiel, nets ou de prestation, « Un seul bout » les annonces qui
    ne disent que « à partir de » ou « jusqu’à ». L’alternance et les stages n’y sont pas : leur
    rémunération suit un barème légal. Un montant mensuel, hebdomadaire ou horaire est ramené à l’année. Le bas et le
    haut des fourchettes sont résumés à part, sur les mêmes annonces : celles qui disent les deux, un montant unique
    étant l’un et l’autre. Il en faut dix pour un quartile. Une annonce
    publiée dans plusieurs régions, rediffusions comprises, compte dans chacune, et une fois dans « toutes ».

    Quand une case n’a pas assez d’annonces, le site l’élargit dans cet ordre et le dit : tous les types d’employeur,
    toute la France, tous les niveaux, tous les contrats. Si rien ne suffit, seules les enquêtes répondent.
    """
    ads = market(facts.ads)
    whole = ads.filter(~ads.training).mutate(**{name: said(ads[name]) for name in _SAID})
    named = facts.ad_places.filter(facts.ad_places.region.notnull()).select("ad", "region").distinct()
    placed = named.join(whole, "ad")
    cells = []
    for by_region in (False, True):
        base = placed if by_region else whole
        region = base.region if by_region else ibis.literal(ALL)
        for kept in product((False, True), repeat=len(_SAID)):
            names = {name: base[name] if keep else ibis.literal(ALL) for name, keep in zip(_SAID, kept, strict=True)}
            cells.append(base.group_by(region=region, **names).agg(**_measures(base)))
    return _published(together(*cells), "level", "region", "contract", "employer_type")


@table("salaires-affiches", "Annonces qui affichent un salaire", "annonces", key=("ad",), facts="ads")
def each(facts: Facts) -> ir.Table:
    """Chaque annonce de France des douze derniers mois dont le salaire est utilisable : le bas et le haut de sa
    fourchette, ramenés au brut annuel.

    Une annonce rediffusée n’y est qu’une fois. L’alternance et les stages n’y sont pas. Au-delà de dix mille, seules
    les plus récentes y sont.
    """
    ads = market(facts.ads)
    paid = ads.filter(ads.low.notnull() | ads.high.notnull()).order_by(ibis.desc("day"), "ad").limit(MOST_ADS)
    titles = facts.titles.select(title="title", title_label="label")
    joined = paid.left_join(titles, "title")
    return joined.select(
        "ad",
        "place",
        "departement",
        "low",
        "high",
        "source",
        day=(joined.earliest == joined.day).ifelse(joined.day, None),
        title=joined.title_label.fill_null(joined.title),
        contract=said(joined.contract),
        level=said(joined.level),
    ).select("ad", "title", "place", "departement", "contract", "level", "low", "high", "source", "day")


@table(
    "salaires-competences",
    "Salaires à côté des compétences",
    "competences",
    key=("skill",),
    facts="ads",
    columns=_COUNTED,
)
def by_skill(facts: Facts) -> ir.Table:
    """Salaire brut annuel qu’affichent les CDI et les CDD qui nomment une compétence, en France depuis douze mois.

    C’est le salaire du poste, pas ce que rapporte la compétence : une annonce en nomme plusieurs, et un poste de
    responsable en nomme davantage. Mêmes règles que « Salaires qu’affichent les annonces ».
    """
    ads = market(facts.ads)
    jobs = ads.filter(~ads.training & ads.contract.isin(["CDI", "CDD"]))
    naming = facts.ad_skills.select("ad", "skill").join(jobs, "ad")
    cells = naming.group_by("skill").agg(**_measures(naming))
    labels = facts.skills.select("skill", label="label")
    named = cells.left_join(labels, "skill").drop("skill_right")
    labelled = named.mutate(skill_label=named.label.fill_null(named.skill))
    return _published(labelled, "skill", "skill_label")


TABLES: tuple[Definition, ...] = (by_cell, each, by_skill)
