"""Any entry of the catalog, whatever its kind: what it is called, and where readers find it."""

from __future__ import annotations

from catalog.models import Entry, Topic
from generator.numbers import count_text
from generator.site import FOLDERS, Site

#: The kinds of entries as readers name them, in the order of their interest: one, several.
KINDS = {
    "interviews": ("interview", "interviews"),
    "studies": ("étude", "études"),
    "resources": ("ressource", "ressources"),
    "questions": ("question", "questions"),
    "skills": ("compétence", "compétences"),
    "trainings": ("formation", "formations"),
    "titles": ("intitulé", "intitulés"),
    "collections": ("collection", "collections"),
    "references": ("repère daté", "repères datés"),
    "sources": ("source d’annonces", "sources d’annonces"),
}
#: Kinds whose entries share a page.
_SHARED = {
    "trainings": "formations/index.md",
    "titles": "metier/intitules/index.md",
    "sources": "sources/index.md",
    "references": "methode/constantes/index.md",
}


def title_of(entry: Entry) -> str:
    """The name of an entry."""
    if isinstance(entry, Topic):
        return entry.label
    title: str = getattr(entry, "title", None) or entry.label.fr  # type: ignore[attr-defined]
    return title


def entry_path(site: Site, kind: str, name: str) -> str | None:
    """Where an entry stands ("formations/index.md#cap"); None when it has no place of its own."""
    if kind in _SHARED:
        return f"{_SHARED[kind]}#{name}"
    return site.path(kind, name) if kind in FOLDERS else None


def kind_count(kind: str, count: int) -> str:
    """``3 interviews``; a kind that is no longer known is told by its name."""
    return count_text(count, *KINDS.get(kind, (kind, kind)))
