"""The words of the profession: themes, skills, job titles."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from catalog.models.base import Entry, EscoUri, Ids, Labels, Line, Lines, RomeCode, Strict, Text, Url
from catalog.partial_date import PartialDate

SkillCategory = Literal["metier", "outil", "plateforme", "savoir-etre", "langue", "diplome"]
Level = Literal["stagiaire", "alternant", "junior", "confirme", "senior", "responsable"]


class Topic(Entry):
    """One line of ``data/topics.yml``: a theme the collection is read by."""

    label: Line
    description: Text


class Tool(Strict):
    """What to know of a tool or a platform before choosing it."""

    publisher: Line
    url: Url | None = None
    price_model: Literal["gratuit", "freemium", "payant", "libre"]
    self_hosted: bool
    since: PartialDate | None = None
    until: PartialDate | None = None


class Skill(Entry):
    """Something a community manager knows, uses or speaks: ``data/skills/<id>.yml``.

    ``matches`` are sentences where the extractor must see the skill, ``not_matches`` sentences where it must not.
    ``attested`` names the works and corpora where we read it; empty means plausible, not seen.

    Names that are also ordinary words are told apart by three lists: ``ambiguous``, those read only in the case
    written here and beside a word of ``contexts`` or the name of another tool or platform; ``excludes``, longer
    phrases that hold a name and speak of something else.
    """

    label: Labels
    category: SkillCategory
    definition: Text
    aliases: Lines = ()
    ambiguous: Lines = ()
    contexts: Lines = ()
    excludes: Lines = ()
    esco: EscoUri | None = None
    rome: Annotated[RomeCode, Field()] | None = None
    related: Ids = ()
    attested: Lines = ()
    tool: Tool | None = None
    matches: Lines = ()
    not_matches: Lines = ()
    note: Text | None = None

    @property
    def closed(self) -> bool:
        """Whether it is a tool or a platform that no longer exists."""
        return self.tool is not None and self.tool.until is not None


class JobTitle(Entry):
    """A name the job goes by: ``data/titles/<id>.yml``.

    ``relevance``: ``profession`` is the community manager's job, ``voisin`` a neighbouring one,
    ``homonyme`` a look-alike that search engines return and that we refuse.
    """

    label: Labels
    relevance: Literal["profession", "voisin", "homonyme"]
    variants: Lines = ()
    level: Level | None = None
    definition: Text | None = None
    rome: RomeCode | None = None
    esco: EscoUri | None = None
    matches: Lines = ()
    not_matches: Lines = ()
    note: Text | None = None
