"""Two files for one address: the second would silently take the place of the first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.page import Page


def refuse_twins(written: Mapping[str, str], made: Iterable[tuple[str, Page]]) -> None:
    """Raise ValueError, in French, naming the first two files that share an address.

    ``written`` gives, by address, the path in docs/ of each hand-written file; ``made`` each page with its address.
    """
    taken = {address: f"docs/{path}" for address, path in written.items()}
    for address, page in made:
        name = f"la page produite « {page.path} »" + (f" ({page.source})" if page.source else "")
        if address in taken:
            raise ValueError(f"{taken[address]} et {name} ont la même adresse")
        taken[address] = name
