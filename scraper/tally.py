"""What a run counts of one source: what was kept, refused and missed, by reason, with a few samples of each."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field

from catalog.problem import shown
from scraper.personal import masked, masked_url

#: Samples kept of each reason, and characters of a sample: enough to judge, too few to be a copy.
MOST_SAMPLES, SAMPLE_LENGTH = 5, 120
#: Characters of a sample that are looked at.
_READ = 10 * SAMPLE_LENGTH


@dataclass
class Tally:
    """``refused`` and ``errors`` count by reason, an identifier of ours such as ``metier-voisin`` or ``http-404``.

    ``incomplete`` says that a part of the source was not seen (a list failed, the run was cut): what was not seen
    then is not gone. ``failed`` holds the ids and addresses of single ads that could not be read: not gone either.
    ``capped``, when the source lists its newest ads and no others, is the day of the last it listed: what was not
    seen is gone if it was posted after that day, and is unknown otherwise. The run is not incomplete for that.
    ``samples`` go into the report of the run, which is published: they name no one and obey no terminal.
    """

    requests: int = 0
    responses: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)
    samples: dict[str, list[str]] = field(default_factory=dict)
    failed: set[str] = field(default_factory=set)
    incomplete: bool = False
    capped: dt.date | None = None

    def refuse(self, reason: str, sample: str) -> None:
        """Count a record that is not wanted."""
        self.refused[reason] += 1
        self._sample(reason, sample)

    def error(self, reason: str, sample: str) -> None:
        """Count something that should have worked: a page, a list, one item among others."""
        self.errors[reason] += 1
        self._sample(reason, sample)

    def unread(self, *names: str) -> None:
        """Remember the id or the address of a single ad that could not be read, in the form that a record has it."""
        self.failed |= {masked_url(name) for name in names}

    def _sample(self, reason: str, sample: str) -> None:
        kept = self.samples.setdefault(reason, [])
        if len(kept) == MOST_SAMPLES:
            return
        # Masked again once cut: what is left of a longer row of digits may look like a telephone number.
        text = masked(shown(masked(" ".join(sample[:_READ].split())), SAMPLE_LENGTH))
        if text and text not in kept:
            kept.append(text)
