"""No e-mail address and no telephone number goes further than here."""

from __future__ import annotations

from scraper.draft import Draft
from scraper.items import Found, FoundAd, FoundPay
from scraper.personal import masked_posting, masked_url, masked_value


class PersonalDataPipeline:
    """Masks every text that may be stored. Contacts, agencies and recruiters are never read by a spider at all."""

    def process_item(self, item: Found | Draft) -> Found | Draft:
        if isinstance(item, Draft):
            item.values = {name: masked_value(name, value) for name, value in item.values.items()}
            return item
        item.source_id, item.url = masked_url(item.source_id), masked_url(item.url)
        if isinstance(item, FoundAd):
            item.posting = masked_posting(item.posting)
        elif isinstance(item, FoundPay):
            item.fields = {name: masked_value(name, value) for name, value in item.fields.items()}
        return item
