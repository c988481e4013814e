"""``metier collect``: from what was typed to an exit code, everything said in French."""

from __future__ import annotations

import asyncio
import datetime as dt
import errno
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from fsspec.core import url_to_fs
from rich.console import Console
from rich.text import Text
from scrapy.settings import Settings

from catalog.catalog import Catalog
from catalog.disk import reason
from catalog.models import Run, Source
from catalog.problem import did_you_mean
from catalog.store import KINDS, Collected, Store, load_collected
from scraper.archive.reader import Archive, open_archive
from scraper.archive.retention import purge
from scraper.extract.corrections import Corrections, read_corrections
from scraper.middlewares.conditional import cache_dir, purge_cache
from scraper.readers import Readers
from scraper.run.collect import BadStore, Collection, Plan
from scraper.run.grouping import regroup
from scraper.run.lock import Held, locked
from scraper.run.reactor import run_in_reactor
from scraper.run.recovery import recover
from scraper.run.screen import Screen, plural, reasons_told, shown_record, summary
from scraper.run.settle import CannotAccept, accept
from scraper.run.verdict import REFUSED
from scraper.run.wiring import crawl_settings
from scraper.sources import Ready, is_due, prepare

#: Reasons that say that nobody was reached.
UNREACHED = {"robots-injoignable", "nom-inconnu", "connexion", "delai-depasse"}
#: Exit codes: nothing wrong; a source is not to be trusted or the disk refused; wrong words; another run holds the
#: lock (EX_TEMPFAIL of sysexits.h); stopped by Ctrl-C.
OK, NOT_TRUSTED, USAGE, BUSY, STOPPED = 0, 1, 2, 75, 130


@dataclass(frozen=True)
class Request:
    """What is asked of a collection. ``names`` empty: every source that is due. ``archive`` None: no archive is kept.

    ``sandbox``: the sources are those of the sandbox, whose web is at ``port``, None when an archive is replayed, and
    whose tables noted by hand are in ``surveys``, None for ours; ``cache`` is where conditional requests keep what
    they ask about.
    """

    sources: Mapping[str, Source]
    folder: Path
    names: Sequence[str] = ()
    archive: str | None = None
    replay: str | None = None
    sandbox: bool = False
    port: int | None = None
    surveys: str | None = None
    cache: str = ".cache/http"


def collect(
    request: Request, catalog: Catalog, environ: Mapping[str, str], corrections: bytes | None, console: Console
) -> int:
    """Read the sources asked for, tell how it went, and give the exit code.

    ``corrections`` is the text of ``data/duplicates.yml``, None when there is none.
    """
    if refusal := _unknown(request.names, request.sources):
        return _refuse(console, USAGE, refusal)
    fixes, problems = read_corrections(corrections, "data/duplicates.yml") if corrections else (Corrections(), [])
    collected, unread = load_collected(request.folder)
    if problems or unread:
        return _refuse(console, NOT_TRUSTED, str(BadStore([*problems, *unread])))
    try:
        archive = _open(request)
    except Refused as error:
        return _refuse(console, error.code, str(error))
    # An archive asks for no key.
    ready, skipped, wrong = prepare(_chosen(request, collected), environ if archive is None else None)
    for line in (*wrong, *skipped):
        _say(console, line)
    plan = Plan(
        ready=ready,
        sources=request.sources,
        readers=Readers(catalog),
        folder=request.folder,
        settings=partial(_settings, request),
        now=now,
        corrections=fixes,
        archive=None if archive else request.archive,
        replay=archive,
    )
    code = _run(request, plan, console, unready=bool(wrong or skipped))
    named = bool(request.names) and bool(skipped)
    return max(code, USAGE) if code in (OK, NOT_TRUSTED) and (wrong or named) else code


def let_in(name: str, folder: Path, sources: Mapping[str, Source], corrections: Corrections, console: Console) -> int:
    """``--accept``: what a run that was not trusted brought back joins the data."""
    if refusal := _unknown([name], sources):
        return _refuse(console, USAGE, refusal)
    try:
        with locked(folder, now()):
            collected, problems = load_collected(folder)
            if problems:
                return _refuse(console, NOT_TRUSTED, str(BadStore(problems)))
            store = Store(folder)
            recover(store, collected, sources)
            run = accept(store, collected, name)
            store.write("ads", regroup(collected.ads, corrections))
    except CannotAccept as error:
        return _refuse(console, USAGE, str(error))
    except Held as error:
        return _refuse(console, BUSY, str(error))
    except OSError as error:
        return _refuse(console, NOT_TRUSTED, disk_refused(error))
    told = (plural(run.new, "nouvelle"), plural(run.changed, "modifiée"), plural(run.expired, "expirée"))
    _say(console, f"{name} : acceptée, {', '.join(told)}.")
    return OK


class Refused(Exception):
    """What was asked cannot be done; ``code`` is the exit code."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


def _open(request: Request) -> Archive | None:
    """The archive to replay. Raises Refused when there is none there, when nobody says whose it is, or when the one
    to write is of a kind that nothing here can open."""
    if request.replay is None:
        try:
            url_to_fs(request.archive or "")
        except (ImportError, ValueError) as error:
            raise Refused(USAGE, f"rien ne peut être gardé dans {request.archive} : {error}") from None
        return None
    try:
        archive = open_archive(request.replay)
    except FileNotFoundError:
        raise Refused(USAGE, f"archive introuvable : {request.replay}") from None
    except (OSError, ImportError, ValueError) as error:
        raise Refused(USAGE, f"archive illisible, {request.replay} : {error}") from None
    tapes = list(archive.passes())
    if not tapes:
        raise Refused(NOT_TRUSTED, f"{request.replay} ne contient aucun enregistrement WARC lisible")
    theirs = {tape.source for tape in tapes}
    if None in theirs and not request.names:
        raise Refused(USAGE, "cette archive vient d’un autre outil : nommez la source à y lire (metier sources)")
    if None not in theirs and not theirs & set(request.names or request.sources):
        known = ", ".join(sorted(name for name in theirs if name))
        raise Refused(USAGE, f"cette archive ne contient que des sources inconnues ici ou non nommées : {known}")
    return archive


def _settings(request: Request, ready: Ready) -> Settings:
    archive = None if request.replay else request.archive
    return crawl_settings(
        ready.source,
        archive=archive,
        replaying=bool(request.replay),
        sandbox=request.port,
        surveys=request.surveys,
        cache=request.cache,
    )


def _run(request: Request, plan: Plan, console: Console, *, unready: bool) -> int:
    started = time.monotonic()
    screen = Screen(console)
    collection = Collection(plan, screen)
    try:
        if plan.ready:
            with screen:
                runs = run_in_reactor(collection.run, collection.stop)
        else:  # what a killed run left is taken up all the same
            runs = asyncio.run(collection.run())
            _say(console, "Aucune source à lire." if unready else "Aucune source à lire : aucune n’est due.")
        if plan.archive and not request.sandbox:
            purge(plan.archive, now())
            purge_cache(cache_dir(plan.archive, request.cache), now())
    except Held as error:
        return _refuse(console, BUSY, str(error))
    except BadStore as error:
        return _refuse(console, NOT_TRUSTED, str(error))
    except OSError as error:
        return _refuse(console, NOT_TRUSTED, disk_refused(error))
    _tell(console, request, collection, runs, time.monotonic() - started)
    if plan.replay and (count := len(plan.replay.damaged)):
        ignored = plural(count, "enregistrement illisible, ignoré", "enregistrements illisibles, ignorés")
        _say(console, f"Archive abîmée : {ignored}.")
    if collection.stopped:
        return STOPPED
    damaged = bool(plan.replay and plan.replay.damaged)
    return NOT_TRUSTED if damaged or any(run.status in REFUSED for run in runs) else OK


def _unknown(names: Sequence[str], sources: Mapping[str, Source]) -> str | None:
    told = [f"« {name} »{did_you_mean(name, sources)}" for name in names if name not in sources]
    return f"source inconnue : {', '.join(told)}" if told else None


def _chosen(request: Request, collected: Collected) -> list[Source]:
    if request.names:
        return [request.sources[name] for name in dict.fromkeys(request.names)]
    every = list(request.sources.values())
    if request.replay or request.sandbox:
        return every
    return [source for source in every if is_due(source, collected.runs.get(source.id, ()), now().date())]


def _tell(console: Console, request: Request, collection: Collection, runs: Sequence[Run], seconds: float) -> None:
    for run in collection.recovered:
        _say(
            console,
            f"{run.source} : {plural(run.kept, 'fiche reprise', 'fiches reprises')} d’une collecte arrêtée net.",
        )
    if runs:
        adapters = {name: source.adapter for name, source in request.sources.items()}
        console.print(summary(runs, adapters, console.width))
        for line in reasons_told(runs):
            _say(console, line)
    if request.sandbox:
        _show(console, request)
    waiting = [run.source for run in runs if run.status in ("too_few", "quarantined")]
    if waiting and not (request.sandbox or request.replay):
        _say(console, f"En attente : {', '.join(waiting)}. Pour laisser entrer : metier collect --accept SOURCE.")
    if runs:
        took = f"{seconds:.1f}".replace(".", ",")
        _say(console, f"{plural(sum(run.kept for run in runs), 'fiche lue', 'fiches lues')} en {took} s.")
    if runs and all(set(run.errors) and set(run.errors) <= UNREACHED for run in runs):
        _say(console, "Aucun site n’a répondu : cette machine a-t-elle accès au réseau ?")
    if collection.stopped:
        _say(console, "Collecte interrompue : ce qui a été lu est gardé.")


def _show(console: Console, request: Request) -> None:
    """The records of the demonstration, a line each, under the adapter that brought them."""
    collected, _ = load_collected(request.folder)
    for name, source in request.sources.items():
        records = [record for kind in KINDS for record in collected.kind(kind).values() if record.source == name]
        _say(console, f"\n{source.adapter} ({name}) : {plural(len(records), 'fiche')}")
        for record in records:
            _say(console, f"  {shown_record(record)}")
    see = f"metier serve --collected {request.folder}"
    _say(console, f"\nÉcrit dans {request.folder}/. Pour le voir sans toucher au site : {see}")


def disk_refused(error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        return "disque plein : la collecte s’arrête ; les données en place sont intactes et rien de reçu n’est perdu."
    where = f" ({error.filename})" if error.filename else ""
    return f"écriture ou lecture impossible{where} : {reason(error)} ; les données en place sont intactes."


def _refuse(console: Console, code: int, message: str) -> int:
    _say(console, message)
    return code


def _say(console: Console, line: str) -> None:
    console.print(Text(line), soft_wrap=True, highlight=False)


def now() -> dt.datetime:
    """The one clock of a collection: UTC, in whole seconds."""
    return dt.datetime.now(dt.UTC).replace(microsecond=0)
