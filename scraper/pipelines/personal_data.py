"""No e-mail address and no telephone number goes further than here."""

from __future__ import annotations

from typing import Any

from scraper.draft import Draft
from scraper.items import Found, FoundAd
from scraper.personal import masked, masked_posting


class PersonalDataPipeline:
    """Masks every text that may be stored. Contacts, agencies and recruiters are never read by a spider at all."""

    def process_item(self, item: Found | Draft) -> Found | Draft:
        if isinstance(item, FoundAd):
            item.posting = masked_posting(item.posting)
        elif isinstance(item, Draft):
            item.values = {name: _masked_value(name, value) for name, value in item.values.items()}
        return item


def _masked_value(name: str, value: Any) -> Any:
    return masked(value) if isinstance(value, str) and name not in ("url", "source_id") else value
