"""Where a skill is learnt: what of the collection teaches it, and the trainings that hold it.

A page names many skills and teaches one or two: it teaches the one it names first, and those that its title names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from catalog.models import Resource, Skill, Training, slugify
from catalog.partial_date import PartialDate
from generator.cards import newest_first
from generator.site import Site

#: Kinds of resources that teach.
TEACHING = ("methode", "formation", "guide")


@dataclass(frozen=True)
class Lesson:
    """A way to learn. ``path`` stands in the tree, with its anchor; ``note`` is a word of warning, or empty."""

    kind: str
    title: str
    path: str
    note: str = ""


class Learning:
    """The trainings and the resources of each skill, found once."""

    def __init__(self, site: Site) -> None:
        self.site = site

    def trainings(self, skill: str) -> list[Training]:
        """Every training that holds it: those not known to have expired first, then by title."""
        held = [each for each in self.site.catalog.trainings.values() if skill in each.skills]
        return sorted(held, key=lambda each: (self.has_expired(each), slugify(each.title), each.id))

    def has_expired(self, training: Training) -> bool:
        return isinstance(training.ends, PartialDate) and training.ends.latest < self.site.today

    def resources(self, skill: str) -> list[Resource]:
        """Methods, courses and guides that teach it, newest first; those off the subject are left out."""
        known = self.site.catalog.skills[skill]
        found = [
            each
            for each in self.site.catalog.resources.values()
            if each.kind in TEACHING and not each.off_topic and teaches(each, known)
        ]
        return [each for each in newest_first(list(found)) if isinstance(each, Resource)]

    def lessons(self, skill: str, most: int) -> Sequence[Lesson]:
        """At most ``most`` ways to learn: what is to read first, it costs nothing; a place is kept for a training.

        None for a tool that has closed.
        """
        known = self.site.catalog.skills[skill]
        if known.closed:
            return []
        read = [Lesson("À lire", each.title, self.site.work_path(each)) for each in self.resources(skill)]
        taught = [
            Lesson("Formation", each.title, f"formations/index.md#{each.id}")
            for each in self.trainings(skill)
            if not self.has_expired(each) and teaches(each, known)
        ]
        kept = read[: most - 1] if taught else read[:most]
        return [*kept, *taught[: most - len(kept)]]


def teaches(each: Resource | Training, skill: Skill) -> bool:
    """Whether it names the skill first, or in its title; a name that is also a common word proves nothing."""
    if skill.id not in each.skills:
        return False
    title = f"-{slugify(each.title)}-"
    names = {skill.label.fr, *skill.aliases} - set(skill.ambiguous)
    slugs = {slugify(name) for name in names}
    return each.skills[0] == skill.id or any(f"-{slug}-" in title for slug in slugs if len(slug) > 2)
