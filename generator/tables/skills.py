"""Skills that texts name, each corpus apart: ads, job descriptions, interviews."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from generator.tables.columns import Column
from generator.tables.definition import Definition, Facts, table
from generator.tables.rules import MOST_SOURCES, SHARE_MIN, enough, market, percent, said, together, window

#: Skills that are told to go with another, at most: a page shows the first of them.
MOST_TOGETHER = 20


def _labelled(counted: ir.Table, facts: Facts) -> ir.Table:
    """With the name and the category of each skill."""
    names = facts.skills.select("skill", "category", known_label="label")
    named = counted.left_join(names, "skill").drop("skill_right")
    return named.mutate(skill_label=named.known_label.fill_null(named.skill))  # one may have left the vocabulary


def _read(facts: Facts) -> ir.Table:
    """The jobs of the market whose words were read."""
    ads = market(facts.ads)
    return ads.filter(ads.read)


def _in_ads(facts: Facts) -> ir.Table:
    ads = _read(facts)
    naming = facts.read_skills.filter(facts.read_skills.recent)
    counted = naming.group_by("skill").agg(
        n=naming.count(),
        source_count=naming.source.nunique(),
        **{name: value.cast("string") for name, value in window(naming).items()},
    )
    whole = ads.aggregate(of=ads.count())
    return counted.cross_join(whole).mutate(corpus=ibis.literal("annonces"))


def _in_works(facts: Facts, corpus: str, works: ir.Table) -> ir.Table:
    naming = facts.work_skills.join(works, "work")
    counted = naming.group_by("skill").agg(
        n=naming.count(),
        since=naming.year.min().cast("string"),
        until=naming.year.max().cast("string"),
        source_count=naming.count(),
        sources=naming.work.collect().sort().join(","),
    )
    whole = works.aggregate(of=works.count())
    return counted.cross_join(whole).mutate(corpus=ibis.literal(corpus))


@table(
    "competences-corpus",
    "Compétences nommées, par corpus",
    "competences",
    key=("corpus", "skill"),
    facts="skills",
    columns=(
        Column(
            "since",
            "Du",
            "Année du plus ancien texte compté ; pour une annonce, son jour, ou le premier possible.",
        ),
        Column(
            "until",
            "Au",
            "Année du plus récent texte compté ; pour une annonce, son jour, ou le dernier possible.",
        ),
        Column("sources", "Sources", "Noms des sources ou des entrées, quand il y en a dix au plus."),
    ),
)
def by_corpus(facts: Facts) -> ir.Table:
    """Compétences que nomment les textes : « annonces », celles de France des douze derniers mois dont le texte a
    été lu ; « fiches-metier », les descriptions du métier que cite la collection ; « interviews », celles de la
    collection, de toute date et de tout pays.

    Les corpus ne s’additionnent pas : une fiche décrit le métier en général, une annonce un poste, une interview une
    personne. « sur » compte les textes du corpus. Une compétence qu’aucun texte ne nomme n’a pas de ligne.
    """
    works = facts.works.filter(~facts.works.off_topic)
    each = together(
        _in_ads(facts),
        _in_works(facts, "fiches-metier", works.filter(works.kind == "fiche-metier")),
        _in_works(facts, "interviews", works.filter(works.folder == "interviews")),
    )
    kept = _labelled(each, facts)
    few = ibis.ifelse(kept.source_count <= MOST_SOURCES, kept.sources, ibis.null("string"))
    shares = enough(kept.of, SHARE_MIN, {"share": percent(kept.n, kept.of)})
    names = ("corpus", "skill", "skill_label", "category", "n", "of", "since", "until", "source_count")
    return kept.select(*names, sources=few, **shares)


def _by(facts: Facts, ads: ir.Table, naming: ir.Table, column: str) -> ir.Table:
    """How many ads name each skill, among those that say ``column`` alike."""
    whole = ads.group_by(**{column: said(ads[column])}).agg(of=ads.count())
    counted = naming.group_by("skill", column).agg(n=naming.count(), **window(naming))
    joined = _labelled(counted.join(whole, column), facts)
    shares = enough(joined.of, SHARE_MIN, {"share": percent(joined.n, joined.of)})
    return joined.select("skill", "skill_label", column, "n", "of", "since", "until", "sources", **shares)


@table("competences-par-mois", "Compétences par mois", "competences", key=("skill", "month"), facts="ads")
def by_month(facts: Facts) -> ir.Table:
    """Part des annonces de France dont le texte a été lu qui nomment la compétence, selon leur mois de publication.

    « sur » compte les annonces lues du mois ; un mois sans ligne pour une compétence est un mois où aucune ne la
    nomme. Toutes les sources sont réunies : un écart entre deux mois peut venir d’une source de plus, et ne dit pas
    une tendance.
    """
    ads = facts.ads.filter(facts.ads.france & facts.ads.read & facts.ads.month.notnull())
    return _by(facts, ads, facts.read_skills.filter(facts.read_skills.month.notnull()), "month")


@table("competences-par-niveau", "Compétences par niveau", "competences", key=("skill", "level"), facts="ads")
def by_level(facts: Facts) -> ir.Table:
    """Part des annonces de France des douze derniers mois, dont le texte a été lu, qui nomment la compétence, selon
    le niveau qu’elles demandent.
    """
    return _by(facts, _read(facts), facts.read_skills.filter(facts.read_skills.recent), "level")


@table("competences-par-contrat", "Compétences par contrat", "competences", key=("skill", "contract"), facts="ads")
def by_contract(facts: Facts) -> ir.Table:
    """Part des annonces de France des douze derniers mois, dont le texte a été lu, qui nomment la compétence, selon
    le contrat qu’elles proposent.
    """
    return _by(facts, _read(facts), facts.read_skills.filter(facts.read_skills.recent), "contract")


@table(
    "competences-ensemble",
    "Compétences demandées ensemble",
    "competences",
    key=("skill", "other"),
    facts="ads",
    columns=(
        Column("n", "n", "Annonces qui nomment les deux compétences."),
        Column("of", "sur", "Annonces qui nomment la compétence."),
        Column("share", "Part", "Parmi elles, part de celles qui nomment aussi l’autre compétence.", "%"),
        Column("lift", "Lift", "La part, rapportée à celle de l’autre compétence dans toutes les annonces lues."),
        Column("since", "Du", "Jour de la plus ancienne annonce qui nomme la compétence, ou le premier possible."),
        Column("until", "Au", "Jour de la plus récente annonce qui nomme la compétence, ou le dernier possible."),
        Column("sources", "Sources", "Sources des annonces qui nomment la compétence."),
    ),
)
def together_in_ads(facts: Facts) -> ir.Table:
    """Compétences que les mêmes annonces nomment, en France depuis douze mois.

    « Lift » dit si deux compétences vont ensemble plus souvent que le hasard ne le voudrait : 1, elles s’ignorent ;
    2, deux fois ce que le hasard donnerait. Il faut cinq annonces qui nomment les deux. Chaque compétence a vingt
    lignes au plus : celles au « Lift » le plus haut, puis les plus nommées.
    """
    ads = _read(facts)
    naming = facts.read_skills.filter(facts.read_skills.recent)
    alone = naming.group_by("skill").agg(of=naming.count(), **window(naming))
    named = naming.select("ad", "skill")
    other = naming.select("ad", other="skill")
    pairs = named.join(other, ["ad", named.skill < other.other])
    counted = pairs.group_by("skill", "other").agg(n=pairs.count())
    both = together(counted, counted.select(skill="other", other="skill", n="n"))
    first = both.join(alone, "skill")
    second = first.join(alone.select(other="skill", other_of="of"), "other").cross_join(
        ads.aggregate(read=ads.count())
    )
    values = {
        "share": percent(second.n, second.of),
        "lift": second.n * 1.0 * second.read / (second.of * second.other_of),
    }
    judged = second.mutate(**enough(second.n, SHARE_MIN, values))
    strongest = ibis.window(
        group_by="skill",
        order_by=[judged.lift.desc(nulls_first=False), judged.n.desc(), judged.other.asc()],
    )
    kept = judged.mutate(rank=ibis.row_number().over(strongest)).filter(lambda t: t.rank < MOST_TOGETHER)
    others = facts.skills.select(other="skill", known_other="label")
    labelled = _labelled(kept, facts).left_join(others, "other").drop("other_right")
    labelled = labelled.mutate(other_label=labelled.known_other.fill_null(labelled.other))
    names = ("skill", "skill_label", "other", "other_label", "n", "of", "share", "lift", "status")
    return labelled.select(*names, "since", "until", "sources")


TABLES: tuple[Definition, ...] = (by_corpus, by_month, by_level, by_contract, together_in_ads)
