"""What people said of themselves in the interviews of the collection: skills, studies, age, experience, their day."""

from __future__ import annotations

import ibis.expr.types as ir

from generator.tables.columns import OF_WORKS, Column
from generator.tables.definition import Definition, Facts, table
from generator.tables.rules import SHARE_MIN, enough, percent, works_window

_INTERVIEW = (
    Column("interview", "Interview", "Entrée de l’interview."),
    Column("year", "Année", "Année de publication de l’interview."),
    Column("country", "Pays", "Pays où la personne exerce : code de deux lettres."),
    Column("employer_type", "Employeur", "Type d’employeur ; vide quand l’interview ne le dit pas."),
    Column("sources", "Interview", "Entrée de l’interview."),
)
_COUNTED = (
    Column("n", "n", "Nombre d’interviews qui nomment la compétence."),
    Column("of", "sur", "Nombre d’interviews de la collection."),
    Column("share", "Part", "Part des interviews qui la nomment.", "%"),
    *OF_WORKS,
    Column("category", "Catégorie", "metier, outil, plateforme, savoir-etre, langue ou diplome."),
)
_DECLARED = (
    Column("age", "Âge", "Âge que la personne a dit avoir au moment de l’interview.", "ans"),
    Column("experience_years", "Expérience", "Années d’expérience que la personne a dit avoir.", "ans"),
)
_ITEM = (
    Column("position", "Rang", "Rang dans la liste de l’interview, à partir de 1."),
    Column("text", "Texte", "Ce que la personne a dit, dans nos mots."),
)


@table(
    "interviews-competences", "Compétences et outils nommés en interview", "interviews", key=("skill",),
    facts="interviews", columns=_COUNTED,
)  # fmt: skip
def skills(facts: Facts) -> ir.Table:
    """Compétences, outils et plateformes que nomment les interviews de la collection, chaque interview comptée une
    fois par compétence.

    Les interviews ne sont pas un échantillon : elles ont été choisies parce qu’elles étaient publiées, et les plus
    anciennes nomment des outils qui ne servent plus.
    """
    told = facts.interviews
    named = facts.work_skills.join(facts.works.semi_join(told.select(work="interview"), "work"), "work")
    counted = named.group_by("skill").agg(n=named.work.nunique(), **works_window(named))
    joined = counted.join(facts.skills, "skill").cross_join(told.aggregate(of=told.count()))
    shares = enough(joined.of, SHARE_MIN, {"share": percent(joined.n, joined.of)})
    names = ("skill", "category", "n", "of", "since", "until", "sources")
    return joined.select(*names, skill_label="label", **shares)


@table(
    "interviews-parcours", "Âge et expérience déclarés", "interviews", key=("interview",), facts="interviews",
    columns=(*_INTERVIEW, *_DECLARED),
)  # fmt: skip
def declared(facts: Facts) -> ir.Table:
    """Âge et années d’expérience que les personnes interrogées ont dits elles-mêmes, au moment de l’interview.

    Une interview sans l’un ni l’autre n’a pas de ligne. Aucun âge n’est déduit d’une date, d’une photo ou d’un
    parcours.
    """
    told = facts.interviews
    return told.filter(told.age.notnull() | told.experience_years.notnull()).select(
        "interview", "age", "experience_years", "year", "country", "employer_type", sources="interview"
    )


def _items(facts: Facts, what: str) -> ir.Table:
    items = facts.interview_items.filter(facts.interview_items.what == what)
    return items.join(facts.interviews, "interview").select(
        "interview", "position", "text", "year", "country", "employer_type", sources="interview"
    )


@table(
    "interviews-etudes", "Études déclarées en interview", "interviews", key=("interview", "position"),
    facts="interview_items", columns=(*_INTERVIEW, *_ITEM),
)  # fmt: skip
def studies(facts: Facts) -> ir.Table:
    """Études que les personnes interrogées disent avoir faites, une ligne par étude citée."""
    return _items(facts, "studies")


@table(
    "interviews-journee", "Moments d’une journée", "interviews", key=("interview", "position"),
    facts="interview_items", columns=(*_INTERVIEW, *_ITEM),
)  # fmt: skip
def day(facts: Facts) -> ir.Table:
    """Ce dont une journée est faite, selon les personnes interrogées, dans l’ordre où elles le disent.

    Ce sont des récits : aucun ne donne de durée que l’on puisse additionner.
    """
    return _items(facts, "day")


TABLES: tuple[Definition, ...] = (skills, declared, studies, day)
