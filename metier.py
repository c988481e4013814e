"""The command line: every command on one page."""

from __future__ import annotations

import io
import logging
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

if TYPE_CHECKING:
    from catalog.load import LoadResult
    from catalog.problem import Problem

CONFIG = Path("mkdocs.yml")


def _collection(_: click.Context, __: click.Parameter, folder: Path | None) -> Path | None:
    """``folder``, where a collection was written: any other would give the site no ad at all."""
    if folder and not (folder / "runs").is_dir():
        raise click.BadParameter(f"{folder} ne contient pas de collecte : {folder / 'runs'} n’existe pas.")
    return folder


#: Shown in place of ours, under a banner: what ``metier collect --sandbox`` writes.
_COLLECTED = click.option(
    "--collected",
    callback=_collection,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="DOSSIER",
    help="Montrer les annonces inventées de DOSSIER (.demo) à la place des vraies, sous un bandeau.",
)


@click.group()
def main() -> None:
    """Le métier de Community Manager : vérifier, construire et publier la base."""


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[CHEMIN]…")
@click.option(
    "--strict", is_flag=True, help="Relire aussi comme un éditeur : longueurs, emprunts, typographie, années."
)
@click.option(
    "--against",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="DOSSIER",
    help="Comme --strict, et chercher les phrases empruntées aux textes d’origine : DOSSIER/<entrée>.txt.",
)
@click.option("--stats", is_flag=True, help="Compter ce que contient la base, à côté de ce qui est attendu.")
def check(paths: tuple[Path, ...], strict: bool, against: Path | None, stats: bool) -> None:
    """Vérifier les entrées de data/ (ou seulement celles de CHEMIN) et dire toutes les erreurs."""
    from catalog.check import Level, check_paths
    from catalog.store import load_collected
    from catalog.strict import strict_problems
    from catalog.strict.sources import read_sources
    from catalog.strict.stats import counts, table
    from generator.clock import build_date
    from generator.tables.called import page_problems, question_problems

    try:
        today = build_date(os.environ)
    except ValueError as error:
        raise click.ClickException(str(error)) from None
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal may lack « or ’

    def count(loaded: LoadResult) -> list[Problem]:
        click.echo(table(counts(loaded.catalog, ads)))
        return []

    def edit(loaded: LoadResult) -> list[Problem]:
        return strict_problems(loaded, ads, read_sources(against) if against else {})

    editorial: list[Level] = [level for asked, level in ((stats, count), (strict or against, edit)) if asked]
    ads = load_collected(Path("data", "collected"))[0].ads.values() if editorial else ()
    levels = [
        *([_adapter_problems] if _may_hold_sources(paths) else []),
        _release_problems,
        question_problems,
        *editorial,
    ]
    problems = check_paths(Path("data"), paths, today, *levels, tell=page_problems)
    for problem in problems:
        click.echo(problem)
    if problems:
        plural = "s" if len(problems) > 1 else ""
        click.echo(f"{len(problems)} erreur{plural}.", err=True)
        raise SystemExit(1)
    click.echo("Aucune erreur.", err=True)


@main.command()
@click.argument("sources", nargs=-1, metavar="[SOURCE]…")
@click.option("--sandbox", is_flag=True, help="Lire le web d’essai du dépôt et écrire dans .demo/, sans réseau.")
@click.option("--replay", metavar="ARCHIVE", help="Relire une archive WARC (fichier, dossier ou URL), sans réseau.")
@click.option("--archive", default=".archive", show_default=True, metavar="DOSSIER", help="Où garder les réponses.")
@click.option("--no-archive", is_flag=True, help="Ne garder aucune réponse.")
@click.option("--accept", metavar="SOURCE", help="Laisser entrer ce qu’une collecte mise de côté avait rapporté.")
def collect(
    sources: tuple[str, ...], sandbox: bool, replay: str | None, archive: str, no_archive: bool, accept: str | None
) -> None:
    """Lire les sources qui sont à relire (ou seulement SOURCE) et ranger ce qu’elles donnent."""
    try:
        try:
            from scraper.run import entry
        except ModuleNotFoundError as error:
            _ask_for_extra(error)
        code = entry.collect(
            sources, sandbox=sandbox, replay=replay, archive=None if no_archive else archive, accept=accept
        )
    except KeyboardInterrupt:
        click.echo("Interrompu avant la première lecture.", err=True)
        code = 130
    raise SystemExit(code)


@main.command()
def sources() -> None:
    """Dire la santé de chaque source : dernière collecte, fiches, refus, erreurs, clés manquantes.

    Le code de sortie est 1 quand la dernière lecture d’une source n’est pas crue.
    """
    try:
        from scraper.run import entry
    except ModuleNotFoundError as error:
        _ask_for_extra(error)
    raise SystemExit(entry.sources())


@main.command()
@click.option(
    "--site-dir",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DOSSIER",
    help="Où mettre le site : « site », ou le dossier « site » d’une démonstration.",
)
@_COLLECTED
def build(site_dir: Path | None, collected: Path | None) -> None:
    """Construire le site ; en cas d’erreur, le site précédent reste en place."""
    from generator.build import BuildFailed, build_site
    from generator.replacing import ForeignFolder

    started = time.monotonic()
    _print_logs()
    site_dir = site_dir or (collected or Path()) / "site"  # what is invented never takes the place of the true site
    try:
        build_site(CONFIG, site_dir, collected)
    except BuildFailed as error:
        kept = ", le précédent reste en place" if site_dir.exists() else ""
        raise click.ClickException(f"site non construit{kept}.") from error
    except ForeignFolder as error:
        raise click.ClickException(str(error)) from error
    seconds = f"{time.monotonic() - started:.1f}".replace(".", ",")
    click.echo(f"Site construit dans {site_dir} en {seconds} s.")


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADRESSE", help="Adresse d’écoute.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port d’écoute.")
@_COLLECTED
def serve(host: str, port: int, collected: Path | None) -> None:
    """Servir le site sur cette machine et le refaire à chaque modification."""
    from generator.build import BuildFailed, serve_site

    _print_logs()
    try:
        serve_site(CONFIG, host, port, collected)
    except BuildFailed as error:
        raise click.ClickException("le site ne se construit pas : corrigez puis relancez.") from error
    except OSError as error:
        raise click.ClickException(f"le serveur n’a pas pu démarrer sur {host}:{port} : {error}") from error


@main.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar="DOSSIER")
@click.option("--force", is_flag=True, help="Remplacer DOSSIER même s’il contient autre chose.")
@_COLLECTED
def export(folder: Path, force: bool, collected: Path | None) -> None:
    """Écrire dans DOSSIER l’arbre Markdown du site, pour un autre moteur que MkDocs."""
    from generator.build import BuildFailed, export_site
    from generator.replacing import ForeignFolder

    _print_logs()
    try:
        count = export_site(CONFIG, folder, collected, force=force)
    except BuildFailed as error:
        raise click.ClickException("rien n’a été exporté.") from error
    except ForeignFolder as error:
        raise click.ClickException(f"{error} ; « --force » le remplacera.") from error
    click.echo(f"{count} fichiers écrits dans {folder}.")


@main.command()
def release() -> None:
    """Enregistrer ce que le site montre aujourd’hui : la version à laquelle « Nouveautés » compare la suite."""
    from catalog.disk import refusal
    from generator.clock import build_date
    from generator.reading import BadData
    from generator.releases.write import NotReleased, write_release

    data = Path("data")
    try:
        click.echo(write_release(data, build_date(os.environ)))
    except (BadData, NotReleased, ValueError) as error:
        raise click.ClickException(f"{error}\nRien n’est écrit.") from None
    except OSError as error:
        raise click.ClickException(f"{refusal(error, data / 'releases')}\nRien n’est écrit.") from error


def _may_hold_sources(paths: tuple[Path, ...]) -> bool:
    return not paths or any(path.is_dir() or "sources" in path.absolute().parts for path in paths)


def _adapter_problems(loaded: LoadResult) -> list[Problem]:
    """What is wrong in the adapters and parameters of sources; without what collects, that nobody looked."""
    if not loaded.catalog.sources:
        return []
    try:
        from scraper.check import adapter_problems

        return adapter_problems(loaded)
    except ModuleNotFoundError as error:
        told = (
            f"Adaptateurs et paramètres des sources non vérifiés ({error.name} manque) : pip install -e '.[collect]'"
        )
        click.echo(told, err=True)
        return []


def _release_problems(loaded: LoadResult) -> list[Problem]:
    """What is wrong in the versions that ``metier release`` wrote."""
    from generator.releases.manifest import FOLDER, load_manifests

    return load_manifests(Path("data", FOLDER), Path())[1]


def _ask_for_extra(error: ModuleNotFoundError) -> NoReturn:
    """Collecting asks for more than the base install: say how to get it."""
    click.echo(f"Il manque de quoi collecter ({error.name}) : pip install -e '.[collect]'", err=True)
    raise SystemExit(2)


def _print_logs() -> None:
    """What the engine says of a build goes to stderr as it is: a problem of the data begins with its place."""
    logging.basicConfig(format="%(message)s", level=logging.WARNING)


if __name__ == "__main__":
    main()
