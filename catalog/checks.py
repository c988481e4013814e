"""What no single file can say of itself: references, doubles, dates, figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Protocol

from catalog.catalog import FOLDERS, REGISTRIES, Catalog
from catalog.figures import check_figures, comparison_faults
from catalog.fold import fold_name, fold_url
from catalog.keys import MESSAGE, keys_in
from catalog.models import Comparison, Door, Entry, Highlight, Labels, Question, Source, Work
from catalog.partial_date import PartialDate
from catalog.problem import Hint, shown
from catalog.reading import Document, Path
from catalog.references import references_in, resolve, split_references

_WORKS = ("resources", "interviews", "studies")
#: The fields that are lists of ids, and the kinds of entries they call.
_CALLED: dict[str, tuple[str, ...]] = {
    "topics": ("topics",),
    "skills": ("skills",),
    "related": ("skills",),
    "questions": ("questions",),
    "items": _WORKS,
    "sources": (*_WORKS, "questions"),
}
#: What stands at the root of the site beside the doors.
_SECTIONS = {
    "ressources", "interviews", "etudes", "questions", "competences", "collections", "methode", "contribuer",
    "accessibilite", "mentions-legales", "donnees", "assets", "pagefind", "offres", "sources", "formations", "metier",
    "attributions", "pme", "repondre", "veille", "maturite",
}  # fmt: skip


class Report(Protocol):
    """Says a problem at a path of the entry ``name``, or where the text that stands there calls ``quoted``."""

    def __call__(
        self, kind: str, name: str, path: Path, message: str, code: str, hint: Hint | None = None, quoted: str = ""
    ) -> None: ...


def check_catalog(catalog: Catalog, documents: dict[str, Document], today: dt.date) -> None:
    """Tell in ``documents`` what shows only when entries are read together, or against the calendar.

    A field that could not be read was told when it was: here it is ``None``, and nothing is said of it.
    """

    def report(
        kind: str, name: str, path: Path, message: str, code: str, hint: Hint | None = None, quoted: str = ""
    ) -> None:
        document = documents[catalog.files[kind, name]]
        partial = catalog.partial.get((kind, name))
        written = partial.written(path) if partial else path
        where = (name, *written) if kind in REGISTRIES else written
        of_key = kind in REGISTRIES and not path
        place = document.place_of_reference(where, quoted) if quoted else document.place(where, of_key=of_key)
        document.report(place, message, code, hint)

    _check_identifiers(catalog, report)
    _check_doubles(catalog, report)
    for kind, entry in catalog.entries():
        _check_dates(kind, entry, today, report)
        if isinstance(entry, Work):
            _check_work(catalog, kind, entry, report)
            check_figures(catalog, kind, entry, today, report)
        if isinstance(entry, Question):
            _check_question(catalog, entry, report)
        if isinstance(entry, Source):
            for path in keys_in(entry):
                report(kind, entry.id, path, MESSAGE, "key")
        if isinstance(entry, Highlight) and entry.figure:
            _check_reference(catalog, kind, entry, ("figure",), entry.figure, report)
        if isinstance(entry, Comparison):
            for index, reference in enumerate(entry.figures or ()):
                _check_reference(catalog, kind, entry, ("figures", index), reference, report)
            for index, message, code in comparison_faults(catalog, entry):
                report(kind, entry.id, ("figures", index), message, code)
        if isinstance(entry, Door) and entry.id in _SECTIONS:
            message = f"« {entry.id} » est déjà une partie du site : nommer cette porte autrement"
            report(kind, entry.id, (), message, "reserved_id")


def _check_identifiers(catalog: Catalog, report: Report) -> None:
    for kind, entry in catalog.entries():
        for field_name, kinds in _CALLED.items():
            # An interview's questions are texts, a door's are ids.
            if field_name in type(entry).model_fields and not (isinstance(entry, Work) and field_name == "questions"):
                names: tuple[str, ...] = getattr(entry, field_name) or ()
                seen: set[str] = set()
                for index, name in enumerate(names):
                    path: Path = (field_name, index)
                    if kind == "skills" and name == entry.id:
                        report(kind, entry.id, path, "une compétence n’est pas proche d’elle-même", "self")
                    elif not any(catalog.may_hold(called, name) for called in kinds):
                        message = f"champ « {field_name} » : « {shown(name)} » n’existe pas"
                        if elsewhere := next((other for other in FOLDERS if name in catalog.kind(other)), None):
                            message = f"champ « {field_name} » : « {shown(name)} » est dans data/{elsewhere}"
                        among = (known for called in kinds for known in catalog.kind(called))
                        report(kind, entry.id, path, message, "unknown_id", None if elsewhere else (name, among))
                    elif name in seen:
                        report(kind, entry.id, path, f"« {name} » est déjà dans la liste", "double")
                    seen.add(name)


def _check_doubles(catalog: Catalog, report: Report) -> None:
    """The same thing entered twice: an address, a title, a skill's name; compared without case or accents' form."""
    _each_once(_work_ids(catalog), report, "l’identifiant « {value} » sert déjà à {other}", "double_id")
    _each_once(_work_urls(catalog), report, "cette adresse est déjà celle de {other}", "double_url")
    _each_once(_titles(catalog), report, "ce titre est déjà celui de {other}", "double_title")
    for kind in ("skills", "titles"):
        _each_once(_names(catalog, kind), report, "« {value} » désigne déjà {other}", "double_name")


#: A key that must be met once, the value to show, and where it stands.
Keyed = tuple[str, str, str, str, Path]


def _each_once(rows: Iterator[Keyed], report: Report, message: str, code: str) -> None:
    first: dict[str, tuple[str, str]] = {}
    for key, value, kind, name, path in rows:
        if key in first:
            other = first[key]
            where = "cette entrée" if other == (kind, name) else f"{other[0]}/{other[1]}"
            report(kind, name, path, message.format(value=shown(value), other=where), code)
        else:
            first[key] = (kind, name)


def _work_ids(catalog: Catalog) -> Iterator[Keyed]:
    for kind in (*_WORKS, "questions"):
        for name in catalog.kind(kind):
            yield name, name, kind, name, ()


def _work_urls(catalog: Catalog) -> Iterator[Keyed]:
    for kind in _WORKS:
        for name, work in catalog.kind(kind).items():
            if isinstance(work, Work) and work.url:
                yield fold_url(work.url), work.url, kind, name, ("url",)


def _titles(catalog: Catalog) -> Iterator[Keyed]:
    for kind in (*_WORKS, "questions", "collections", "trainings"):
        for name, entry in catalog.kind(kind).items():
            title: str | None = getattr(entry, "title")  # noqa: B009 - these kinds all have one
            publisher = getattr(entry, "publisher", getattr(entry, "certifier", ""))
            if title is None or publisher is None:
                continue
            yield f"{kind} {fold_name(title)} {fold_name(publisher)}", title, kind, name, ("title",)


def _names(catalog: Catalog, kind: str) -> Iterator[Keyed]:
    for name, entry in catalog.kind(kind).items():
        label: Labels | None = getattr(entry, "label")  # noqa: B009
        if label is not None:
            yield fold_name(label.fr), label.fr, kind, name, ("label", "fr")
        for field_name in ("aliases", "variants"):
            for index, alias in enumerate(getattr(entry, field_name, ())):
                yield fold_name(alias), alias, kind, name, (field_name, index)


def _check_dates(kind: str, entry: Entry, today: dt.date, report: Report) -> None:
    for field_name in ("published", "reviewed", "link_checked", "fieldwork", "year"):
        value = getattr(entry, field_name, None)
        if isinstance(value, PartialDate) and value.last_begins > today:
            message = f"champ « {field_name} » : {value} est dans le futur"
            report(kind, entry.id, (field_name,), message, "future_date")


def _check_work(catalog: Catalog, kind: str, work: Work, report: Report) -> None:
    link_read = not any(catalog.is_faulty(kind, work.id, (name,)) for name in ("url", "link"))
    if link_read and work.url is None and work.link in ("trouve", "copie"):
        message = f"sans « url », « link » ne peut pas être « {work.link} » : écrire « introuvable » ou « disparu »"
        report(kind, work.id, ("link",), message, "link_state")
    if link_read and work.url is not None and work.link == "introuvable":
        message = (
            "une page dont on a l’adresse n’est pas « introuvable » : écrire « trouve », « copie » ou « disparu »"
        )
        report(kind, work.id, ("link",), message, "link_state")
    fields = [name for name in type(work).model_fields if name != "id"]
    named = [(("inferred", name), name) for name in work.inferred]
    repaired = [(("repairs", index, "field"), repair.field) for index, repair in enumerate(work.repairs)]
    for path, name in [*named, *repaired]:
        if name not in fields:
            message = f"« {shown(name)} » n’est pas un champ de cette entrée"
            report(kind, work.id, path, message, "unknown_field", (name, fields))
        elif path[0] == "repairs" and not isinstance(getattr(work, name), str | None):
            message = f"« {name} » n’est pas un texte : seul un texte se répare"
            report(kind, work.id, path, message, "repair_field")


def _check_reference(catalog: Catalog, kind: str, entry: Entry, path: Path, reference: str, report: Report) -> None:
    target = resolve(catalog, reference)
    if target.problem:
        report(kind, entry.id, path, target.problem, "unknown_reference", target.hint, reference)


def _check_question(catalog: Catalog, question: Question, report: Report) -> None:
    for field_name in ("answer", "limits"):
        text = getattr(question, field_name) or ""
        if any("[[" in words or "]]" in words for words, _ in split_references(text)):
            message = "des crochets doubles ne se referment pas : écrire [[entrée]] ou [[étude#chiffre]]"
            report("questions", question.id, (field_name,), f"champ « {field_name} » : {message}", "reference_syntax")
        for reference in references_in(text):
            _check_reference(catalog, "questions", question, (field_name,), reference, report)
