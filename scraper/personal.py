"""What may be stored of a text when people may be named in it: no e-mail address, no telephone number."""

from __future__ import annotations

from dataclasses import replace

from scraper.extract.posting import Location, Posting, without_contacts


#: What is left hanging at the ends of a line when its contact is gone.
_MARKS = " -–—,;:/|"


def masked(text: str) -> str:
    """``text`` on one line without e-mail addresses and telephone numbers, nor the marks that led to them."""
    cleaned = without_contacts(text)
    return " ".join(cleaned.split()).strip(_MARKS if cleaned == text else f"{_MARKS}()[]")


def masked_posting(posting: Posting) -> Posting:
    """The posting with every field that may be stored masked; its description, which is not stored, is as it was."""
    return replace(
        posting,
        title=_or_none(posting.title),
        hiring_organization=_or_none(posting.hiring_organization),
        locations=tuple(location for place in posting.locations if (location := _location(place))),
        salaries=tuple(
            replace(salary, text=_or_none(salary.text)) if salary.text else salary for salary in posting.salaries
        ),
    )


def _or_none(text: str | None) -> str | None:
    return masked(text) or None if text else None


def _location(place: Location) -> Location | None:
    text = masked(place.text)
    return (place if text == place.text else replace(place, text=text)) if text else None
