"""Who employs: the type of the employer, its size and its sector, where the words tell them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from scraper.extract.conditions import LONGEST_TEXT
from scraper.extract.cued import Cued
from scraper.extract.fold import fold_once
from scraper.extract.found import Found

Kind = Literal[
    "agence", "collectivité", "administration", "association", "start-up", "TPE", "PME", "ETI", "grande entreprise",
    "organisme de formation", "cabinet de recrutement", "média", "club sportif",
]  # fmt: skip


@dataclass(frozen=True)
class Employer:
    """``size_min`` and ``size_max``: people employed; equal when one number is given, no maximum for "plus de"."""

    kind: Kind | None = None
    size_min: int | None = None
    size_max: int | None = None


#: Tried in this order: a training body's school or a temping agency before "agence".
_KINDS: tuple[tuple[Kind, Cued], ...] = (
    ("cabinet de recrutement", Cued(r"\b(?:cabinet|agence) (?:de |d')(?:recrutement|interim"
        r"|travail temporaire)")),
    ("organisme de formation", Cued(
        r"\bcfa\b|\bcentre de formation|\borganisme de formation|\bbusiness school\b|\bschool$|\b(?:iscod"
        r"|icademie|studi)\b"
        r"|\bformation(?: \w+){0,2}$|\binstitut (?:de formation|superieur)|\b(?:l'|notre "
        r"|une )ecole(?! de pensee)[^.\n]{0,40}(?:partenaire|alternan|entreprise)|^alternance "
        r"|^ecole (?!nationale)|\bgroupe alternance\b|- mba$|\bcampus$"
    )),
    ("collectivité", Cued(
        r"\bmairie\b|\b(?:la |^)ville de \w+|^commune d|\bcommunaute (?:urbaine|de communes|d'agglomeration)"
        r"|\bconseil (?:departemental|regional|municipal)|^region |\bla region \w+ recrut|\bmetropole de \w+"
        r"|^departement d"
        r"|\boffice (?:de|du) tourisme|\bcollectivite (?:territoriale|locale)?|\bsyndicat (?:mixte"
        r"|intercommunal)|\bccas\b|\bcentre communal"
    )),
    ("administration", Cued(
        r"\bministere\b|\bprefecture\b|\b(?:centre )?hospitalier|\bchu\b|\buniversite d|\betablissement public"
        r"|\brectorat\b"
        r"|\bservice public\b|\bagence (?:nationale|regionale) |^ecole nationale "
    )),
    ("association", Cued(
        r"\b(?:notre |l'|une )association\b|^association\b|\bassociation loi|\bfondation\b|\bong\b"
        r"|\bmission locale\b"
    )),
    ("club sportif", Cued(r"\bclub (?:de |sportif|professionnel|omnisports)")),
    ("start-up", Cued(r"\bstart-? ?up\b|\bjeune pousse\b|\bscale-?up\b")),
    ("agence", Cued(
        r"\bagence (?:de (?:com\w*|pub\w*|marketing|conseil|relations|publicite|voyages?)|web|digitale|conseil"
        r"|social|social media"
        r"|d'influence|creative|\d+|evenementielle|a taille|seo|360)|\b(?:sommes|notre) (?:une )?agence\b"
        r"|\bagency$|^agence\b"
    )),
    ("TPE", Cued(r"\btpe\b|\bmicro-?entreprise\b")),
    ("PME", Cued(r"\bpme\b")),
    ("ETI", Cued(r"\beti\b|\bentreprise de taille intermediaire")),
    ("grande entreprise", Cued(
        r"\bgrand groupe\b|\bcac ?40\b|\bgroupe (?:international|mondial|cote|multinational)|\bmultinationale\b"
        r"|\bgrande entreprise\b"
    )),
    ("média", Cued(r"\b(?:un|notre|le) media\b|\bgroupe (?:de presse|media)|\bmedia group$|\bmagazine $"
        r"|\bchaine de television")),
)  # fmt: skip
#: Others than the employer: past jobs, partners, customers, those one speaks to.
_OTHERS = re.compile(
    r"(?:experience|passage|stage|parcours)[^.;\n]{0,25}$|\b(?:avec|pour|aupres d\w+|aux?) (?:nos|des|les|vos)? ?$"
    r"|\b(?:accompagn|conseill|echang|collabor|travaill|aid)\w+[^.;\n]{0,40}$|\b(?:lien|relation) [^.;\n]{0,25}$"
    r"|\bnos $|\bdes $|\bou (?:en )?$|\bles $"
)
_CLIENT = Cued(
    r"\bnotre client\b|\bl'un de (?:nos|ses) (?:clients|partenaires)|\bentreprises? partenaires?\b|\bpour (?:son"
    r"|l'un de ses) client"
)
_NUMBER = r"(\d{1,3}(?: \d{3}){1,3}|\d{1,6})"
_SIZES = (
    Cued(
        rf"(?P<more>plus de |pres de )?(?<![\d,.+]){_NUMBER}(?: ?(?:a|-|et) ?{_NUMBER})? (?:salarie|collaborat"
        rf"|employe|agent|talent)"
    ),
    Cued(
        r"\b(?:equipe|entreprise|structure|societe|agence|start-? ?up|scale-?up|pme|tpe) (?:de )?"
        rf"(?P<more>plus de )?{_NUMBER}(?: ?(?:a"
        rf"|-) ?{_NUMBER})? personnes"
    ),
    Cued(rf"\beffectifs? ?:? ?(?P<more>plus de )?{_NUMBER}(?: ?(?:a|-) ?{_NUMBER})?"),
    Cued(
        rf"\bnous sommes (?P<more>plus de )?{_NUMBER}(?: ?(?:a|-) ?{_NUMBER})? (?:dans l'equipe|personnes"
        rf"|passionnes|au bureau)"
    ),
)
_MENTIONS = 30


def read_employer(text: str) -> Found[Employer] | None:
    """From a firm's name or from what an ad tells of it. Flag ``for-client``: the ad is posted for somebody else."""
    folded = fold_once(text[:LONGEST_TEXT].strip())
    kind, where = next(_kinds(folded.text), (None, None))
    size, place = next(_sizes(folded.text), (None, None))
    client = _CLIENT.search(folded.text)
    first = where or place or client
    if first is None:
        return None
    low, high = size or (None, None)
    offset = len(text[:LONGEST_TEXT]) - len(text[:LONGEST_TEXT].lstrip())
    start, end = folded.span(*first.span())
    return Found(Employer(kind, low, high), start + offset, end + offset, ("for-client",) if client else ())


def _kinds(text: str) -> Iterator[tuple[Kind, re.Match[str]]]:
    for kind, pattern in _KINDS:
        for match in islice(pattern.finditer(text), _MENTIONS):
            if not _OTHERS.search(text[max(0, match.start() - 45) : match.start()]):
                yield kind, match


def _sizes(text: str) -> Iterator[tuple[tuple[int, int | None], re.Match[str]]]:
    for pattern in _SIZES:
        for match in islice(pattern.finditer(text), _MENTIONS):
            low, high = (int(group.replace(" ", "")) if group else None for group in match.groups()[-2:])
            if low:
                yield (low, None if match["more"] else high or low), match


_SECTORS: dict[str, str] = {
    "agriculture et agroalimentaire": r"agro-?alimentaire|agricole|agriculture|viticole|vin\b",
    "automobile": r"automobile|auto\b|mobilite",
    "banque et assurance": r"bancaire|banque|assurance|mutuelle|financier|finance",
    "bâtiment": r"batiment|btp|construction",
    "commerce et distribution": r"grande distribution|retail|commerce|distribution|e-commerce",
    "communication et publicité": r"publicite|communication|relations publiques|evenementiel",
    "culture et médias": r"cultur\w+|media|presse|edition|musique|spectacle|audiovisuel|cinema",
    "éducation et formation": r"education|formation|enseignement|edtech",
    "énergie": r"energie|energetique|renouvelable",
    "hôtellerie-restauration": r"restauration|hotellerie|hotelier",
    "immobilier": r"immobilier",
    "industrie": r"industrie|industriel|aeronautique",
    "jeux vidéo": r"jeux? video|gaming|esport",
    "luxe et mode": r"luxe|mode\b|pret-a-porter|joaillerie",
    "numérique": r"numerique|informatique|logiciel|saas|tech\b|web3",
    "santé": r"sante|medical|pharmaceutique|hospitalier",
    "beauté et bien-être": r"cosmetique|beaute|bien-etre|coiffure",
    "sport": r"sport\w*",
    "tourisme": r"tourisme|touristique|voyage",
    "transport et logistique": r"transport|logistique",
}
_GROUPS = {f"s{number}": name for number, name in enumerate(_SECTORS)}
_SECTOR = Cued(
    r"\b(?:secteurs?(?: d'activite)?|domaine|activites?|acteur|leader|specialisee?s? dans|univers|industrie) ?:? ?"
    r"(?:du |de la |de l'|de |d'|des |dans |le |la |l'|l'activite |agences de |incontournable "
    r"|majeur )*(?:secteur )?(?:du |de la |de l'|de )?(?:"
    + "|".join(f"(?P<{group}>{_SECTORS[name]})" for group, name in _GROUPS.items())
    + ")"
)


def read_sector(text: str) -> Found[str] | None:
    """The sector an ad names as such ("secteur : immobilier", "acteur du luxe")."""
    folded = fold_once(text[:LONGEST_TEXT])
    match = _SECTOR.search(folded.text)
    if match is None:
        return None
    return Found(_GROUPS[str(match.lastgroup)], *folded.span(*match.span()))
