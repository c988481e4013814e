"""Ads that are one ad are told so in the store: nothing is removed, and they count once."""

from __future__ import annotations

from collections.abc import Mapping

from catalog.models import JobAd
from scraper.extract.corrections import Corrections
from scraper.extract.duplicates import Ad, group


def regroup(ads: Mapping[str, JobAd], corrections: Corrections | None = None) -> dict[str, JobAd]:
    """The same ads, each with ``duplicate_of`` set to the first published of its group, None for that one.

    An ad whose group did not change is the same object. The order of the input changes nothing.
    """
    first = {
        ad.id: None if ad.id == found.id else found.id
        for found in group(map(Ad.of, ads.values()), corrections)
        for ad in found.ads
    }
    return {
        name: ad if ad.duplicate_of == first[name] else ad.model_copy(update={"duplicate_of": first[name]})
        for name, ad in ads.items()
    }
