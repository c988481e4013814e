"""The comparison grid of the monitoring kit: what the entry veille-territoriale compares, and six counts."""

from __future__ import annotations

import datetime as dt

from generator.sheets.form import ERASE, LICENCE, Column, Form, Ratio

GRID = Form(
    slug="grille-concurrents",
    title="Grille de comparaison des concurrents",
    sheet="Grille",
    columns=(
        Column("Organisation", "Qui l’on observe. La première ligne est la vôtre.", "Boulangerie du Port", width=26),
        Column("Plateforme", "Une ligne par compte : deux réseaux font deux lignes.", "Instagram"),
        Column("Relevé le", "Le jour où vous avez regardé.", dt.date(2026, 10, 5), kind="date", width=12),
        Column(
            "Identité",
            "Nom, image, description : reconnaît-on l’organisation ?",
            "Nom et photo du lieu, horaires à jour",
            width=24,
        ),
        Column(
            "Ligne éditoriale",
            "Les sujets qui reviennent.",
            "Les pains du jour, l’équipe, un producteur par mois",
            width=24,
        ),
        Column("Ton", "La voix : vouvoiement, humour, sérieux.", "Tutoiement, humour léger", width=20),
        Column(
            "Actions", "Ce qui est proposé : concours, sondage, rendez-vous.", "Vote du pain de la semaine", width=22
        ),
        Column(
            "Modération",
            "Répond-on aux critiques ? En combien de temps ?",
            "Répond aux plaintes le jour même",
            width=24,
        ),
        Column(
            "Images et vidéos", "Formats, sous-titres, descriptions.", "Vidéos courtes, sans sous-titres", width=24
        ),
        Column(
            "Abonnés",
            "Le nombre affiché.",
            1800,
            kind="number",
            width=10,
            hides="Ni les comptes inactifs, ni les comptes achetés, ni combien voient vraiment une publication.",
        ),
        Column(
            "Publications en 30 jours",
            "Comptées sur le compte, stories à part.",
            15,
            kind="number",
            width=13,
            hides="La qualité. Publier plus n’est pas publier mieux.",
        ),
        Column(
            "Interactions en 30 jours",
            "Réactions, commentaires et partages de ces publications.",
            930,
            kind="number",
            width=13,
            hides="Un commentaire furieux y compte autant qu’un compliment.",
        ),
        Column(
            "Interactions par publication",
            "Les interactions divisées par les publications.",
            kind="decimal",
            width=13,
            computed=Ratio("Interactions en 30 jours", "Publications en 30 jours"),
            hides="Une seule publication très partagée suffit à tirer la moyenne.",
        ),
        Column(
            "Taux par publication",
            "Les interactions par publication, divisées par les abonnés.",
            kind="percent",
            width=13,
            computed=Ratio("Interactions par publication", "Abonnés"),
            hides="La taille : ne comparez pas un petit compte à un très grand.",
        ),
        Column(
            "Réussite à retenir",
            "Ce que vous pourriez adapter, sans copier.",
            "Le vote du samedi, qui amène du monde",
            width=28,
        ),
        Column("Erreur à éviter", "Ce qui a déplu ou échoué.", "Photos sans description", width=28),
    ),
    lines=("Votre organisation", *("",) * 11),
    advice=(
        ERASE,
        "Comparez des comptes de même taille et du même métier, le même jour, sur les mêmes trente jours.",
        "Ne notez que ce qui est public, et rien sur les personnes qui tiennent les comptes.",
        LICENCE,
    ),
)
