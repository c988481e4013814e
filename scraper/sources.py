"""The sources: which adapter each asks for, whether it can run, and whether it is due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from scrapy.settings import Settings
from scrapy.spiderloader import SpiderLoader

from catalog.models import Run, Source
from catalog.problem import did_you_mean, shown
from scraper.authorizations import Secrets
from scraper.spiders.base import BadParameters, SourceSpider

#: Days between two runs; a source "a-la-demande" runs when it is named, and only then.
PERIODS = {"jour": 1, "semaine": 7, "mois": 30}
SPIDER_MODULES = ["scraper.spiders"]


@dataclass(frozen=True)
class Ready:
    """A source that can run, with its spider and the secrets it needs (their names and values)."""

    source: Source
    spider: type[SourceSpider]
    secrets: Secrets


def adapters() -> dict[str, type[SourceSpider]]:
    """Every adapter by the word that ``adapter:`` says."""
    loader = SpiderLoader.from_settings(Settings({"SPIDER_MODULES": SPIDER_MODULES}))
    found = {name: loader.load(name) for name in sorted(loader.list())}
    return {name: spider for name, spider in found.items() if issubclass(spider, SourceSpider)}


def unknown_adapter(name: str, known: Iterable[str]) -> str:
    """What to say of an adapter that is none of those ``known``, in French."""
    return f"adaptateur « {shown(name)} » inconnu{did_you_mean(name, known)} ; il y a : {', '.join(sorted(known))}"


def prepare(sources: Iterable[Source], environ: Mapping[str, str] | None) -> tuple[list[Ready], list[str], list[str]]:
    """What can run; what is skipped for want of a key; what is wrong. The last two in French, one line a source.

    ``environ`` None: nothing will be asked that takes a key.
    """
    ready, skipped, wrong = [], [], []
    known = adapters()
    for source in sources:
        spider = known.get(source.adapter)
        if spider is None:
            wrong.append(f"data/sources/{source.id}.yml : {unknown_adapter(source.adapter, known)}")
            continue
        try:
            spider.read_parameters(source)
        except BadParameters as error:
            wrong.append(f"data/sources/{source.id}.yml : {error}")
            continue
        missing = [name for name in spider.secrets if environ is not None and not environ.get(name)]
        if missing:
            plural = "s" if len(missing) > 1 else ""
            names = ", ".join(missing)
            skipped.append(f"{source.id} : ignorée, variable{plural} d’environnement absente{plural} ({names})")
            continue
        ready.append(
            Ready(source, spider, Secrets({name: environ[name] for name in spider.secrets} if environ else {}))
        )
    return ready, skipped, wrong


def is_due(source: Source, history: Sequence[Run], today: dt.date) -> bool:
    """Whether a source's period has passed since its last run that was seen to its end.

    A run dated after today was dated by a wrong clock: it tells nothing.
    """
    period = PERIODS.get(source.frequency)
    if period is None:
        return False
    seen = [run.as_of for run in history if run.status in ("good", "partial") and run.as_of <= today]
    return not seen or (today - max(seen)).days >= period
