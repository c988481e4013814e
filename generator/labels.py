"""The French words for the codes that entries are written with."""

from __future__ import annotations

from catalog.models import slugify

#: Kinds of works, as the reader names them: singular, plural.
KINDS: dict[str, tuple[str, str]] = {
    "article": ("Article", "Articles"),
    "essai": ("Essai", "Essais"),
    "opinion": ("Opinion", "Opinions"),
    "methode": ("Méthode", "Méthodes"),
    "liste": ("Liste de ressources", "Listes de ressources"),
    "infographie": ("Infographie", "Infographies"),
    "fiche-metier": ("Fiche métier", "Fiches métier"),
    "salaires": ("Page de salaires", "Pages de salaires"),
    "annonce": ("Annonce", "Annonces"),
    "formation": ("Formation", "Formations"),
    "memoire": ("Mémoire", "Mémoires"),
    "resume-etude": ("Étude résumée", "Études résumées"),
    "outil": ("Outil", "Outils"),
    "guide": ("Guide", "Guides"),
    "texte-officiel": ("Texte officiel", "Textes officiels"),
    "interview": ("Interview", "Interviews"),
    "portrait": ("Portrait", "Portraits"),
    "podcast": ("Podcast", "Podcasts"),
    "video": ("Vidéo", "Vidéos"),
    "enquete": ("Enquête", "Enquêtes"),
    "barometre": ("Baromètre", "Baromètres"),
    "rapport": ("Rapport", "Rapports"),
    "statistique": ("Statistique", "Statistiques"),
}

#: Where a figure was read, as the line under it says it.
READ_ON = {
    "original": "lu à la source",
    "relay": "lu chez un tiers",
    "copy": "lu sur une copie",
}

#: The state of a link: words, and the class that colours them.
LINKS = {
    "trouve": ("adresse connue", "ok"),
    "copie": ("copie : la page d’origine n’a pas été retrouvée", "moved"),
    "introuvable": ("page introuvable", "dead"),
    "disparu": ("page disparue", "dead"),
}

EMPLOYERS = {
    "agence": "agence",
    "pme": "PME",
    "grande-entreprise": "grande entreprise",
    "start-up": "start-up",
    "collectivite": "collectivité",
    "public": "secteur public",
    "association": "association",
    "media": "média",
    "studio-de-jeux": "studio de jeux vidéo",
    "ecole": "école",
    "independant": "à son compte",
    "autre": "autre",
}

SKILL_CATEGORIES = {
    "metier": "Savoir-faire",
    "outil": "Outils",
    "plateforme": "Plateformes",
    "savoir-etre": "Savoir-être",
    "langue": "Langues",
    "diplome": "Diplômes",
}

PRICES = {
    "gratuit": "gratuit",
    "freemium": "gratuit, options payantes",
    "payant": "payant",
    "libre": "logiciel libre",
}

FRESHNESS = {
    "ok": "Moins de 2 ans",
    "old": "De 2 à 5 ans",
    "stale": "Plus de 5 ans",
    "unknown": "Date inconnue",
}

COUNTRIES = {
    "FR": "France", "BE": "Belgique", "CH": "Suisse", "LU": "Luxembourg", "CA": "Canada", "US": "États-Unis",
    "GB": "Royaume-Uni", "DE": "Allemagne", "ES": "Espagne", "MA": "Maroc", "DZ": "Algérie", "TN": "Tunisie",
    "SN": "Sénégal", "CI": "Côte d’Ivoire", "CM": "Cameroun", "BJ": "Bénin", "TG": "Togo", "ML": "Mali",
    "BF": "Burkina Faso", "MG": "Madagascar", "CD": "République démocratique du Congo", "MR": "Mauritanie",
    "NZ": "Nouvelle-Zélande", "GA": "Gabon", "CG": "Congo", "GN": "Guinée", "NE": "Niger", "HT": "Haïti",
}  # fmt: skip

#: The fields of a work, as « inféré » names them.
FIELDS = {
    "published": "date de publication",
    "author": "auteur",
    "publisher": "éditeur",
    "title": "titre",
    "url": "adresse",
    "country": "pays",
    "day": "éléments de la journée",
    "person": "personne interrogée",
    "sample_size": "nombre de réponses",
    "population": "population",
    "year": "année",
    "kind": "genre",
    "figures": "chiffres",
    "language": "langue",
    "producer": "producteur",
    "fieldwork": "période de l’enquête",
    "series": "série",
}


def of(name: str) -> str:
    """``d’alkyna``, ``de Paul``: the preposition before a name."""
    return f"d’{name}" if slugify(name)[:1] in "aeiouyh" else f"de {name}"


def country(code: str | None) -> str | None:
    """The French name of a country, else its code."""
    return COUNTRIES.get(code, code) if code else None
