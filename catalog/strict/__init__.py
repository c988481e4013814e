"""``metier check --strict``: the editorial level, which asks of the entries more than to be sound."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from catalog.catalog import REGISTRIES, Catalog
from catalog.load import LoadResult
from catalog.models import JobAd, Study, Work
from catalog.problem import Problem, shown
from catalog.reading import Document, Path
from catalog.strict.coverage import WORKS, dead_themes, orphan_skills, undated_figures
from catalog.strict.places import place_in_text
from catalog.strict.shared import Titles, borrowed_runs, shared_runs
from catalog.strict.texts import Passage, passages
from catalog.strict.typography import typography_faults
from catalog.strict.words import count_words, sure_language

#: How many words a summary has, at least and at most.
SUMMARY_WORDS = (25, 90)
_LANGUAGES = {"fr": "français", "en": "anglais"}


def strict_problems(
    loaded: LoadResult, ads: Iterable[JobAd] = (), sources: Mapping[str, str] | None = None
) -> list[Problem]:
    """What the entries that could be read leave to mend, sorted.

    ``ads`` are those that may attest a skill, ``sources`` the texts that entries were read from, by id. A theme or a
    skill is judged only when every entry was read: the one that is missing may be what it lacks.
    """
    catalog = loaded.catalog
    told = _Telling(loaded)
    texts = [passage for kind, entry in catalog.entries() for passage in passages(kind, entry)]
    for passage in texts:
        for fault in typography_faults(passage.text):
            told.in_text(passage, fault.start, fault.message, fault.code)
        if passage.path == ("summary",):
            _check_length(passage, told)
    _check_titles(catalog, told)
    _check_runs([passage for passage in texts if passage.told], catalog, sources or {}, told)
    faults = [*undated_figures(catalog)]
    if not catalog.unread and not catalog.partial:
        faults += [*dead_themes(catalog), *orphan_skills(catalog, ads)]
    for kind, name, path, message, code in faults:
        told.at(kind, name, path, message, code)
    return sorted(set(told.problems))


class _Telling:
    """Gives faults their place in the files."""

    def __init__(self, loaded: LoadResult) -> None:
        self.problems: list[Problem] = []
        self._catalog = loaded.catalog
        self._documents = loaded.documents

    def at(self, kind: str, name: str, path: Path, message: str, code: str) -> None:
        document, where = self._where(kind, name, path)
        place = document.place(where, of_key=kind in REGISTRIES and not path)
        self.problems.append(Problem(document.path, *place, message, code))

    def in_text(self, passage: Passage, start: int, message: str, code: str) -> None:
        document, where = self._where(passage.kind, passage.name, passage.path)
        place = place_in_text(document, where, passage.text, start)
        self.problems.append(Problem(document.path, *place, message, code))

    def _where(self, kind: str, name: str, path: Path) -> tuple[Document, Path]:
        document = self._documents[self._catalog.files[kind, name]]
        return document, ((name, *path) if kind in REGISTRIES else path)


def _check_length(passage: Passage, told: _Telling) -> None:
    least, most = SUMMARY_WORDS
    count = count_words(passage.text)
    if not least <= count <= most:
        message = f"résumé de {count} mots : il en faut de {least} à {most}"
        told.at(passage.kind, passage.name, passage.path, message, "summary_length")


def _check_titles(catalog: Catalog, told: _Telling) -> None:
    """A title is given as its page writes it; one that we translated says so under ``inferred``.

    A page may bear the name of the foreign study that it tells of.
    """
    for kind in WORKS:
        for work in catalog.kind(kind).values():
            if not isinstance(work, Work) or "title" in work.inferred or _is_of_series(work):
                continue
            language = sure_language(work.title)
            if language and language != work.language:
                message = f"titre en {_LANGUAGES[language]}, « language » dit « {work.language} »"
                told.at(kind, work.id, ("title",), message, "title_language")


def _is_of_series(work: Work) -> bool:
    series = work.series if isinstance(work, Study) else None
    return bool(series) and any(name in work.title for name in str(series).split(", "))


def _check_runs(texts: list[Passage], catalog: Catalog, sources: Mapping[str, str], told: _Telling) -> None:
    titles = Titles(_titles(catalog))
    for run in shared_runs(texts, titles):
        where = catalog.files[run.other.kind, run.other.name] if run.other else ""
        message = f"{run.length} mots de suite sont aussi dans {where} : « {shown(run.text, 120)} »"
        told.in_text(run.passage, run.start, message, "shared_run")
    for run in borrowed_runs(texts, sources, titles):
        message = f"{run.length} mots de suite sont ceux de la source : « {shown(run.text, 120)} »"
        told.in_text(run.passage, run.start, message, "borrowed_run")


def _titles(catalog: Catalog) -> Iterator[str]:
    """The names that a text has no other way to cite: of works, and of who publishes them."""
    for _, entry in catalog.entries():
        for field in ("title", "subtitle", "series", "publisher", "producer", "certifier"):
            if value := getattr(entry, field, None):
                yield value
