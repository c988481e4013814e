"""What the collection leaves bare: themes without works, skills nobody attests, figures without a year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from catalog.catalog import Catalog
from catalog.figures import read_figure
from catalog.models import JobAd, Skill, Work
from catalog.partial_date import PartialDate
from catalog.reading import Path
from catalog.strict.words import words_of

#: A theme with fewer works is dead.
THEME_WORKS = 3
#: The kinds of entries that are works.
WORKS = ("resources", "interviews", "studies")

#: A fault at the path of an entry: kind, id, path, message, code.
At = tuple[str, str, Path, str, str]


def theme_sizes(catalog: Catalog) -> dict[str, int]:
    """How many works (resources, interviews, studies) each theme holds, in the order of the registry."""
    counts = Counter(topic for work in catalog.works.values() for topic in work.topics)
    return {topic: counts[topic] for topic in catalog.topics}


def dead_themes(catalog: Catalog) -> Iterator[At]:
    """The themes that hold fewer than ``THEME_WORKS`` works."""
    for topic, count in theme_sizes(catalog).items():
        if count < THEME_WORKS:
            held = f"{count} œuvre{'s' if count > 1 else ''}"
            message = f"thème presque vide : {held}, il en faut au moins {THEME_WORKS}"
            yield "topics", topic, (), message, "dead_theme"


def attested_skills(catalog: Catalog, ads: Iterable[JobAd] = ()) -> set[str]:
    """The skills that something we cite attests.

    Either the skill says where it was read (``attested``), or a work, a training or one of the ``ads`` lists it under
    ``skills``, or a job title has its name among its own.
    """
    attested = {name for name, skill in catalog.skills.items() if skill.attested}
    for work in catalog.works.values():
        attested.update(work.skills)
    for training in catalog.trainings.values():
        attested.update(training.skills)
    for ad in ads:
        attested.update(ad.skills)
    titles = [
        f" {_spelt(name)} "
        for title in catalog.titles.values()
        for name in (title.label.fr, title.label.en or "", *title.variants)
    ]
    for name in catalog.skills.keys() - attested:
        names = [f" {_spelt(one)} " for one in _names(catalog.skills[name])]
        if any(one in title for one in names for title in titles):
            attested.add(name)
    return attested


def orphan_skills(catalog: Catalog, ads: Iterable[JobAd] = ()) -> Iterator[At]:
    """The skills that nothing we cite attests and whose ``note`` does not say so.

    A word that ads may use stays in the vocabulary, so that it is recognised the day one does: its note says that it
    was not seen yet.
    """
    attested = attested_skills(catalog, ads)
    for name, skill in catalog.skills.items():
        if name not in attested and not skill.note:
            message = "compétence que rien n’atteste : ni « attested », ni œuvre, formation, annonce ou intitulé"
            yield "skills", name, (), f"{message} ; le dire en « note »", "orphan_skill"


def undated_figures(catalog: Catalog) -> Iterator[At]:
    """The figures of no known year, in a work of no known date, without a ``note`` that says so beside them."""
    for kind in WORKS:
        for work in catalog.kind(kind).values():
            if isinstance(work, Work) and not isinstance(work.published, PartialDate):
                for index, figure in enumerate(work.figures):
                    if read_figure(catalog, work, figure).year is None and not figure.note:
                        message = f"le chiffre « {figure.slug} » n’a pas d’année, ni de « note » qui dise pourquoi"
                        yield kind, work.id, ("figures", index, "year"), message, "figure_undated"


def _names(skill: Skill) -> list[str]:
    return [skill.label.fr, *([skill.label.en] if skill.label.en else []), *skill.aliases]


def _spelt(name: str) -> str:
    return " ".join(word.text for word in words_of(name))
