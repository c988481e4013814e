"""The command line: every command on one page."""

import datetime as dt
from pathlib import Path

import click


@click.group()
def main() -> None:
    """Le métier de Community Manager : vérifier, construire et publier la base."""


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[CHEMIN]…")
def check(paths: tuple[Path, ...]) -> None:
    """Vérifier les entrées de data/ (ou seulement celles de CHEMIN) et dire toutes les erreurs."""
    from catalog.check import check_paths

    problems = check_paths(Path("data"), paths, dt.date.today())
    for problem in problems:
        click.echo(problem)
    if problems:
        plural = "s" if len(problems) > 1 else ""
        click.echo(f"{len(problems)} erreur{plural}.", err=True)
        raise SystemExit(1)
    click.echo("Aucune erreur.", err=True)
