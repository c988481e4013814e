"""``metier check --stats``: what the collection holds, beside what it set out to hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from catalog.catalog import Catalog
from catalog.models import JobAd, Work
from catalog.partial_date import PartialDate
from catalog.strict.coverage import WORKS, attested_skills, theme_sizes
from catalog.strict.words import count_words

#: From this year on a resource is recent.
RECENT = 2020
#: How many words the answer to a question has, at least and at most; a figure that is called counts for one.
ANSWER_WORDS = (80, 250)


@dataclass(frozen=True)
class Count:
    """A line of the table; ``least`` is the least that is wanted, when something is."""

    label: str
    value: int
    least: int | None = None


def counts(catalog: Catalog, ads: Collection[JobAd] = ()) -> list[Count]:
    """What is counted, in the order of the kinds; a label that begins with two spaces is a part of what precedes."""
    return [
        *_interviews(catalog),
        *_studies(catalog),
        *_resources(catalog),
        *_vocabulary(catalog, ads),
        *_records(catalog),
        Count("Annonces", len(ads)),
        Count("Annonces avec leurs compétences", sum(bool(ad.skills) for ad in ads), 100),
        *_doubts(catalog),
    ]


def table(lines: Sequence[Count]) -> str:
    """The lines in columns: what, how many, how many are wanted, how many are missing."""
    rows = [("", "compte", "attendu", "manque")]
    for line in lines:
        least = "" if line.least is None else str(line.least)
        missing = str(line.least - line.value) if line.least is not None and line.value < line.least else ""
        rows.append((line.label, str(line.value), least, missing))
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    return "\n".join(
        "  ".join([row[0].ljust(widths[0]), *(row[column].rjust(widths[column]) for column in (1, 2, 3))]).rstrip()
        for row in rows
    )


def _interviews(catalog: Catalog) -> Iterator[Count]:
    people = [interview.person for interview in catalog.interviews.values()]
    countries = (
        interview.person.country or interview.country or "inconnu" for interview in catalog.interviews.values()
    )
    yield Count("Interviews", len(people), 60)
    yield from _parts("pays", countries)
    yield from _parts("employeur", (person.employer_type or "inconnu" for person in people))


def _studies(catalog: Catalog) -> Iterator[Count]:
    studies = catalog.studies.values()
    yield Count("Études", len(studies), 45)
    yield from _parts("genre", (study.kind for study in studies))
    yield Count("Chiffres des études", sum(len(study.figures) for study in studies), 500)
    yield Count("Chiffres de toutes les œuvres", sum(len(work.figures) for work in catalog.works.values()))
    yield Count("Mesures", len(catalog.metrics))


def _resources(catalog: Catalog) -> Iterator[Count]:
    resources = catalog.resources.values()
    dated = [work.published for work in resources if isinstance(work.published, PartialDate)]
    yield Count("Ressources", len(resources), 160)
    yield Count(f"Ressources de {RECENT} ou après", sum(date.year >= RECENT for date in dated), 60)
    yield Count("Ressources sans date", len(resources) - len(dated))
    themes = Counter(topic for work in resources for topic in work.topics)
    for topic, works in theme_sizes(catalog).items():
        yield Count(f"  thème : {topic} ({works} œuvres en tout)", themes[topic])


def _vocabulary(catalog: Catalog, ads: Collection[JobAd]) -> Iterator[Count]:
    skills = catalog.skills.values()
    yield Count("Compétences", len(skills), 120)
    yield from _parts("catégorie", (skill.category for skill in skills))
    yield Count("Compétences attestées", len(attested_skills(catalog, ads)), 120)
    yield Count("Outils et plateformes avec leur fiche", sum(skill.tool is not None for skill in skills), 45)
    titles = catalog.titles.values()
    yield Count("Intitulés de poste", len(titles))
    yield Count("Intitulés avec un code ROME", sum(title.rome is not None for title in titles))
    yield Count("Intitulés avec un code ESCO", sum(title.esco is not None for title in titles))


def _records(catalog: Catalog) -> Iterator[Count]:
    yield Count("Formations", len(catalog.trainings), 15)
    yield Count("Constantes datées", len(catalog.references))
    yield Count("Valeurs de ces constantes", sum(len(reference.values) for reference in catalog.references.values()))
    least, most = ANSWER_WORDS
    lengths = [count_words(question.answer) for question in catalog.questions.values()]
    yield Count("Questions", len(lengths), 31)
    yield Count(f"Réponses de {least} à {most} mots", sum(least <= length <= most for length in lengths), 31)


def _doubts(catalog: Catalog) -> Iterator[Count]:
    works = [(kind, work) for kind in WORKS for work in catalog.kind(kind).values() if isinstance(work, Work)]
    doubtful = [kind for kind, work in works if work.confidence == "unverified"]
    names = {"resources": "ressources", "interviews": "interviews", "studies": "études"}
    yield Count("Œuvres non vérifiées", len(doubtful))
    yield from _parts("genre", (names[kind] for kind in doubtful))


def _parts(of: str, values: Iterable[str]) -> Iterator[Count]:
    """How many of each, the most frequent first."""
    for value, count in sorted(Counter(values).items(), key=lambda part: (-part[1], part[0])):
        yield Count(f"  {of} : {value}", count)
