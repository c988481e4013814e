"""``/metier/intitules/``: the names the job goes by, as ads write them, with the codes of ROME and ESCO."""

from __future__ import annotations

from dataclasses import dataclass

from catalog.models import JobTitle, slugify
from generator.ad_words import LEVELS
from generator.numbers import count_text
from generator.page import Page
from generator.site import DESCRIPTION, Renderer, excerpt

_LEDE = (
    "Les noms sous lesquels les annonces cherchent un community manager, leurs variantes, et les codes que leur"
    " donnent deux répertoires officiels : le ROME, français, et ESCO, européen."
)
#: The parts of the page by relevance: their id, their heading, and what belongs there. Look-alikes are not shown.
_PARTS = {
    "profession": ("metier", "Le métier", "Des noms qui désignent le métier, ou un poste dont il est le cœur."),
    "voisin": ("voisins", "Métiers voisins", "Des postes qui en partagent une part, et vers lesquels on évolue."),
}


@dataclass(frozen=True)
class Part:
    """A heading of the page and its titles."""

    id: str
    label: str
    words: str
    titles: list[JobTitle]


def title_pages(renderer: Renderer) -> list[Page]:
    """The page that lists the titles, those of the job first."""
    titles = sorted(renderer.site.catalog.titles.values(), key=lambda each: (slugify(each.label.fr), each.id))
    parts = [
        Part(name, label, words, [each for each in titles if each.relevance == relevance])
        for relevance, (name, label, words) in _PARTS.items()
    ]
    shown = [each for part in parts for each in part.titles]
    names = len(shown) + sum(len(each.variants) for each in shown)
    return [
        renderer.page(
            "titles.md.j2",
            "metier/intitules/index.md",
            {
                "title": "Intitulés",
                "description": excerpt(_LEDE, DESCRIPTION),
                "template": "liste.html",
                "crumbs": [{"title": "Le métier", "url": "metier/"}],
            },
            lede=_LEDE,
            count=count_text(len(shown), "intitulé"),
            names=count_text(names, "nom"),
            parts=[part for part in parts if part.titles],
            levels=LEVELS,
        )
    ]
