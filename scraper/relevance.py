"""Is this ad one for the profession? Search engines and boards return others under the same words."""

from __future__ import annotations

import re

from catalog.run_labels import REFUSALS
from scraper.extract.fold import fold
from scraper.extract.titles import TitleReader

#: Why an ad is refused, as the reader of a report reads it.
LABELS = REFUSALS
#: Characters of a description that are looked at: what the job is stands at its beginning.
_READ = 4_000
#: In English, a community manager runs a block of flats more often than a Facebook page (seen on every board).
_PROPERTY = re.compile(
    r"\b(?:apartments?|leas(?:e|es|ing)|tenants?|residents?|rent roll|rental|property|propriet\w+|multifamily|hoa"
    r"|homeowners?|condominium|housing|occupancy|evictions?|maintenance requests?|fair housing|yardi|move.?ins?"
    r"|copropriete|locataires?|loyers?|residences? (?:etudiante|service|senior)\w*|baux|bail|gerance|syndic"
    r"|etats? des lieux|coliving)\b"
)
_WORKSPACE = re.compile(
    r"\b(?:coworking|coworkers?|co.working|espaces? de travail|workspaces?|flex office|salles? de reunions?"
    r"|hospitality|accueil (?:des|physique|telephonique)|standard|courrier|reception(?:niste)?|front desk|bureaux)\b"
)
_ONLINE = re.compile(
    r"\b(?:reseaux sociaux|social media|instagram|facebook|linkedin|tiktok|twitter|discord|twitch|youtube|snapchat"
    r"|communautes? en ligne|online community|posts?|publications?|contenus?|content|editorial\w*|moder\w+"
    r"|e.?reputation|followers?|abonnes?|influenceu\w+|influencers?|hashtags?|stories|reels?)\b"
)
#: So many words of another trade, and so few of this one, make an ad of the other.
_ENOUGH = 3


def refusal(title: str | None, description: str | None, titles: TitleReader) -> str | None:
    """Why an ad is not for the profession (a key of ``catalog.run_labels.REFUSALS``), or None when it is.

    The title decides; the description only tells the look-alikes that share our title.
    """
    if not title:
        return "sans-titre"
    found = titles.read(title)
    if found is None:
        return "titre-inconnu"
    if found.value.relevance != "profession":
        return "metier-voisin" if found.value.relevance == "voisin" else "autre-metier"
    return _look_alike(fold(f"{title}\n{(description or '')[:_READ]}"))


def _look_alike(text: str) -> str | None:
    online = len(_distinct(_ONLINE, text))
    for reason, pattern in (("immobilier", _PROPERTY), ("espace-de-travail", _WORKSPACE)):
        other = len(_distinct(pattern, text))
        if other >= _ENOUGH and other > online:
            return reason
    return None


def _distinct(pattern: re.Pattern[str], text: str) -> set[str]:
    return {word.rstrip("s") for word in pattern.findall(text)}
