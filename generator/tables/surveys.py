"""Figures of surveys, as their producers gave them: nothing here is recomputed but euros of another year, and bounds.

Each table holds one measure for every study that gives it. ``same_population`` tells the editions of the survey that
the site follows from all others: it is the French survey with most editions in the base, whichever it is.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from generator.tables.columns import Column
from generator.tables.definition import Definition, Facts, table

_COMMON = (
    Column("year", "Année", "Année de l’enquête, ou celle que le chiffre décrit."),
    Column("category", "Groupe", "Groupe que l’enquête distingue, dans ses mots."),
    Column("n", "n", "Nombre de personnes interrogées ; vide quand la source ne le donne pas."),
    Column(
        "same_population",
        "Enquête suivie",
        "Vrai pour les éditions de l’enquête française qui en compte le plus dans la base ; les autres études"
        " interrogent d’autres personnes et ne se comparent pas à elle.",
    ),
    Column(
        "whole",
        "Tous les répondants",
        "Vrai quand le chiffre porte sur tous les répondants, faux quand il ne porte que sur une partie d’entre eux.",
    ),
    Column("country", "Pays", "Pays de l’étude : code de deux lettres."),
    Column("sources", "Étude", "Entrée d’où vient le chiffre."),
)
_ENDS = (
    Column("age_low", "Âge bas", "Plus jeune âge de la tranche, compris ; vide quand elle n’a pas de plancher."),
    Column("age_high", "Âge haut", "Plus grand âge de la tranche, compris ; vide quand elle n’a pas de plafond."),
)
_UNDER = (
    Column("age", "Âge", "Le seuil : la ligne porte sur les moins de cet âge."),
    Column("part", "Partie", "« tous » pour toutes les personnes interrogées, sinon la partie d’entre elles."),
    Column("at_least", "Au moins", "Part la plus basse que permettent les tranches de l’édition.", "%"),
    Column("at_most", "Au plus", "Part la plus haute que permettent les tranches de l’édition.", "%"),
    Column(
        "exact",
        "Exact",
        "Vrai quand les deux bornes sont égales : lues à la lettre, les tranches ne laissent aucune liberté.",
    ),
    Column("asked", "Demandé", "Vrai quand l’enquête donne elle-même ce seuil."),
    Column("approximate", "Environ", "Vrai quand l’enquête dit qu’une de ses parts est approximative."),
    Column("editions", "Éditions", "Nombre d’éditions de l’enquête suivie qui connaissent exactement ce seuil."),
)
_CONSTANT = (
    Column(
        "constant_value",
        "Valeur en euros constants",
        "La valeur aux prix de l’année dite, à cent euros près ; vide pour une fourchette ou une année sans indice.",
        "€",
    ),
    Column("constant_year", "Euros de", "Année des prix de la valeur en euros constants."),
)


@table("chiffres", "Tous les chiffres des études et des pages", "enquetes", key=("reference",), facts="figures")
def every_figure(facts: Facts) -> ir.Table:
    """Chaque chiffre saisi dans la base : sa valeur, son année, sa population, son effectif, qui l’a produit, où on
    l’a lu.

    Les valeurs sont celles des sources. Un effectif vide n’est pas zéro : la source ne le donne pas.
    """
    return facts.figures.rename(sources="work").drop("kind", "dimension", "category", "country", "folder", "part")


def _studied(facts: Facts) -> ir.Table:
    """The figures of studies, each told whether it is of the survey that the site follows."""
    figures = facts.figures.filter(facts.figures.folder == "studies")
    series = figures.filter(figures.series.notnull(), figures.country == "FR")
    counted = series.group_by("series").agg(editions=series.work.nunique())
    followed = counted.order_by([ibis.desc("editions"), "series"]).limit(1).select("series", followed=True)
    joined = figures.left_join(followed, "series")
    return joined.mutate(
        same_population=joined.followed.fill_null(False),
        whole=~joined.part & joined.group.isnull(),
        sources=joined.work,
        category=joined.group.re_replace("[a-z]+=", "").replace(";", ", "),
    )


def _measured(facts: Facts, *metrics: str) -> ir.Table:
    """What every study says of ``metrics``, in the columns that these tables share."""
    figures = _studied(facts)
    return _shared(figures.filter(figures.metric.isin(metrics)))


def _shared(figures: ir.Table, *more: str) -> ir.Table:
    columns = ("value", "min", "max", *more, "qualifier", "n", "n_of_edition", "same_population", "whole", "metric")
    return figures.select(
        "year", "category", *columns, "statistic", "unit", "population", "series", "country", "producer", "read_on",
        "reference", "sources", "url",
    )  # fmt: skip


@table("age-median", "Âge médian", "enquetes", key=("reference",), facts="figures", columns=_COMMON)
def median_age(facts: Facts) -> ir.Table:
    """Âge médian des personnes interrogées, étude par étude : la moitié d’entre elles sont plus jeunes, l’autre plus
    âgées.

    Un âge moyen n’y figure pas : ce n’est pas la même mesure. Deux lignes d’une même année sont deux enquêtes, ou
    deux comptes rendus de la même.
    """
    return _measured(facts, "age-median").drop("category")


@table("age-bandes", "Tranches d’âge", "enquetes", key=("reference",), facts="age_bands", columns=(*_COMMON, *_ENDS))
def age_bands(facts: Facts) -> ir.Table:
    """Part des personnes interrogées dans chaque tranche d’âge, avec les tranches de chaque enquête et leurs bornes.

    Les bornes sont des âges révolus, compris : « 26-35 » va de 26 à 35, « moins de 30 » s’arrête à 29, « plus de 36 »
    commence à 37. Rien n’est réparti ni interpolé entre deux tranches.
    """
    figures = _studied(facts).join(facts.age_bands, "reference").rename(age_low="low", age_high="high")
    return _shared(figures, "age_low", "age_high").relocate("age_low", "age_high", before="value").drop("whole")


@table(
    "age-seuils", "Part des moins de…", "enquetes", key=("age", "year", "sources", "part"),
    facts="age_thresholds", columns=(*_COMMON, *_UNDER),
)  # fmt: skip
def age_thresholds(facts: Facts) -> ir.Table:
    """Part des moins d’un âge donné, édition par édition, entre deux bornes déduites des tranches publiées.

    Si, sur cent répondants, 43 ont moins de vingt-cinq ans, 45 de vingt-six à trente-cinq et 12 plus de trente-six,
    les moins de trente-six ans sont exactement 88 : les deux bornes se rejoignent. Sinon elles restent écartées, et
    deux éditions ne se comparent pas à cet âge. Rien n’est interpolé ; les parts sont celles des sources, avec leurs
    arrondis. Les tranches sont lues à la lettre : dans cet exemple, elles font cent sans personne de vingt-cinq ni de
    trente-six ans. Si l’enquête rangeait les gens de vingt-cinq ans avec les plus jeunes, la part des moins de
    vingt-cinq ans ne serait plus connue. Quand deux chiffres publiés d’une édition diffèrent, l’intervalle va de l’un
    à l’autre : ce sont deux valeurs qui se contredisent, non deux bornes sûres ; une édition dont les tranches se
    contredisent n’a pas de ligne. Seuls sont gardés les âges que deux éditions de l’enquête suivie connaissent
    exactement, et les éditions dont les tranches donnent une borne basse. Une partie des personnes interrogées a ses
    propres lignes, et n’est pas de l’enquête suivie.
    """
    found = facts.age_thresholds
    found = found.mutate(exact=found.at_least == found.at_most)
    about = _studied(facts).filter(lambda t: t.metric == "part-age")
    editions = about.group_by("work", "year", "population").agg(
        n=about.n.max(),
        same_population=(about.same_population & ~about.part).any(),
        apart=about.part.any(),
        producer=about.producer.min(),
    )
    joined = found.join(editions, ["work", "year", "population"])
    known = (
        joined.filter(joined.exact & joined.same_population).group_by("age").agg(editions=lambda t: t.work.nunique())
    )
    kept = joined.filter(joined.at_least > 0)
    return kept.join(known.filter(known.editions > 1), "age").select(
        "age", "year", "at_least", "at_most", "exact", "asked", "approximate", "n", "same_population", "editions",
        "population", "producer", sources="work", part=ibis.ifelse(kept.apart, kept.population, "tous"),
    )  # fmt: skip


@table("femmes", "Part des femmes et des hommes", "enquetes", key=("reference",), facts="figures", columns=_COMMON)
def women(facts: Facts) -> ir.Table:
    """Part des femmes, et des hommes quand la source la donne, parmi les personnes interrogées.

    Quand deux comptes rendus d’une même édition se contredisent, les deux lignes restent.
    """
    return _measured(facts, "part-femmes", "part-hommes").drop("category")


@table(
    "etudes-diplomes", "Niveaux et domaines d’études", "enquetes", key=("reference",), facts="figures",
    columns=_COMMON,
)  # fmt: skip
def studies(facts: Facts) -> ir.Table:
    """Part des personnes interrogées par niveau de diplôme (part-diplome) et par domaine d’études (part-etudes).

    Les niveaux s’emboîtent parfois : « Bac+3 et plus » contient « Bac+5 ». On ne les additionne pas.
    """
    return _measured(facts, "part-diplome", "part-etudes").drop("whole")


@table(
    "contrats-enquetes",
    "Contrats selon les enquêtes",
    "enquetes",
    key=("reference",),
    facts="figures",
    columns=_COMMON,
)
def contracts(facts: Facts) -> ir.Table:
    """Part des personnes interrogées par contrat ou statut.

    Ce sont des personnes en poste, indépendantes, en formation ou sans emploi : les annonces, elles, disent ce qu’on
    propose aujourd’hui. Les deux ne forment jamais une même série.
    """
    return _measured(facts, "part-contrat").drop("whole")


@table(
    "employeurs-enquetes", "Employeurs selon les enquêtes", "enquetes", key=("reference",), facts="figures",
    columns=_COMMON,
)  # fmt: skip
def employers(facts: Facts) -> ir.Table:
    """Part des personnes interrogées par type d’employeur (part-employeur) et par taille (part-taille-employeur)."""
    return _measured(facts, "part-employeur", "part-taille-employeur").drop("whole")


@table(
    "regions-enquetes", "Régions selon les enquêtes", "enquetes", key=("reference",), facts="figures", columns=_COMMON
)
def regions(facts: Facts) -> ir.Table:
    """Part des personnes interrogées par région, ensemble de régions ou département, dans les mots de chaque enquête.

    Les régions d’avant 2016 gardent leur nom d’alors : rien n’est réparti entre les nouvelles.
    """
    return _measured(facts, "part-region", "part-departement").drop("whole")


@table("taches", "Tâches du métier", "enquetes", key=("reference",), facts="figures", columns=_COMMON)
def tasks(facts: Facts) -> ir.Table:
    """Part des personnes interrogées qui disent faire une tâche, et heures par semaine quand une étude les mesure.

    Une part dit combien de personnes font la tâche, pas le temps qu’elles y passent.
    """
    return _measured(facts, "part-tache", "heures-par-semaine").drop("whole")


@table(
    "plateformes-enquetes", "Plateformes selon les enquêtes", "enquetes", key=("reference",), facts="figures",
    columns=_COMMON,
)  # fmt: skip
def platforms(facts: Facts) -> ir.Table:
    """Part des personnes interrogées qui utilisent une plateforme, la jugent incontournable, en progression, ou lui
    doivent leur plus grand succès : quatre questions différentes, que la colonne « Mesure » sépare.
    """
    asked = ("", "-incontournable", "-en-progression", "-meilleur-resultat")
    return _measured(facts, *(f"part-plateforme{end}" for end in asked)).drop("whole")


@table(
    "salaires-enquetes", "Salaires selon les enquêtes", "enquetes", key=("reference",), facts="figures",
    columns=(*_COMMON, *_CONSTANT),
)  # fmt: skip
def pay(facts: Facts) -> ir.Table:
    """Salaires brut annuels des études françaises, en euros de leur année et en euros constants.

    Médianes, moyennes et quantiles sont des mesures différentes : la colonne « Statistique » les sépare, et rien ne
    les relie. Les euros constants sont ceux de la dernière année dont on connaît la hausse des prix. De 2010 à 2017,
    la valeur est divisée par l’indice des prix de l’Insee (métropole, moyenne annuelle) ; depuis 2018, on enchaîne
    les hausses annuelles que l’Insee publie (France), arrondies au dixième de point. Les deux séries n’ont pas tout
    à fait le même champ, et huit arrondis s’ajoutent : le résultat est donné à cent euros près.
    """
    figures = _studied(facts)
    yearly = figures.filter(
        figures.unit == "€", figures.per == "an", figures.basis == "brut", figures.country == "FR",
        figures.metric.startswith("salaire"),
    )  # fmt: skip
    priced = yearly.left_join(facts.prices, "year")
    constant = priced.mutate(constant_value=(priced.value * priced.factor / 100).round() * 100.0)
    dated = constant.mutate(
        constant_year=ibis.ifelse(constant.constant_value.notnull(), constant.base, ibis.null("int32"))
    )
    return _shared(dated, "constant_value", "constant_year", "group")


TABLES: tuple[Definition, ...] = (
    every_figure, median_age, age_bands, age_thresholds, women, studies, contracts, employers, regions, tasks,
    platforms, pay,
)  # fmt: skip
