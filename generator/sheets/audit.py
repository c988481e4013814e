"""The reputation audit of the monitoring kit: place by place, what a stranger finds about you."""

from __future__ import annotations

import datetime as dt

from generator.sheets.form import ERASE, LICENCE, Column, Form, Ratio

AUDIT = Form(
    slug="audit-reputation",
    title="Audit de réputation en ligne",
    sheet="Audit",
    columns=(
        Column("Lieu observé", "Moteur, site d’avis, réseau, forum, presse.", "fiche d’établissement", width=34),
        Column(
            "Mots cherchés",
            "Nom, sigle, faute courante, nom du produit, nom du lieu.",
            "boulangerie du port avis",
            width=26,
        ),
        Column("Relevé le", "Le jour où vous avez regardé.", dt.date(2026, 10, 5), kind="date", width=12),
        Column(
            "Ce que l’on trouve",
            "Une phrase, sans citer de nom de personne.",
            "Des avis sur l’attente du dimanche",
            width=34,
        ),
        Column(
            "Mentions lues",
            "Combien de messages, d’avis ou d’articles.",
            40,
            kind="number",
            width=11,
            summed=True,
            hides="Ce que l’outil ne voit pas : messages privés, vidéos, sites fermés.",
        ),
        Column("Positives", "Parmi elles, les favorables.", 26, kind="number", width=11, summed=True),
        Column(
            "Négatives",
            "Parmi elles, les défavorables ; le reste est neutre.",
            8,
            kind="number",
            width=11,
            summed=True,
            hides="L’ironie, qu’un classement automatique manque : lisez vous-même.",
        ),
        Column(
            "Part négative",
            "Les négatives divisées par les mentions lues.",
            kind="percent",
            width=11,
            computed=Ratio("Négatives", "Mentions lues"),
            hides="L’avis de toutes les personnes qui n’écrivent pas.",
        ),
        Column("Sujet principal", "De quoi se plaint-on, de quoi se réjouit-on ?", "L’attente en caisse", width=24),
        Column("Avez-vous répondu ?", "Oui, non, en partie.", "en partie", width=14),
        Column(
            "À faire",
            "Une action, une personne, une date.",
            "Répondre aux trois derniers avis avant vendredi",
            width=34,
        ),
    ),
    lines=(
        "Moteur de recherche, première page",
        "Moteur de recherche, images et vidéos",
        "Fiche d’établissement et ses avis",
        "Sites d’avis de votre métier",
        "Vos comptes : commentaires et messages",
        "Réseaux : ce qui se dit sans vous nommer",
        "Forums et groupes publics",
        "Presse et blogs",
        "Vos anciens comptes oubliés",
        *("",) * 5,
    ),
    total="Ensemble",
    advice=(
        ERASE,
        "Cherchez depuis une fenêtre privée : un moteur peut montrer à chacun des résultats différents.",
        "Refaites l’audit aux mêmes dates chaque année, et après chaque incident.",
        LICENCE,
    ),
)
