"""``metier collect``: from what was typed to an exit code, everything said in French."""

from __future__ import annotations

import datetime as dt
import errno
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.text import Text

from catalog.catalog import Catalog
from catalog.models import Run, Source
from catalog.store import KINDS, Collected, Store, load_collected
from scraper.archive.reader import open_archive
from scraper.archive.retention import purge
from scraper.extract.corrections import Corrections, read_corrections
from scraper.readers import Readers
from scraper.run.collect import BadStore, Collection, Plan
from scraper.run.lock import Held, locked
from scraper.run.reactor import run_in_reactor
from scraper.run.screen import Screen, number, shown_record, summary
from scraper.run.settle import accept
from scraper.run.verdict import REFUSED
from scraper.run.wiring import crawl_settings
from scraper.sources import Ready, is_due, prepare

#: Exit codes: nothing wrong; a source is not to be trusted or the disk refused; wrong words; another run holds the
#: lock (EX_TEMPFAIL of sysexits.h); stopped by Ctrl-C.
OK, NOT_TRUSTED, USAGE, BUSY, STOPPED = 0, 1, 2, 75, 130


@dataclass(frozen=True)
class Request:
    """What is asked of a collection. ``names`` empty: every source that is due. ``archive`` None: no archive is kept.

    ``sandbox`` is the port of the sandbox web.
    """

    sources: Mapping[str, Source]
    folder: Path
    names: Sequence[str] = ()
    archive: str | None = None
    replay: str | None = None
    sandbox: int | None = None


def collect(
    request: Request, catalog: Catalog, environ: Mapping[str, str], corrections: bytes, console: Console
) -> int:
    """Read the sources asked for, tell how it went, and give the exit code."""
    unknown = [name for name in request.names if name not in request.sources]
    if unknown:
        return _refuse(console, USAGE, f"source inconnue : {', '.join(unknown)}")
    fixes, problems = read_corrections(corrections, "data/duplicates.yml")
    if problems:
        return _refuse(console, NOT_TRUSTED, "\n".join(map(str, problems)))
    collected, problems = load_collected(request.folder)
    if problems:
        return _refuse(console, NOT_TRUSTED, str(BadStore(problems)))
    chosen = _chosen(request, collected, now().date())
    # An archive asks for no key.
    ready, skipped, wrong = prepare(chosen, environ if request.replay is None else None)
    for line in (*wrong, *skipped):
        _say(console, line)
    if wrong:
        return USAGE
    if not ready:
        _say(console, "Aucune source à lire : aucune n’est due, ou les clés manquent.")
        return OK
    return _run(request, ready, Readers(catalog), fixes, console)


def let_in(name: str, folder: Path, sources: Mapping[str, Source], console: Console) -> int:
    """``--accept``: what a run that was not trusted brought back joins the data."""
    if name not in sources:
        return _refuse(console, USAGE, f"source inconnue : {name}")
    try:
        with locked(folder, now()):
            collected, problems = load_collected(folder)
            if problems:
                return _refuse(console, NOT_TRUSTED, str(BadStore(problems)))
            run = accept(Store(folder), collected, name)
    except Held as error:
        return _refuse(console, BUSY, str(error))
    except OSError as error:
        return _refuse(console, NOT_TRUSTED, _disk(error))
    if run is None:
        return _refuse(console, USAGE, f"{name} : rien n’attend d’être accepté")
    _say(console, f"{name} : {number(run.new)} fiches nouvelles, {number(run.changed)} modifiées, acceptées.")
    return OK


def _run(request: Request, ready: Sequence[Ready], readers: Readers, fixes: Corrections, console: Console) -> int:
    started = time.monotonic()
    archive = None if request.replay else request.archive
    settings = partial(crawl_settings, archive=archive, replaying=bool(request.replay), sandbox=request.sandbox)
    screen = Screen(console)
    try:
        plan = Plan(
            ready=ready,
            readers=readers,
            folder=request.folder,
            settings=lambda each: settings(each.source),
            now=now,
            corrections=fixes,
            archive=archive,
            replay=open_archive(request.replay) if request.replay else None,
        )
        collection = Collection(plan, screen)
        with screen:
            runs = run_in_reactor(collection.run, collection.stop)
    except Held as error:
        return _refuse(console, BUSY, str(error))
    except BadStore as error:
        return _refuse(console, NOT_TRUSTED, str(error))
    except OSError as error:
        return _refuse(console, NOT_TRUSTED, _disk(error))
    if archive and not request.sandbox:
        purge(archive, now())
    _tell(console, request, collection, runs, time.monotonic() - started)
    if plan.replay and plan.replay.damaged:
        _say(console, f"Archive : {number(len(plan.replay.damaged))} enregistrements illisibles, passés.")
    if collection.stopped:
        return STOPPED
    return NOT_TRUSTED if any(run.status in REFUSED for run in runs) else OK


def _chosen(request: Request, collected: Collected, today: dt.date) -> list[Source]:
    if request.names:
        return [request.sources[name] for name in dict.fromkeys(request.names)]
    every = list(request.sources.values())
    if request.replay or request.sandbox:
        return every
    return [source for source in every if is_due(source, collected.runs.get(source.id, ()), today)]


def _tell(console: Console, request: Request, collection: Collection, runs: Sequence[Run], seconds: float) -> None:
    for run in collection.recovered:
        _say(console, f"{run.source} : {number(run.kept)} fiches d’une collecte arrêtée net ont été reprises.")
    if runs:
        console.print(summary(runs, {name: source.adapter for name, source in request.sources.items()}))
    if request.sandbox:
        _show(console, request)
    waiting = [run.source for run in runs if run.status in ("too_few", "quarantined") and run.kept]
    if waiting:
        _say(console, f"En attente : {', '.join(waiting)}. Pour les laisser entrer : metier collect --accept SOURCE.")
    took = f"{seconds:.1f}".replace(".", ",")
    _say(console, f"{number(sum(run.kept for run in runs))} fiches lues en {took} s.")
    if collection.stopped:
        _say(console, "Collecte interrompue : ce qui a été lu est gardé.")


def _show(console: Console, request: Request) -> None:
    """The records of the demonstration, a line each, under the adapter that brought them."""
    collected, _ = load_collected(request.folder)
    for name, source in request.sources.items():
        records = [record for kind in KINDS for record in collected.kind(kind).values() if record.source == name]
        _say(console, f"\n{source.adapter} : {number(len(records))} fiches")
        for record in records:
            _say(console, f"  {shown_record(record)}")
    _say(console, f"\nÉcrit dans {request.folder}/. Pour voir le site : metier build --collected {request.folder}")


def _disk(error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        return "disque plein : la collecte s’arrête ; les données en place sont intactes et rien de reçu n’est perdu."
    where = f" ({error.filename})" if error.filename else ""
    return f"écriture ou lecture impossible{where} : {error.strerror or error} ; les données en place sont intactes."


def _refuse(console: Console, code: int, message: str) -> int:
    _say(console, message)
    return code


def _say(console: Console, line: str) -> None:
    console.print(Text(line), soft_wrap=True, highlight=False)


def now() -> dt.datetime:
    """The one clock of a collection: UTC, in whole seconds."""
    return dt.datetime.now(dt.UTC).replace(microsecond=0)
