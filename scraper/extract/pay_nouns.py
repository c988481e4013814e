"""What a sum of money can be for: the nouns that govern it, and the words that do not.

Written for folded text (lower case, no accents) and used on short windows around a sum.
"""

from __future__ import annotations

import itertools
import re
from typing import Literal

from scraper.extract.cued import Cued

#: What a sum is: pay, something added to it, or anything else (budget, turnover, meal voucher…).
Kind = Literal["pay", "bonus", "other"]

# Three families of nouns. The nearest one governs a sum; of two that begin together, the longer.
_PAY = (
    r"salaires?; salariale; remunerations?; remuneree?s?; remu(?:n\.?)?; gratifications?; gratifiee?s?"
    r"; appointements?; traitement; emoluments?; payee?s?; payes?; percevrez; percevoir; package; fixe; gages"
    r"; honoraires"
    r"; cachets?; piges?; taux (?:horaire|journalier); tjm; hourly rate; daily rate; day rate"
    r"; tarifs? (?:horaire|journalier|jour)"
    r"; mensuel de; annuel de; horaire de; hebdomadaire de; journalier de; autre de; indemnites?; indemnisation"
    r"; solde mensuelle; fourchette; salary; compensation; wages?; pay; pay range; pay rate; stipend; smic"
)
_BONUS = r"primes?; bonus; part variable; variables?; commissions?; commissionnement"
_OTHER = (
    r"budgets?; ca; chiffres? d'affaires?; turnover; revenue; rates?; levees?; leve; levees? de fonds; fonds; capital"
    r"; financements?; financee?s?; subventions?; aides?; couts?; prix; tarifs?; frais; tickets?"
    r"; titres?(?:[- ]restaurants?)?; t\.?r\.?; restaurants?; restos?; cheques?(?:[- ]\w+)?; cartes?; swile"
    r"; paniers?; mutuelle; prevoyance; sante; forfaits?"
    r"; forfaits? (?:mobilites?|telephone|teletravail|jours?); mobilites?; remboursements?; remboursee?s?"
    r"; transports?; navigo"
    r"; indemnites? (?:de |d'|du )?(?:teletravail|transport|repas|kilometrique|km|panier|deplacement|logement"
    r"|restauration|velo|licenciement)\w*"
    r"; prise en charge; participation; interessement; epargne; pee; dotations?; dons?; lots?; gains?"
    r"; abonnements?; abonnee?s?; loyers?; logement; hebergement; caution; achats?; ventes?; campagnes?"
    r"; medias?; ads; sponsor\w*; publicit\w+; depenses?; investi\w*; cagnotte; concours; amendes?; factur\w+"
    r"; marges?; benefices?; resultats?; permis; formations?; logiciels?; licences?; outils?; materiel"
    r"; ordinateurs?; iphone; telephone; vetements?; remises?; reductions?; economies?; clients?; followers?"
    r"; fans; likes; vues; visit\w+; collaborateurs; personnes; salaries; habitants; portefeuille; cooptation"
    r"; parrainage; evenements?; projets?; valeur; montants?; valorisation; millions?; milliards?; dettes?"
    r"; credit; pret; assurance; prime d'activite; gestion de la paye?; objectifs? de"
)

#: Where a word of pay may begin.
PAY_STEM = Cued(
    r"salai|salar|remun|gratifi|appointement|traitement|emolument|pay|percev|package|fixe|gages|honoraire|cachet|pige"
    r"|taux|tjm|tarif|mensuel|annuel|horaire|hebdo|journalier|autre|indemni|solde|fourchette|compensation|wage|stipend"
    r"|smic"
)


def _keyword() -> re.Pattern[str]:
    """One pattern for the three families: by first letter (``re`` tries one letter at a time), longer words first."""
    families = {
        word.strip(): kind
        for kind, words in (("pay", _PAY), ("bonus", _BONUS), ("other", _OTHER))
        for word in words.split(";")
    }
    count = itertools.count()
    letters = []
    for letter, alike in itertools.groupby(
        sorted(families, key=lambda word: (word[0], -len(word))), lambda word: word[0]
    ):
        runs = [(kind, [word[1:] for word in run]) for kind, run in itertools.groupby(alike, families.__getitem__)]
        parts = [f"(?P<{kind}{next(count)}>{'|'.join(run)})" for kind, run in runs]
        letters.append(f"{letter}(?:{'|'.join(parts)})")
    return re.compile(rf"(?<![a-z0-9])(?:{'|'.join(letters)})(?![a-z0-9])")


KEYWORD = _keyword()


def kind_of_keyword(match: re.Match[str]) -> Kind:
    """The family of a match of ``KEYWORD``."""
    name = match.lastgroup or ""
    return "pay" if name.startswith("pay") else "bonus" if name.startswith("bonus") else "other"


#: Without a word of pay, "poste à 1 900 € par mois" still is pay when the period is written.
WEAK = re.compile(
    r"(?<![a-z])(?:postes?|missions?|stages?|stagiaires?|alternan\w+|cdi|cdd|interim|contrat|emploi|apprenti\w*)"
    r"(?![a-z])"
)


def _words(written: str) -> frozenset[str]:
    return frozenset(written.split())


#: Small words between a noun and its sum: "salaire mensuel compris entre".
FILLERS = _words("""
    de d du des a au aux et est sera serait etre entre compris comprise situe situee se situant allant va aller
    pouvant peut varie variant propose proposee offert offerte prevu prevue indicatif indicative estime estimee
    envisage envisagee mensuel mensuelle mensuels annuel annuelle annuels horaire journalier journaliere moyen
    moyenne hebdomadaire brut brute bruts brutes net nette nets nettes fixe base depart demarrage embauche
    reference debut fourchette un une le la les l ce cette cet notre votre nous vous son pour jusqu jusque
    partir compter minimum maximum mini maxi min max environ autour alentours ordre sur par mois an annee jour
    heure semaine global globale total totale ht ttc charge charges temps plein partiel dans plus moins soit ou
    en euros euro eur k of is between from to up and the our your per year month hour day gross range starting
    minimale maximale prevoir possible garanti garantie selon concerne poste cadre titulaire contractuel hors
    primes incluses incluse inclus compte tenu mensuellement annuellement vigueur
""")
#: Words of a title that leave a sum beside them on its own: "CDI 30 K€", "Community manager, 28-30k€".
LABELS = _words("""
    cdi cdd stage stagiaire alternance apprentissage interim freelance temps plein partiel community
    manager manageur social media content h f hf fh x m charge chargee responsable communication digital
    digitale junior senior confirme confirmee debutant poste emploi offre type contrat bac niveau profil
    experience france paris lyon marseille lille nantes bordeaux toulouse rennes strasbourg montpellier nice
    remote hybride recrute recherche cherche
""")
