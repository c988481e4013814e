"""How much each corpus names a skill. A corpus is never pooled with another: every count here belongs to one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from catalog.models import Interview, Work, slugify
from catalog.partial_date import PartialDate
from generator.charts.drawing import Colour
from generator.numbers import NBSP, count_text, french_number
from generator.site import Site
from generator.tables.compute import Row
from generator.tables.rules import SHARE_MIN
from generator.tracing import Trace, cell_trace
from generator.views.skills.rows import count, span

TABLE = "competences-corpus"
#: Under this many texts a share is told as a count (« 5 sur 12 »), and ads do not lead.
FEW = 100


@dataclass(frozen=True)
class Corpus:
    """A set of texts that are counted together. ``id`` is its value in the table; ``one`` and ``many`` name a text
    of it, ``read`` several of them, ``note`` says what they are, ``none`` and ``absence`` that there is none."""

    id: str
    one: str
    many: str
    read: str
    note: str
    none: str
    absence: str
    colour: Colour


JOBS = Corpus(
    "fiches-metier",
    "fiche métier",
    "fiches métier",
    "fiches métier citées",
    "Des descriptions du métier publiées par des écoles, des employeurs, des sites d’orientation et d’emploi, en"
    " France et ailleurs.",
    "aucune décrite",
    "aucune fiche métier n’est encore décrite",
    "--s3",
)
INTERVIEWS = Corpus(
    "interviews",
    "interview",
    "interviews",
    "interviews lues",
    "Ce que racontent les personnes qui exercent : ce dont elles parlent, pas ce qu’on leur demande à l’embauche.",
    "aucune décrite",
    "aucune interview n’est encore décrite",
    "--s4",
)
ADS = Corpus(
    "annonces",
    "annonce",
    "annonces",
    "annonces lues",
    "Les annonces de France des douze derniers mois dont le texte a été lu, chacune comptée une fois.",
    "aucune lue en entier",
    "aucune annonce de France n’a encore été lue en entier",
    "--s2",
)
CORPORA = (JOBS, INTERVIEWS, ADS)


@dataclass(frozen=True)
class Demand:
    """``n`` texts of the ``of`` of a corpus name a skill; ``row`` is that of the table, None when no text does."""

    corpus: Corpus
    skill: str
    n: int
    of: int
    row: Row | None = None

    @property
    def told(self) -> bool:
        """Whether there are enough texts for a share."""
        return self.of >= SHARE_MIN

    @property
    def percent(self) -> float:
        return 100 * self.n / self.of if self.of else 0.0

    @property
    def words(self) -> str:
        """``5 sur 12``, ``42 %`` from a hundred texts on, ``aucune``, or that there are too few."""
        if not self.told:
            return "effectif insuffisant"
        if not self.n:
            return "aucune"
        if self.of < FEW:
            return f"{self.n}{NBSP}sur{NBSP}{self.of}"
        return f"{french_number(round(self.percent))}{NBSP}%"

    @property
    def sentence(self) -> str:
        """What follows ``words``: « fiches métier citées la nomment »."""
        size = french_number(self.of)
        if not self.told:
            found = count_text(self.of, self.corpus.one, self.corpus.many)
            return f"{found} : il en faut {SHARE_MIN}" if self.of else self.corpus.absence
        if not self.n:
            return f"des {size} {self.corpus.read} ne la nomme"
        name = "la nomme" if self.n == 1 else "la nomment"
        return f"{self.corpus.read} {name}" if self.of < FEW else f"des {size} {self.corpus.read} {name}"


class Demands:
    """The table read once: demand by corpus and skill."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._rows: dict[str, dict[str, Row]] = defaultdict(dict)
        self._of: dict[str, int] = defaultdict(int)
        table = site.tables.get(TABLE)
        for row in table.rows if table else ():
            corpus, skill = str(row["corpus"]), str(row["skill"])
            if skill in site.catalog.skills:
                self._rows[corpus][skill] = row
                self._of[corpus] = count(row, "of")

    def size(self, corpus: Corpus) -> int:
        """How many texts the corpus holds."""
        return self._of[corpus.id]

    @property
    def order(self) -> Sequence[Corpus]:
        """Ads lead once there are a hundred of them; until then what is cited leads."""
        return (ADS, JOBS, INTERVIEWS) if self.size(ADS) >= FEW else CORPORA

    def of(self, corpus: Corpus, skill: str) -> Demand:
        row = self._rows[corpus.id].get(skill)
        return Demand(corpus, skill, count(row, "n") if row else 0, self.size(corpus), row)

    def ranking(self, corpus: Corpus) -> list[Demand]:
        """What the corpus names, most named first; ties are settled by label."""
        skills = self.site.catalog.skills
        found = [self.of(corpus, skill) for skill in self._rows[corpus.id]]
        return sorted(found, key=lambda each: (-each.n, slugify(skills[each.skill].label.fr), each.skill))

    def _window(self, demand: Demand) -> str:
        """The dates of the texts that name the skill, and whether some of them have none."""
        assert demand.row is not None
        told = span(demand.row)
        if demand.corpus is ADS or not told:
            return told or "dates inconnues"
        works = [work for work in self.site.catalog.works.values() if demand.skill in work.skills]
        undated = [work for work in works if not isinstance(work.published, PartialDate)]
        return f"{told} ou sans date" if any(_is_of(work, demand.corpus) for work in undated) else told

    def trace(self, demand: Demand) -> Trace | None:
        """What the count or the share opens onto, as words say it; None when there is no row to show."""
        if demand.row is None:
            return None
        label = self.site.catalog.skills[demand.skill].label.fr
        return cell_trace(
            self.site,
            self.site.tables[TABLE],
            demand.row,
            "share" if demand.told and demand.n and demand.of >= FEW else "n",
            label=f"{label}, nommée par {demand.n} des {demand.of} {demand.corpus.read}",
            value=demand.words,
            n=demand.of,
            period=self._window(demand),
        )


def _is_of(work: Work, corpus: Corpus) -> bool:
    return isinstance(work, Interview) if corpus is INTERVIEWS else getattr(work, "kind", "") == "fiche-metier"
