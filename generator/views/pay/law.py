"""What the law fixes and the page computes from it: the minimum wage of a year, an apprentice's month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.costs import Constants, Dated
from generator.law import PATH as LAW
from generator.law import since_words
from generator.numbers import NBSP, french_number
from generator.site import Site
from generator.tracing import Link, Trace, trace
from generator.views.pay.freelance import money

SMIC, WEEK, SHARES = "smic", "duree-legale-du-travail", "apprentis-remuneration-minimale"
MONTHS = 12


@dataclass(frozen=True)
class Minimum:
    """What an apprentice is paid at least: the age and year of the contract, the share of the Smic, euros a month."""

    group: str
    share: str
    month: str


def smic_year(law: Constants) -> float:
    """The gross minimum wage of a full-time year, in euros."""
    return law.smic_month * MONTHS


def smic_trace(site: Site, law: Constants, path: str) -> Trace:
    """The gross minimum wage of a year; it stands at the anchor ``smic`` of the page at ``path``."""
    how = "Smic horaire × heures légales d’une semaine × 52."
    used = {SMIC: law.smic, WEEK: law.week}
    return _made(site, path, "smic", used, "Smic brut d’une année à temps plein", money(smic_year(law)), how)


def apprentices(law: Constants) -> list[Minimum]:
    """The apprentices' minima by age and year of the contract, in the order of the law."""
    return [
        Minimum(share.group, f"{french_number(share.value)}{NBSP}%", money(law.smic_month * share.value / 100))
        for share in law.shares
    ]


def apprentices_trace(site: Site, law: Constants, path: str) -> Trace:
    """The scale as one figure, from the lowest to the highest month; it stands at the anchor ``alternance``."""
    months = [law.smic_month * share.value / 100 for share in law.shares]
    value = f"de {money(min(months))} à {money(max(months))}"
    how = (
        f"Part du Smic d’un mois à temps plein, selon l’âge et l’année du contrat{NBSP}: parts en vigueur"
        f" {since_words(law.shares[0])}, Smic {since_words(law.smic)}."
    )
    used = {SMIC: law.smic, WEEK: law.week, SHARES: law.shares[0]}
    return _made(site, path, "alternance", used, "Salaire brut minimal d’un apprenti, par mois", value, how)


def _made(site: Site, path: str, anchor: str, used: Mapping[str, Dated], label: str, value: str, how: str) -> Trace:
    """What is computed from constants of the law, ``used`` by name: true since the last of them changed."""
    constants = [site.catalog.references[name] for name in used]
    last = max(used.values(), key=lambda each: each.since)
    where = f"{path}#{anchor}"
    return trace(
        site,
        reference=f"made:{path.removesuffix('/index.md')}#{anchor}",
        label=label,
        value=value,
        unit="brut",
        producer=", ".join(dict.fromkeys(each.publisher for each in constants)),
        path=where,
        how=how,
        row=Link("la page des salaires", where),
        sources=[Link(each.title, f"{LAW}#{each.id}") for each in constants],
        n="sans effectif",
        period=since_words(last),
    )
