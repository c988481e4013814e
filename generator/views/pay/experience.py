"""Pay by experience, as studies and pages give it: intervals, each read beside those of its own source."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from catalog.figures import Reading
from generator.charts.drawing import Width
from generator.charts.ranges import Bound, Interval, ranges
from generator.charts.shown import Column, Link
from generator.numbers import french_number, value_text
from generator.site import Site
from generator.tracing import reading_trace
from generator.views.charted import Charted, Charts
from generator.views.pay.freelance import money
from generator.views.pay.groups import AMOUNTS, group_words, pay_readings
from generator.views.pay.simulator import range_words
from generator.views.profiles.words import lowered

#: Every figure of studies and pages.
FIGURES = "chiffres"
_CEILING = "salaire-plafond-brut"
_ENDS: dict[Bound, str] = {"most": "plafond", "least": "plancher"}


def by_experience(site: Site) -> list[Reading]:
    """The yearly amounts that studies and pages of France give by experience: each source together, the newest
    first, from its lowest amount to its highest."""
    found = [
        each for each in pay_readings(site, AMOUNTS) if "experience" in each.figure.group and each.metric.unit == "€"
    ]
    return sorted(found, key=lambda each: (-_year(each), each.work.id, _amounts(each), each.reference))


def experience_chart(site: Site, charts: Charts) -> Charted | None:
    """Those amounts, a row each; None when there is none."""
    readings = by_experience(site)
    if not readings:
        return None
    rows = [_interval(each) for each in readings]

    def draw(title: str, width: Width, number: int) -> Markup:
        return ranges(rows, title, width, number, colour="--s1", thousands=False)

    mixed = len({each.population for each in readings}) > 1
    columns = [
        Column("Expérience"),
        Column("Brut par an", True),
        Column("Source"),
        Column("Année"),
        Column("n", True),
        Column("Mesure"),
        *([Column("Personnes")] if mixed else []),
    ]
    return charts.make(
        "salaires-experience-pages",
        experience_title(readings),
        draw,
        _experience_caption(readings),
        FIGURES,
        columns,
        [_experience_cells(site, each, mixed) for each in readings],
        reading_trace(site, readings[0]),
        ", ".join(dict.fromkeys(map(_producer, readings))),
        corpus="pages",
    )


def experience_title(readings: Sequence[Reading]) -> str:
    """The span of the amounts: true whichever source says what; ``readings`` is not empty."""
    amounts = [amount for each in readings for amount in _amounts(each)]
    low, high = money(min(amounts)), money(max(amounts))
    span = lowered(range_words(min(amounts), max(amounts))) if low != high else low
    return f"Selon l’expérience, la source et l’année : {span} brut par an"


def _experience_caption(readings: Sequence[Reading]) -> str:
    known = sorted({year for each in readings if (year := _year(each))})
    span = "" if not known else f", {known[0]}" if len(known) == 1 else f", de {known[0]} à {known[-1]}"
    undated = " ou sans date" if any(not _year(each) for each in readings) else ""
    text = f"{', '.join(dict.fromkeys(map(_producer, readings)))}{span}{undated}."
    kinds = {each.metric.kind for each in readings}
    if kinds == {"montant"}:
        text += " Ce sont des montants indiqués, sans dire comment ils sont obtenus."
    elif "médiane" in kinds and len(kinds) > 1:
        text += " Une médiane, une moyenne et un montant indiqué ne se comparent pas."
    text += (
        " Une ligne ne se compare qu’à celles de la même source : chacune a ses mots pour l’expérience et ses"
        " personnes."
    )
    populations = list(dict.fromkeys(each.population or "non précisées" for each in readings))
    if len(populations) > 1:
        text += " Les personnes comptées diffèrent : le tableau les dit."
    else:
        text += f" Personnes comptées : {lowered(populations[0])}."
    if any(_bound(each) for each in readings):
        text += " Pointillé : la source ne donne qu’une borne."
    if all(each.n is None for each in readings):
        text += " Aucun effectif n’est communiqué."
    return text


def _year(reading: Reading) -> int:
    return reading.year.year if reading.year else 0


def _producer(reading: Reading) -> str:
    return reading.producer or reading.work.title


def _amounts(reading: Reading) -> tuple[float, ...]:
    figure = reading.figure
    return tuple(float(value) for value in (figure.min, figure.value, figure.max) if value is not None)


def _bound(reading: Reading) -> Bound | None:
    """Which end of a range a lone amount is, when the source says that it is one."""
    figure = reading.figure
    if (
        reading.metric.id == _CEILING
        or figure.qualifier == "moins-de"
        or (figure.value is None and figure.min is None)
    ):
        return "most"
    if figure.qualifier == "plus-de" or (figure.value is None and figure.max is None):
        return "least"
    return None


def _interval(reading: Reading) -> Interval:
    amounts = _amounts(reading)
    kind = f", {reading.metric.kind}" if reading.metric.kind != "montant" else ""
    label = f"{group_words(reading)}{kind} ({_producer(reading)}, {_year(reading) or 'sans date'})"
    if len(amounts) == 2 and amounts[0] < amounts[1]:
        return Interval(label, *amounts, reading.n)
    return Interval(label, amounts[0], None, reading.n, bound=_bound(reading))


def _experience_cells(site: Site, reading: Reading, mixed: bool) -> list[str | Markup | Link]:
    bound = _bound(reading)
    return [
        Link(group_words(reading), f"{site.work_path(reading.work)}#chiffre-{reading.figure.slug}"),
        value_text(reading),
        _producer(reading),
        str(reading.year or "inconnue"),
        french_number(reading.n) if reading.n else "n. c.",
        _ENDS[bound] if bound else reading.metric.kind,
        *([reading.population or "non précisées"] if mixed else []),
    ]
