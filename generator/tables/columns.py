"""What the columns of the published tables are called, in which unit, and what they hold: half of the dictionary."""

from __future__ import annotations

from dataclasses import dataclass

from generator import numbers


@dataclass(frozen=True)
class Column:
    """``name`` is its head in the files; ``label`` its head on a page; ``unit`` is « € » or « % », empty for a text or
    a plain count; ``text`` says what it holds."""

    name: str
    label: str
    text: str
    unit: str = ""

    @property
    def is_year(self) -> bool:
        """Whether it dates: a year counts nothing, and no space stands between its thousands."""
        return self.name == "year" or self.name.endswith("_year")

    def written(self, value: float) -> str:
        """A number of this column as a page writes it: ``1 500 €``, but ``2015``."""
        if self.is_year:
            return str(round(value))
        return numbers.french_number(value) + (f"{numbers.NBSP}{self.unit}" if self.unit else "")


_ALL = (
    # Names of rows.
    Column("key", "Ligne", "Nom de la ligne : il ne change pas d’une version à l’autre."),
    Column("month", "Mois", "Mois de publication de l’annonce, sinon celui où on l’a vue pour la première fois."),
    Column("year", "Année", "Année que le chiffre décrit."),
    Column("source", "Source", "Source des annonces : son nom dans data/sources."),
    Column("region", "Code région", "Code Insee de la région."),
    Column("region_name", "Région", "Nom de la région."),
    Column("departement", "Code département", "Code Insee du département."),
    Column("departement_name", "Département", "Nom du département."),
    Column("contract", "Contrat", "Contrat que l’annonce propose ; « toutes » quand la ligne les réunit."),
    Column("level", "Niveau", "Niveau que l’annonce demande ; « non précisé » quand elle ne le dit pas."),
    Column("employer_type", "Employeur", "Type d’employeur ; « non précisé » quand l’annonce ne permet pas de le dire."),
    Column("remote", "Télétravail", "Place du télétravail selon l’annonce."),
    Column("skill", "Code compétence", "Nom de la compétence dans data/skills."),
    Column("skill_label", "Compétence", "Nom de la compétence."),
    Column("category", "Catégorie", "Catégorie de la compétence, ou groupe que l’enquête distingue."),
    Column("other", "Code de l’autre", "Nom de l’autre compétence dans data/skills."),
    Column("other_label", "Autre compétence", "Nom de l’autre compétence."),
    Column("ad", "Annonce", "Nom de l’annonce, qui mène à sa page."),
    Column("title", "Métier", "Métier de l’annonce, selon data/titles."),
    Column("place", "Lieu", "Premier lieu que nomme l’annonce."),
    Column("day", "Jour", "Jour de publication, sinon celui où on l’a vue pour la première fois ; vide quand l’annonce ne dit que son mois ou son année."),
    Column("corpus", "Corpus", "Ensemble de textes où l’on a compté : annonces, fiches métier ou interviews."),
    # Counts and what judges them.
    Column("n", "n", "Nombre d’annonces, de personnes ou de textes sur lesquels le chiffre repose."),
    Column(
        "n_of_edition",
        "n de l’édition",
        "Vrai quand n compte toutes les personnes interrogées, alors que le chiffre ne porte que sur une partie d’entre"
        " elles, dont le nombre n’est pas donné.",
    ),
    Column("of", "sur", "Nombre de ceux qui auraient pu le dire : n parmi eux le disent."),
    Column("coverage", "Couverture", "Part de ceux qui le disent : n rapporté à « sur » ; vide quand « sur » est inférieur à cinq.", "%"),
    Column("share", "Part", "Part de la ligne dans son ensemble.", "%"),
    Column("reposts", "Rediffusions", "Annonces publiées de nouveau, ici ou dans une autre ville : elles ne comptent pas dans n."),
    Column("lift", "Lift", "Combien de fois plus souvent ensemble que si elles s’ignoraient."),
    Column("paid", "Affichent un salaire", "Annonces qui affichent un montant, utilisable ou non."),
    Column("paid_share", "Part affichant un salaire", "Part des annonces de la ligne qui affichent un montant.", "%"),
    Column("in_market", "Sur le marché", "Annonces de France publiées dans les douze derniers mois."),
    Column("source_count", "Nombre de sources", "Sources ou entrées d’où vient la ligne."),
    Column("status", "État", "« publié », ou « effectif insuffisant » sous le minimum : dix valeurs pour un quantile, cinq textes pour une part."),
    Column("since", "Du", "Jour de la plus ancienne annonce comptée ; le premier jour possible quand elle ne dit que son mois ou son année."),
    Column("until", "Au", "Jour de la plus récente annonce comptée ; le dernier jour possible quand elle ne dit que son mois ou son année."),
    Column("sources", "Sources", "Noms des sources ou des entrées d’où vient la ligne, séparés par des virgules."),
    Column("complete", "Mois complet", "Vrai quand la source a été relue du premier au dernier jour du mois."),
    Column("days_q1", "1er quartile, jours", "Un quart des annonces disparaissent au bout de ce nombre de jours ou avant."),
    Column("days_median", "Médiane, jours", "La moitié des annonces disparaissent au bout de ce nombre de jours ou avant."),
    Column("days_q3", "3e quartile, jours", "Trois quarts des annonces disparaissent au bout de ce nombre de jours ou avant."),
    # Pay.
    Column("low", "Bas", "Bas de la fourchette, brut annuel ; vide pour « jusqu’à ».", "€"),
    Column("high", "Haut", "Haut de la fourchette, brut annuel ; vide pour « à partir de ».", "€"),
    Column("low_q1", "1er quartile, bas", "Un quart des bas de fourchette sont à ce montant ou au-dessous, brut annuel.", "€"),
    Column("low_median", "Médiane, bas", "La moitié des bas de fourchette sont à ce montant ou au-dessous, brut annuel.", "€"),
    Column("low_q3", "3e quartile, bas", "Trois quarts des bas de fourchette sont à ce montant ou au-dessous, brut annuel.", "€"),
    Column("high_q1", "1er quartile, haut", "Un quart des hauts de fourchette sont à ce montant ou au-dessous, brut annuel.", "€"),
    Column("high_median", "Médiane, haut", "La moitié des hauts de fourchette sont à ce montant ou au-dessous, brut annuel.", "€"),
    Column("high_q3", "3e quartile, haut", "Trois quarts des hauts de fourchette sont à ce montant ou au-dessous, brut annuel.", "€"),
    Column("one_ended", "Un seul bout", "Annonces qui ne disent que le bas (« à partir de ») ou que le haut (« jusqu’à ») de leur fourchette : elles n’entrent pas dans les quartiles."),
    Column("flagged", "Écartés", "Montants affichés mais écartés du calcul : douteux, temps partiel, prestation."),
    # Surveys.
    Column("reference", "Chiffre", "Nom du chiffre : étude#chiffre, qui mène à sa page."),
    Column("series", "Enquête", "Enquête dont l’étude est une édition."),
    Column("metric", "Mesure", "Ce qui est mesuré : nom dans data/metrics.yml."),
    Column("statistic", "Statistique", "Part, médiane, moyenne, montant… : une moyenne ne se compare pas à une médiane."),
    Column("unit", "Unité", "Unité de la valeur."),
    Column("per", "Par", "Période du montant : heure, jour, mois, an."),
    Column("basis", "Base", "Brut, net ou hors taxes."),
    Column("group", "Groupe", "Groupe que le chiffre décrit : dimension=valeur ; vide pour tous les répondants."),
    Column("value", "Valeur", "Valeur donnée par la source, jamais recalculée."),
    Column("min", "Au moins", "Borne basse, quand la source donne une fourchette."),
    Column("max", "Au plus", "Borne haute, quand la source donne une fourchette."),
    Column("qualifier", "Réserve", "Réserve de la source : environ, plus de, moins de."),
    Column("population", "Population", "Personnes interrogées."),
    Column("producer", "Producteur", "Qui a produit le chiffre."),
    Column("read_on", "Lu", "Où on l’a lu : à la source, chez un tiers, sur une copie."),
    Column("url", "Adresse", "Page où on l’a lu."),
)  # fmt: skip
#: The window of a row that counts works of the collection, rather than ads.
OF_WORKS = (
    Column("since", "Du", "Année du plus ancien texte compté."),
    Column("until", "Au", "Année du plus récent texte compté."),
    Column("sources", "Sources", "Noms des entrées comptées, quand il y en a dix au plus."),
)
COLUMNS = {column.name: column for column in _ALL}
