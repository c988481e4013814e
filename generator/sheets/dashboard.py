"""The dashboard of the monitoring kit: twelve months of one account, and what each number hides.

The page /veille/ explains the same measures: a test compares the two.
"""

from __future__ import annotations

from generator.sheets.form import ERASE, LICENCE, Column, Difference, Form, Ratio

DASHBOARD = Form(
    slug="tableau-de-bord",
    title="Tableau de bord mensuel",
    sheet="Douze mois",
    columns=(
        Column(
            "Mois", "Une ligne par mois, pour un compte. Copiez la feuille pour un autre.", "octobre 2026", width=28
        ),
        Column(
            "Publications",
            "Celles du mois.",
            15,
            kind="number",
            width=12,
            summed=True,
            hides="L’effort que chacune a demandé.",
        ),
        Column(
            "Portée",
            "Nombre de personnes qui ont vu au moins une publication, selon la plateforme.",
            6200,
            kind="number",
            width=12,
            hides="La définition change d’une plateforme à l’autre, et une même personne peut compter deux fois.",
        ),
        Column(
            "Interactions",
            "Réactions, commentaires, partages et enregistrements.",
            930,
            kind="number",
            width=12,
            summed=True,
            hides="Si l’on est content ou fâché.",
        ),
        Column(
            "Taux d’engagement",
            "Les interactions divisées par la portée.",
            kind="percent",
            width=12,
            computed=Ratio("Interactions", "Portée"),
            hides="Il monte quand la portée baisse. Ne le comparez jamais à un taux calculé sur les abonnés.",
        ),
        Column("Abonnés au début", "Le premier jour du mois.", 1760, kind="number", width=12),
        Column(
            "Abonnés à la fin",
            "Le dernier jour du mois.",
            1800,
            kind="number",
            width=12,
            hides="Combien lisent encore : être abonné n’est pas regarder.",
        ),
        Column(
            "Abonnés gagnés",
            "La fin moins le début.",
            kind="number",
            width=12,
            computed=Difference("Abonnés à la fin", "Abonnés au début"),
            summed=True,
            hides="Les départs, cachés par les arrivées ; et l’effet d’un concours.",
        ),
        Column(
            "Messages reçus", "Questions et plaintes, publiques et privées.", 48, kind="number", width=12, summed=True
        ),
        Column("Messages répondus", "Ceux qui ont eu une réponse humaine.", 45, kind="number", width=12, summed=True),
        Column(
            "Taux de réponse",
            "Les répondus divisés par les reçus.",
            kind="percent",
            width=12,
            computed=Ratio("Messages répondus", "Messages reçus"),
            hides="Si la réponse a réglé le problème.",
        ),
        Column(
            "Délai médian, en heures",
            "Rangez les délais du plus court au plus long : celui du milieu.",
            3.5,
            kind="decimal",
            width=12,
            hides="Les cas extrêmes, et la nuit : un message de 23 h attend l’ouverture.",
        ),
        Column(
            "Mentions relevées",
            "Ce que la veille a trouvé en dehors de vos comptes.",
            22,
            kind="number",
            width=12,
            summed=True,
        ),
        Column("Mentions négatives", "Parmi elles, les défavorables.", 4, kind="number", width=12, summed=True),
        Column(
            "Part négative",
            "Les négatives divisées par les relevées.",
            kind="percent",
            width=12,
            computed=Ratio("Mentions négatives", "Mentions relevées"),
            hides="Leur gravité. Un seul article peut peser plus que vingt messages.",
        ),
        Column(
            "Clics vers le site",
            "Mesurés par la plateforme ou par votre site.",
            210,
            kind="number",
            width=12,
            summed=True,
            hides="Ce que les personnes font ensuite, et celles qui viennent sans cliquer.",
        ),
        Column(
            "Demandes et ventes",
            "Ce que vous cherchez vraiment : appels, réservations, inscriptions, achats.",
            19,
            kind="number",
            width=12,
            summed=True,
            hides="D’où elles viennent : demandez « comment nous avez-vous connus ? ».",
        ),
        Column("Heures passées", "Le temps de l’équipe sur ce compte.", 24, kind="number", width=12, summed=True),
        Column(
            "Heures par demande",
            "Les heures divisées par les demandes et ventes.",
            kind="decimal",
            width=12,
            computed=Ratio("Heures passées", "Demandes et ventes"),
            hides="La notoriété et la confiance, qui ne se comptent pas ainsi.",
        ),
        Column(
            "Ce qu’on a changé, ce qu’on décide",
            "Une phrase. Un tableau sans décision ne sert à rien.",
            "Répondre le samedi : on continue",
            width=40,
        ),
    ),
    lines=(
        "Janvier",
        "Février",
        "Mars",
        "Avril",
        "Mai",
        "Juin",
        "Juillet",
        "Août",
        "Septembre",
        "Octobre",
        "Novembre",
        "Décembre",
    ),
    total="Année",
    advice=(
        ERASE,
        "La ligne « Année » additionne ce qui s’additionne. Ni une portée ni un délai médian ne s’additionnent : "
        "leurs cases restent vides, et le taux d’engagement de l’année aussi.",
        "Gardez cinq colonnes si vingt vous fatiguent ; masquez les autres.",
        LICENCE,
    ),
)
