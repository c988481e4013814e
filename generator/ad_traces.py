"""A number that an ad states: its pay, the experience it asks for."""

from __future__ import annotations

from collections.abc import Iterable

from catalog.models import JobAd
from catalog.partial_date import PartialDate
from generator.ad_words import PayWords, day_words, experience_words
from generator.freshness import date_words
from generator.numbers import NBSP
from generator.site import Site
from generator.tracing import Link, Trace, trace

#: The anchors of an ad's page.
PAY, EXPERIENCE = "salaire", "experience"


def reference(ad: JobAd, anchor: str) -> str:
    """The name of a number of an ad, for ever."""
    return f"ad:{ad.id}#{anchor}"


def pay_trace(site: Site, ad: JobAd, pay: PayWords) -> Trace:
    """The pay that an ad states, and what a year of it comes to by which rule."""
    how = "Lu dans l’annonce." if pay.quoted else "Donné en chiffres par la source de l’annonce."
    facts = [("Par an", f"{pay.yearly} brut")] if pay.yearly else []
    if pay.rule and pay.yearly:
        how = f"{how} Par an : {pay.rule.sentence[:1].lower()}{pay.rule.sentence[1:]}"
    return _ad_trace(
        site, ad, PAY, "Salaire affiché", pay.amount or pay.written, how, pay.unit if pay.amount else "", facts
    )


def experience_trace(site: Site, ad: JobAd) -> Trace | None:
    """The experience that an ad asks for; None when it asks for none, or does not say."""
    if not ad.experience_years:
        return None
    words = experience_words(ad.experience_years)
    return _ad_trace(site, ad, EXPERIENCE, "Expérience demandée", words, "Lu dans l’annonce.")


def _published(date: PartialDate) -> str:
    article = {"day": "le ", "interval": ""}.get(date.precision, "en ")
    return f"publiée {article}{date_words(date)}"


def _ad_trace(
    site: Site,
    ad: JobAd,
    anchor: str,
    label: str,
    value: str,
    how: str,
    unit: str = "",
    facts: Iterable[tuple[str, str]] = (),
) -> Trace:
    source = site.catalog.sources.get(ad.source)
    publisher = source.publisher if source else ad.source
    posted = _published(ad.date_posted) if ad.date_posted else f"vue le {day_words(ad.first_seen)}"
    path = f"{site.path('ads', ad.id)}#{anchor}"
    origins = [Link(f"l’annonce d’origine, {publisher}", ad.url)]
    if source:
        origins.append(Link(f"la source «{NBSP}{source.title}{NBSP}»", f"sources/index.md#{source.id}"))
    return trace(
        site,
        reference=reference(ad, anchor),
        label=label,
        value=value,
        unit=unit,
        n="une seule annonce",
        period=f"annonce {posted}",
        producer=", ".join(dict.fromkeys(name for name in (ad.hiring_organization, publisher) if name)),
        title=ad.title,
        sources=origins,
        how=how,
        row=Link(f"les faits de l’annonce, ligne «{NBSP}{label}{NBSP}»", path),
        path=path,
        facts=facts,
    )
