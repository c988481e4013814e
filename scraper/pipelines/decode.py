"""Text that can be stored: one line where a line is wanted, no control character, no markup left in a title."""

from __future__ import annotations

from dataclasses import replace

from scraper.extract.html_text import html_to_text
from scraper.extract.posting import Posting
from scraper.items import Found, FoundAd, FoundPage


class DecodePipeline:
    """Cleans what names an item; descriptions were made text by the spider, pages by their reader."""

    def process_item(self, item: Found) -> Found:
        if isinstance(item, FoundAd):
            item.posting = _cleaned(item.posting)
        elif isinstance(item, FoundPage):
            item.title = one_line(item.title)
        return item


def _cleaned(posting: Posting) -> Posting:
    title, employer = one_line(posting.title), one_line(posting.hiring_organization)
    if title == posting.title and employer == posting.hiring_organization:
        return posting
    return replace(posting, title=title, hiring_organization=employer)


def one_line(text: str | None) -> str | None:
    """``text`` without markup, entities, invisible characters or line ends; None when nothing is left."""
    if text is None or (text.isprintable() and "<" not in text and "&" not in text and _is_one_line(text)):
        return text.strip() or None if text else None
    return " ".join(html_to_text(text).split()) or None


def _is_one_line(text: str) -> bool:
    """Without two spaces in a row, nor a bullet before other words."""
    return " " not in text or ("  " not in text and text.lstrip()[:1].isalnum())
