"""What the collection holds: its works by theme, kind, year and freshness."""

from __future__ import annotations

import ibis.expr.types as ir

from generator.tables.columns import OF_WORKS, Column
from generator.tables.definition import Definition, Facts, table
from generator.tables.rules import works_window

_COUNTS = (
    Column("n", "n", "Nombre d’entrées de la collection."),
    Column("ok", "Moins de deux ans", "Entrées publiées ou relues depuis moins de deux ans."),
    Column("old", "De deux à cinq ans", "Entrées de deux à cinq ans."),
    Column("stale", "Plus de cinq ans", "Entrées de plus de cinq ans."),
    Column("unknown", "Date inconnue", "Entrées dont on ne connaît pas la date."),
    Column("off_topic", "Hors sujet", "Entrées signalées hors sujet ; elles comptent dans n."),
    *OF_WORKS,
    Column("topic", "Thème", "Thème : nom dans data/topics.yml."),
    Column("kind", "Genre", "Genre de l’entrée : article, fiche métier, interview, enquête…"),
    Column("folder", "Dossier", "resources, interviews ou studies."),
    Column("year", "Année", "Année de publication ; vide quand on ne la connaît pas."),
)


def _counted(works: ir.Table, *by: str) -> ir.Table:
    """Works by columns, with how fresh they are."""
    return works.group_by(*by).agg(
        n=works.work.nunique(),
        **{level: (works.freshness == level).sum().cast("int64") for level in ("ok", "old", "stale", "unknown")},
        off_topic=works.off_topic.sum().cast("int64"),
        **works_window(works),
    )


@table("ressources-par-theme", "Collection par thème", "ressources", key=("topic",), facts="works", columns=_COUNTS)
def by_topic(facts: Facts) -> ir.Table:
    """Entrées de la collection par thème, avec leur fraîcheur ; une entrée de deux thèmes compte dans les deux."""
    return _counted(facts.work_topics.join(facts.works, "work"), "topic")


@table(
    "ressources-par-genre", "Collection par genre", "ressources", key=("folder", "kind"), facts="works",
    columns=_COUNTS,
)  # fmt: skip
def by_kind(facts: Facts) -> ir.Table:
    """Entrées de la collection par genre, avec leur fraîcheur."""
    return _counted(facts.works, "folder", "kind")


@table(
    "ressources-par-annee", "Collection par année", "ressources", key=("year", "folder"), facts="works",
    columns=_COUNTS,
)  # fmt: skip
def by_year(facts: Facts) -> ir.Table:
    """Entrées de la collection par année de publication : ressources, interviews et études à part.

    Une année creuse peut l’être parce qu’on y a moins écrit, ou parce qu’on y a moins lu.
    """
    return _counted(facts.works, "year", "folder").drop("since", "until")


TABLES: tuple[Definition, ...] = (by_topic, by_kind, by_year)
