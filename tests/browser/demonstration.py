"""Invented records, for the site as a demonstration shows it: ads of every state, and sources that went well and wrong."""

from __future__ import annotations

from pathlib import Path

from catalog.store import Store
from tests.generator.made import ANGERS, ad, run

#: What someone typed as the name of an employer, and what a source refused.
TYPED = "<img src=x onerror=alert(1)> {{ 7*7 }} & Cie"
LONG = "Responsable-communication-et-animation-de-communautés-numériques-internationales " * 3
PARIS = {"text": "75 - Paris", "commune": "Paris", "departement_code": "75", "region_code": "11", "country": "FR"}
PAY = {
    "text": "30000 à 34000 € brut par an", "min": 30000, "max": 34000, "currency": "EUR", "unit": "YEAR", "basis": "brut",
    "yearly_gross_min": 30000, "yearly_gross_max": 34000, "rule": "annuel", "usable": True,
}  # fmt: skip


def fill(folder: Path) -> None:
    """A hundred ads, of every state: more than the page of the list holds; the last good run is old."""
    ads = [
        ad(f"a{number:02}", date_posted=f"2026-{9 if number > 60 else 10:02}-{1 + number % 28:02}",
           first_seen="2026-10-29", places=[PARIS if number % 3 else ANGERS],
           contract="CDI" if number % 2 else "alternance", remote="partiel" if number % 5 == 0 else None,
           skills=[name for name, every in (("canva", 4), ("moderation", 6)) if number % every == 0])
        for number in range(96)
    ]  # fmt: skip
    ads += [
        ad("payee", title="Zélé CM", base_salary=PAY, skills=["canva"], required=["canva"], first_seen="2026-10-29",
           date_posted="2026-09-02",
           flags=["critere-d-age", "lieu-ambigu"]),
        ad("reprise", title="Rebaptisée", duplicate_of="payee", first_seen="2026-10-29", places=[PARIS]),
        ad("partie", expired="2026-10-30", first_seen="2026-10-01"),
        ad("longue", title=LONG.strip()[:300], hiring_organization=TYPED, first_seen="2026-10-29",
           base_salary={**PAY, "flags": ["implausible", "wide_range"], "usable": False}),
    ]  # fmt: skip
    store = Store(folder)
    store.write("ads", {each.id: each for each in ads})
    refused = {"metier-voisin": {"count": 2, "samples": [TYPED]}}
    store.add_run(run("2026-11-01", kept=40, new=40))
    store.add_run(run("2026-11-20", status="too_few", kept=3, refused=refused, errors={"http-503": {"count": 3}}))
    store.add_run(run("2026-11-21", source="neuve", kept=5))
    sources = folder / "sources"
    sources.mkdir()
    for name in ("site", "neuve", "jamais-lue"):
        (sources / f"{name}.yml").write_text(
            f"title: La source {name}\npublisher: Éditeur\nsite: https://exemple.fr/\nlicence: inconnu\n"
            "adapter: sitemap\nfrequency: jour\npersonal_data: Aucune.\nassumed: Non essayé.\n"
            "expect: {min: 1, max: 100}\n",
            encoding="utf-8",
        )
