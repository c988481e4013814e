"""Figures of surveys, as their producers gave them: nothing here is recomputed."""

from __future__ import annotations

import ibis.expr.types as ir

from generator.tables.definition import Definition, Facts, table


@table("chiffres", "Tous les chiffres des études et des pages", "enquetes", key=("reference",), facts="figures")
def every_figure(facts: Facts) -> ir.Table:
    """Chaque chiffre saisi dans la base : sa valeur, son année, sa population, son effectif, qui l’a produit, où on
    l’a lu.

    Les valeurs sont celles des sources. Un effectif vide n’est pas zéro : la source ne le donne pas.
    """
    return facts.figures.rename(sources="work").drop("kind", "dimension", "category", "country")


TABLES: tuple[Definition, ...] = (every_figure,)
