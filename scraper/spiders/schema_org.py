"""What boards tell in fields of their own, said in the words of schema.org's JobPosting.

An adapter names each fact once; ``scraper.extract.posting`` cleans all of them alike: HTML to text, contacts left
out, amounts written as text, anonymous employers. https://schema.org/JobPosting
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from scraper.extract.posting import Posting, to_posting

Node = dict[str, Any]

#: Boards' words for working time and contract that say two things at once, or none in any language; all others are
#: left as they are. In lower case, without space, hyphen or underscore.
_EMPLOYMENT: dict[str, tuple[str, ...]] = {
    "fulltime": ("FULL_TIME",),
    "parttime": ("PART_TIME",),
    "fulltimepermanent": ("FULL_TIME", "CDI"),
    "parttimepermanent": ("PART_TIME", "CDI"),
    "fulltimefixedterm": ("FULL_TIME", "CDD"),
    "parttimefixedterm": ("PART_TIME", "CDD"),
    "fullorparttime": (),
    "permanent": ("CDI",),
    "fixedterm": ("CDD",),
    "temporary": ("TEMPORARY",),
    "intern": ("INTERN",),
    "internship": ("INTERN",),
    "trainee": ("INTERN",),
    "traineeship": ("INTERN",),
    "apprenticeship": ("apprentissage",),
    "freelance": ("freelance",),
    "contractor": ("CONTRACTOR",),
    "volunteer": ("VOLUNTEER",),
    "unspecified": (),
    "other": (),
}


def posting(node: Node) -> Posting:
    """The facts of ``node``, a JobPosting without its ``@type``; ValueError when it has no title to speak of."""
    found = to_posting(node)
    if found is None or not found.title:
        raise ValueError("no title")
    return found


def required(value: Any) -> str:
    """An id or an address, which an ad cannot be without; ValueError when it is missing or something else."""
    if isinstance(value, bool) or not isinstance(value, (str, int)) or not str(value).strip():
        raise ValueError("no id or no address")
    return str(value).strip()


def words(value: Any) -> str | None:
    """A text that an ad can be without; None for anything else."""
    return value.strip() or None if isinstance(value, str) else None


def place(
    locality: Any = None, region: Any = None, country: Any = None, postal_code: Any = None, text: Any = None
) -> Node | str | None:
    """A ``jobLocation`` from its parts, else from ``text``, a place in one piece; None when there is neither."""
    if not any((locality, region, country, postal_code)):
        return text if isinstance(text, str) and text.strip() else None
    address = {
        "addressLocality": locality,
        "addressRegion": region if region != locality else None,
        "addressCountry": country.upper() if isinstance(country, str) and len(country) == 2 else country,
        "postalCode": postal_code,
    }
    return {"address": address}


def salary(low: Any, high: Any, currency: Any, unit: Any) -> Node | None:
    """A ``baseSalary`` from amounts in ``currency`` (ISO 4217) per ``unit`` (any word for a period); None without."""
    if low in (None, "") and high in (None, ""):
        return None
    return {"currency": currency, "value": {"minValue": low, "maxValue": high, "unitText": unit}}


def employment(*words: Any) -> list[str]:
    """``employmentType`` from boards' codes (``fulltime_permanent``, ``FullTime``) or labels."""
    found: list[str] = []
    for word in words:
        if isinstance(word, str) and word.strip():
            code = "".join(letter for letter in word.lower() if letter.isalnum())
            found += _EMPLOYMENT.get(code, (word.strip(),))
    return list(dict.fromkeys(found))


def telecommute(is_remote: Any) -> str | None:
    """``jobLocationType`` of a job that is wholly remote."""
    return "TELECOMMUTE" if is_remote else None


def description(*parts: Any, hybrid: Any = False) -> list[str]:
    """HTML or plain texts, in order. That part of the week is worked from home has no word in schema.org: a board
    that tells it in a field is quoted in a line of the text, where the extractors look for it."""
    texts = [part for part in parts if isinstance(part, str) and part.strip()]
    return [*texts, "Télétravail : hybride"] if hybrid else texts


def section(title: Any, html: Any) -> str:
    """A part of a description under its heading; empty when it has no text."""
    if not isinstance(html, str) or not html.strip():
        return ""
    return f"<h3>{title}</h3>{html}" if isinstance(title, str) and title.strip() else html


def present(values: Iterable[Any]) -> list[Any]:
    """``values`` without those that are missing or empty."""
    return [value for value in values if value]


def day_of(seconds: Any) -> str | None:
    """The UTC day of a number of seconds since 1970; None for anything else. OverflowError, OSError become None."""
    if isinstance(seconds, bool) or not isinstance(seconds, (int, float)):
        return None
    try:
        return dt.datetime.fromtimestamp(seconds, dt.UTC).date().isoformat()
    except (OverflowError, OSError, ValueError):
        return None
