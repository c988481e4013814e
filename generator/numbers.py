"""Numbers as French typography writes them."""

from __future__ import annotations

from catalog.figures import Reading
from catalog.models import Metric

#: Narrow no-break space, between thousands.
THIN = "\u202f"
#: No-break space, before a unit or a double punctuation mark.
NBSP = "\u00a0"

#: What a source says of the exactness of its figure.
QUALIFIERS = {"environ": "environ", "plus-de": "plus de", "moins-de": "moins de"}
_UNITS = {"nombre": "", "personnes": "personnes"}
_PER = {"heure": "par heure", "jour": "par jour", "semaine": "par semaine", "mois": "par mois", "an": "par an"}


def french_number(value: float) -> str:
    """``30000`` gives ``30 000``, ``75.5`` gives ``75,5``: at most two decimals, none that is zero."""
    rounded = round(value, 2)
    text = f"{rounded:,.2f}".rstrip("0").rstrip(".")
    return text.replace(",", THIN).replace(".", ",").replace("-", "−")


def money_number(value: float) -> str:
    """An amount of money: ``12,50``, ``2 200``: cents are two or none. Those of a hundred or more are the trace of a
    conversion, not an information."""
    if value >= 100 or round(value, 2) == round(value):
        return french_number(round(value))
    return f"{value:.2f}".replace(".", ",")


def value_text(reading: Reading) -> str:
    """The value with its unit: ``30 000 €``, ``de 1 à 2 h``, ``environ 70 %``."""
    return f"{qualifier_text(reading)} {bare_value_text(reading)}".lstrip()


def qualifier_text(reading: Reading) -> str:
    """The source's reservation, or that one bound only is known: ``environ``, ``au moins``; else empty."""
    figure = reading.figure
    if figure.qualifier:
        return QUALIFIERS[figure.qualifier]
    if figure.value is not None or (figure.min is not None and figure.max is not None):
        return ""
    return "au moins" if figure.min is not None else "au plus"


def bare_value_text(reading: Reading) -> str:
    """The value with its unit, without reservation."""
    figure, unit = reading.figure, _UNITS.get(reading.metric.unit, reading.metric.unit)
    if figure.value is not None:
        if unit == "h" and figure.value % 1:
            return hours_text(figure.value)
        text = french_number(figure.value)
        unit = "an" if unit == "ans" and figure.value < 2 else unit
    elif figure.min is not None and figure.max is not None:
        text = f"de {french_number(figure.min)} à {french_number(figure.max)}"
    else:
        bound = figure.min if figure.min is not None else figure.max
        assert bound is not None  # Figure refuses a range without bounds
        text = french_number(bound)
    return f"{text}{NBSP}{unit}" if unit else text


def hours_text(hours: float) -> str:
    """Hours and minutes, as a clock: ``13.88`` gives ``13 h 53``."""
    whole, minutes = divmod(round(hours * 60), 60)
    return f"{french_number(whole)}{NBSP}h" + (f"{NBSP}{minutes:02}" if minutes else "")


def unit_note(metric: Metric) -> str:
    """What the unit does not say by itself: ``brut par an``, ``par jour``; empty when there is nothing to add."""
    known = metric.basis if metric.basis in ("brut", "net", "hors taxes") else None
    note = " ".join(part for part in (known, _PER.get(metric.per or "")) if part)
    if metric.basis != "inconnu":
        return note
    # What a day or an hour is sold for is a fee, with or without tax; what is earned in a month or a year is pay.
    fee = metric.per in ("jour", "heure")
    return f"{note}, hors taxes ou non{NBSP}: non précisé" if fee else f"{note}, brut ou net non précisé"


def sample_text(n: int | None, of_edition: bool = False) -> str:
    """``n = 844``, or that it is not known; ``n de l’édition : 844`` when the figure tells of a part of them only."""
    if n is None:
        return f"n{NBSP}non{NBSP}communiqué"
    return f"n de l’édition{NBSP}:{NBSP}{french_number(n)}" if of_edition else f"n{NBSP}={NBSP}{french_number(n)}"


def sample_cell(reading: Reading) -> str:
    """The same in a column named n: ``844``, ``844 (édition)``, ``n. c.``."""
    if reading.n is None:
        return "n. c."
    return french_number(reading.n) + (f"{NBSP}(édition)" if reading.n_of_edition else "")


def count_text(count: int, singular: str, plural: str | None = None) -> str:
    """``1 entrée``, ``13 entrées``."""
    return f"{french_number(count)}{NBSP}{singular if count < 2 else plural or singular + 's'}"
