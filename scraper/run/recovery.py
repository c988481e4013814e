"""What runs killed in the middle left behind joins the store before anything else is done."""

from __future__ import annotations

from collections.abc import Mapping

from catalog.models import Run, Source
from catalog.store import JOURNAL, Collected, Store
from scraper.run.journal import Head, discard, read_journal
from scraper.run.settle import Ending, give_up, settle
from scraper.tally import Tally


def recover(store: Store, collected: Collected, sources: Mapping[str, Source]) -> list[Run]:
    """Settle every journal left, as interrupted runs: their records are kept unless there are too many, nothing
    expires."""
    runs = []
    for path in sorted((store.folder / JOURNAL).glob("*.jsonl")):
        read = read_journal(path)
        if read is None or _is_reported(collected, read[0]):
            discard(path)
            continue
        head, _ = read
        ending = Ending(Tally(incomplete=True), head.started, interrupted=True, note="arrêtée net, reprise ensuite")
        try:
            run = settle(store, collected, sources.get(head.source), path, ending)
        except (ValueError, TypeError, KeyError) as error:
            run = give_up(store, collected, head, path, error)
        if run:
            runs.append(run)
    return runs


def _is_reported(collected: Collected, head: Head) -> bool:
    """Whether only the journal's removal was left to do."""
    return any(run.started == head.started for run in collected.runs.get(head.source, []))
