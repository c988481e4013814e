"""What a run report counts by, in French: the words of a terminal and those of the page of sources are the same."""

from __future__ import annotations

from catalog.models.collected import Run, Status

#: How often a source is read.
FREQUENCIES = {
    "jour": "chaque jour",
    "semaine": "chaque semaine",
    "mois": "chaque mois",
    "a-la-demande": "à la demande",
}
#: How a reading ended.
STATUSES: dict[Status, str] = {
    "good": "achevée",
    "partial": "partielle",
    "interrupted": "interrompue",
    "too_few": "insuffisante",
    "quarantined": "en quarantaine",
    "failed": "en échec",
}
#: Why a record is refused.
REFUSALS = {
    "sans-titre": "sans titre",
    "titre-inconnu": "titre absent de la liste du métier",
    "autre-metier": "homonyme ou métier sans rapport",
    "metier-voisin": "métier voisin",
    "immobilier": "gestion d’immeubles ou de résidences",
    "espace-de-travail": "accueil d’un espace de travail partagé",
    "autre-site": "page d’un autre site",
    "sans-annonce": "page sans annonce",
    "lue-ailleurs": "déjà lue chez une autre source",
    "sans-valeur": "montant absent ou masqué",
    "sans-texte": "page sans texte",
    "hors-sujet": "page qui ne parle pas du métier",
}
#: What went wrong, but for ``http-<status>`` and ``erreur-<class>``.
ERRORS = {
    "absent-de-l-archive": "page absente de l’archive rejouée",
    "adresse-refusee": "adresse non publique, d’un autre protocole ou avec identifiants",
    "attente-trop-longue": "le site demande d’attendre trop longtemps",
    "certificat": "certificat refusé ou connexion chiffrée impossible",
    "cle-refusee": "clé absente ou refusée",
    "colonne-absente": "colonne absente du tableau",
    "compression": "corps compressé illisible",
    "connexion": "connexion refusée ou coupée",
    "delai-depasse": "délai dépassé",
    "element-illisible": "élément illisible dans une liste",
    "fiche-invalide": "fiche incomplète ou contradictoire",
    "illisible": "réponse illisible",
    "ignore": "requête écartée",
    "json-illisible": "JSON illisible",
    "ligne-en-double": "ligne en double dans le tableau",
    "ligne-illisible": "ligne illisible dans le tableau",
    "liste-coupee": "liste coupée avant sa fin",
    "liste-illisible": "liste illisible",
    "liste-incomplete": "liste où il manque des annonces",
    "liste-trop-longue": "liste trop longue : lue en partie",
    "nom-inconnu": "nom de domaine inconnu",
    "origine-absente": "une des origines de la source ne répond pas",
    "page-repetee": "suite d’une liste qui n’apporte rien de nouveau",
    "page-suivante-refusee": "suite d’une liste sur un autre site",
    "plan-ailleurs": "plan de site sur un autre site",
    "plan-trop-long": "plan de site trop long : lu en partie",
    "plan-trop-profond": "plans de site emboîtés trop de fois",
    "redirections": "trop de redirections",
    "reponse-tronquee": "réponse tronquée",
    "resultats-coupes": "plus de résultats que la source n’en donne",
    "robots": "refusée par robots.txt",
    "robots-injoignable": "robots.txt injoignable : rien n’est lu du site",
    "tableau-illisible": "tableau illisible",
    "tranche-trop-pleine": "plus d’annonces en une heure que la source n’en donne",
    "trop-gros": "réponse trop grosse",
    "trop-loin": "pages trop loin de la première",
    "xml-refuse": "XML avec DTD ou entités",
}


#: What a figure of pay is.
STATISTICS = {
    "moyenne": "moyenne",
    "mediane": "médiane",
    "minimum": "minimum",
    "maximum": "maximum",
    "d1": "1er décile",
    "q1": "1er quartile",
    "q3": "3e quartile",
    "d9": "9e décile",
}


def status_label(run: Run) -> str:
    """How a reading ended. Of one that a person let in, nothing says that it went to its end."""
    return "acceptée" if run.accepted else STATUSES[run.status]


def refusal_label(reason: str) -> str:
    """Why a record was refused, in French; the code itself when nobody gave it words."""
    return REFUSALS.get(reason, reason)


def error_label(reason: str) -> str:
    """What went wrong, in French; the code itself when nobody gave it words."""
    if reason.startswith("http-"):
        return f"réponse HTTP {reason.removeprefix('http-')}"
    if reason.startswith("erreur-"):
        return f"erreur imprévue ({reason.removeprefix('erreur-')})"
    return ERRORS.get(reason, reason)
