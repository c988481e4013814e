"""How sums are written in ads: moneys, periods, gross or net, open ranges, terms, months paid.

Every pattern is written for folded text (``scraper.extract.fold``: lower case, no accents, one apostrophe, one
space) and is used on short windows around an amount.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from scraper.extract.cued import Cued
from scraper.extract.near import Near

Unit = Literal["HOUR", "DAY", "WEEK", "MONTH", "YEAR"]
Basis = Literal["brut", "net"]

# ISO 4217, then how ads write it. A code of None is a name several countries use: the money is not guessed.
# Longer names stand first: "$ CA" before "$".
_CURRENCIES: tuple[tuple[str | None, str], ...] = (
    ("EUR", r"€|euros?\b|eur\b"),
    ("CAD", r"\$ ?(?:cad|can|ca)\b|(?:cad|can|ca|c) ?\$|cad\b|dollars? canadiens?\b"),
    ("USD", r"us ?\$|\$ ?us\b|usd\b|dollars? (?:us|americains?)\b"),
    (None, r"\$|dollars?\b|dinars?\b(?! (?:tunis|alger))"),
    ("GBP", r"£|gbp\b|livres? sterling\b"),
    ("CHF", r"chf\b|francs? suisses?\b|sfr\b"),
    # The West and Central African francs share a name and a value; XOF stands for both, with the flag "cfa_zone".
    ("XOF", r"xof\b"),
    ("XAF", r"xaf\b"),
    ("CFA", r"f\.? ?cfa\b|francs? cfa\b|cfa\b"),
    ("XPF", r"xpf\b|f ?cfp\b|francs? (?:cfp|pacifique)\b"),
    ("MAD", r"mad\b|dhs?\b|dirhams?\b(?: marocains?\b)?"),
    ("TND", r"tnd\b|dt\b|dinars? tunisiens?\b"),
    ("DZD", r"dzd\b|da\b|dinars? algeriens?\b"),
    ("MGA", r"mga\b|ariary\b"),
    ("MUR", r"mur\b|roupies?(?: mauriciennes?)?\b"),
    ("GNF", r"gnf\b|francs? guineens?\b"),
    ("HTG", r"htg\b|gourdes?\b"),
)
CURRENCY = "|".join(pattern for _, pattern in _CURRENCIES)
#: Only signs and codes are written before an amount ("EUR 30,000", "€30K").
CURRENCY_BEFORE = re.compile(
    r"(?<![a-z0-9])(€|euros?|eur|us ?\$|(?:cad|can|ca|c) ?\$|usd|cad|\$|£|gbp|chf|xof|xaf|f ?cfa|mad|tnd|dzd|mga)"
    r"[ ]{0,2}\Z"
)
_BY_NAME = tuple((code, re.compile(pattern)) for code, pattern in _CURRENCIES)


@lru_cache(maxsize=256)
def currency_code(written: str) -> tuple[str | None, str | None]:
    """The ISO 4217 code of a name matched by ``CURRENCY``, and a flag when the name alone does not settle it."""
    for code, pattern in _BY_NAME:
        if pattern.fullmatch(written):
            if code is None:
                return None, "currency_ambiguous"
            return ("XOF", "cfa_zone") if code == "CFA" else (code, None)
    raise ValueError(written)


_EACH = r"(?:/ ?|par |per |a |an |chaque )"
UNITS: tuple[tuple[Unit, re.Pattern[str]], ...] = (
    ("HOUR", re.compile(rf"(?:{_EACH}|(?:de |a )?l')(?:heures?|hour|hr|h)\b|horaires?\b|hourly\b")),
    ("DAY", re.compile(rf"(?:{_EACH}|(?:de )?la )(?:journee|jours?|jr|j|day)\b|journali(?:er|ere)s?\b|daily\b")),
    ("WEEK", re.compile(rf"(?:{_EACH}|la )(?:semaine|sem|week)\b|hebdomadaires?\b|weekly\b")),
    ("MONTH", re.compile(rf"(?:{_EACH}|le )(?:mois|month)\b|mensuel(?:le)?s?\b|mensuellement\b|monthly\b")),
    (
        "YEAR",
        re.compile(
            rf"(?:{_EACH}|l')(?:annee|annum|an|year|yr)\b|annuel(?:le)?s?\b|annuellement\b|annual(?:ly)?\b|yearly\b"
            r"|p\.a\."
        ),
    ),
)
BASES: tuple[tuple[Basis, re.Pattern[str]], ...] = (
    ("brut", re.compile(r"brute?s?\b|gross\b")),
    ("net", re.compile(r"net(?:te)?s?\b")),
)

# What follows an amount and still belongs to it.
# Only gross, net and "par mois" may come after a comma, a dash or a slash: "30 k€, horaires de bureau" gives no
# period.
TAIL = re.compile(
    r"(?:[ ]{0,2}[,/(-]?[ ]?(?:en )?(?:"
    + "|".join(pattern.pattern for _, pattern in BASES)
    + r"|par (?:heure|jour|semaine|mois|an)\b)|[ ]{0,2}[(]?(?:"
    + "|".join(pattern.pattern for _, pattern in (*UNITS, *BASES))
    + r"|de salaire\b|fixes?\b|h\.?t\.?(?![a-z])|ttc\b|charges?\b|et plus\b|(?:au )?minimum\b|min(?:i|\b)"
    r"|(?:au )?maximum\b|max(?:i|\b)|environ\b|sur 1\d(?:[.,]\d{1,2})? mois\b"
    r"|[x*×] ?1\d(?:[.,]\d{1,2})?\b(?: mois\b)?|[+](?=[ ]{0,2}(?:$|[).;\n]))))[)]?"
)
#: « net ou brut »: the ad does not say which.
EITHER_BASIS = re.compile(
    r"\b(?:brute?s?|net(?:te)?s?) ?(?:ou(?: en)?|/|et/ou|or) ?(?:brute?s?|net(?:te)?s?)\b(?! ?:? ?\d)"
)
AT_LEAST = re.compile(
    r"(?:a partir d[eu]|a compter de|des|des lors|plus de|au moins|superieure? a"
    r"|min(?:imale?|imum|i)?\.?(?: de| d')?(?: :)?|from|starting at|>=?|≥)[ ]{0,2}$"
)
AT_MOST = re.compile(
    r"(?:jusqu'[aà]|jusque|plafonnee? a|max(?:imum|i)?\.?(?: de| d')?(?: :)?|moins de|inferieure? a|up to|<=?|≤)"
    r"[ ]{0,2}$"
)
ABOUT = re.compile(
    r"(?:environ|autour de|aux alentours de|de l'ordre de|approximativement|a peu pres|approx\.?|around|about|~|≈"
    r"|[+]/-|env\.?)[ ]{0,2}$"
)

_PERSON = (
    r"(?:profils?|experiences?|competences?|diplomes?|qualifications?|anciennete|niveau|age\b|seniorite|skills|exp\b|xp\b"
    r"|parcours"
    r"|formation)"
)
TERMS: tuple[tuple[str, Near], ...] = (
    (
        "profil",
        Near(
            r"(?:selon|suivant|en fonction|fonction|depending on|based on|according to)[ ]{1,2}"
            r"(?:(?:de l'|de|du|des|le|la|les|l'|votre|vos|ton|your|the|et|[a-z]{3,14} et)[ ]{0,2}){0,3}"
            rf"{_PERSON}(?:(?:,| et| ou)[ ](?:de l'|la |les? |l'|votre |vos )?{_PERSON}){{0,3}}",
            "selon|suivant|fonction|depending|based|according",
        ),
    ),
    (
        "bareme",
        Near(
            r"(?:grilles? (?:salariale|indiciaire|legale|de (?:salaire|remuneration)|conventionnelle|de la)"
            r"|convention collective|conventionnelle|bareme|statutaire|indiciaire|indices? (?:majore|brut)"
            r"|(?:indemnite|gratification|remuneration|indemnisation) (?:legale|reglementaire)|gratification minimale"
            r"|(?:legislation|reglementation|loi|minima|accords?) (?:en vigueur|conventionnels?|legaux)"
            r"|plafond (?:horaire )?de la securite sociale"
            r"|(?:selon|suivant) (?:la |les )?(?:grilles?|conventions?|legislation|reglementation|loi|statuts?"
            r"|ccn)\b)",
            "grille|convention|bareme|statut|indic|lega|reglement|gratification|vigueur|plafond|legislation|loi|ccn",
        ),
    ),
    (
        "negociable",
        Near(
            r"negociables?\b|a (?:negocier|definir|discuter|convenir|determiner|debattre)\b|negotiable\b",
            "negoci|negotiable|a definir|a discuter|a convenir|a determiner|a debattre",
        ),
    ),
)
_NUMBER = r"1[2-8](?:[.,][0-9]{1,2})?"
_EXTRA = (
    r"(1[34])(?<!\d\d\d)[ ]?(?:e|eme|ieme|ᵉ|th)[ ]?(?:mois|salaire)\b"
    r"|(treizieme|quatorzieme) (?:mois|salaire)\b"
)
MONTHS_PAID = Near(
    rf"(?:sur|en)[ ]({_NUMBER}) (?:mois|mensualites)\b|[x*×][ ]?({_NUMBER})(?: mois\b|(?![ ]?[\d%,.h]))"
    rf"|{_EXTRA}|[(]({_NUMBER}) mois[)]",
    "0 mois|1 mois|2 mois|3 mois|4 mois|5 mois|6 mois|7 mois|8 mois|9 mois|mensualites|x1|x 1|*1|* 1|×1|× 1"
    "|e mois|emois|ᵉ mois|ᵉmois|th mois|thmois|e salaire|esalaire|ᵉ salaire|ᵉsalaire|th salaire|thsalaire",
)
# "13e mois, pas de prime" denies the bonus: only what touches the month speaks of it.
MONTH_DENIED_BEFORE = re.compile(
    r"(?<![a-z])(?:pas|sans|ni|aucun|jamais|point)[ ](?:(?:de|d'|du|le|un|encore|primes?)[ ]?){0,3}$"
)
MONTH_DENIED_AFTER = re.compile(
    r"[ ]?[:(]?[ ]?(?:(?:n'est|n'y est|ne sera|n'existe|est|sera)[ ])?(?:non|pas|exclue?|supprimee?)(?![a-z])"
)
MONTH_CONDITIONAL = re.compile(
    r"[ ,(]{0,3}(?:versee?[ ]|paye[ ])?(?:apres|au bout d|des (?:un|1|6|six) |a partir d|a compter d"
    r"|sous (?:condition|reserve)|si |selon |possible|eventuel|en fonction)"
)
#: The one of these that needs no amount beside it.
EXTRA_MONTH = Cued(_EXTRA)
TRAINEES: tuple[tuple[str, Near], ...] = (
    (
        "internship",
        Near(
            r"(?<![a-z])(?:stages?|stagiaires?|gratifications?|internship|plafond (?:horaire )?de la securite)"
            r"(?![a-z])",
            "stage|stagiaire|gratification|internship|plafond",
        ),
    ),
    (
        "apprenticeship",
        Near(
            r"(?<![a-z])(?:alternan\w+|apprenti\w*|contrats? (?:de )?pro\b|professionnalisation)(?![a-z])",
            "alternan|apprenti|contrat|professionnalisation",
        ),
    ),
)
