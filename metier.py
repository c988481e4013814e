"""The command line: every command on one page."""

import click


@click.group()
def main() -> None:
    """Le métier de Community Manager : vérifier, construire et publier la base."""
