"""The small firm's guide: four choices, what each costs on the day of the build, and a brief to take away."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from catalog.figures import Reading
from generator.costs import END, EXPONENT, FLOOR, WEEKS, Constants, constants
from generator.numbers import NBSP, french_number
from generator.odt import Block, Form, Heading, Paragraph, odt
from generator.page import Page
from generator.site import Renderer, Site
from generator.views.pme_traces import percent, pme_traces

Mode = Literal["moi", "alternant", "freelance", "cdi"]

PATH, BRIEF = "pme/index.md", "pme/cahier-des-charges.odt"
TEMPLATE = "pme.md.j2"
#: An assumption of ours, that the page says and lets one change: no source measures what is really paid.
DAY_RATE = 300.0
#: Another: days of a week that an apprentice spends in the firm rather than at school.
APPRENTICE_DAYS = 3.0
WORKING_DAYS = 5
#: What the choices side by side suppose: hours of a week by oneself, days of a freelance's month.
OWN_HOURS, FREELANCE_DAYS = 5.0, 2.0
#: The places of two ages of apprentices, in their first year, among the shares of the law.
MINOR, ADULT = 3, 6
#: The yearly pay from which a full-time salary is suggested.
SALARY = "enquete-cm-2025#salaire-median-brut"
EVIDENCE = (
    "alsace-cm-pour-tpe-pme#temps-quotidien.tpe-et-pme",
    "verticalresponse-pme-2012#part-entreprises-temps.six-heures-par-semaine-ou-plus",
    "adoption-tpe-pme-2011#budget-mensuel-moyen",
    "endurance-tpe-2014#part-entreprises-cm.le-dirigeant-lui-meme",
    "bpifrance-pme-eti-2018#part-entreprises-raison.s-en-tenir-eloigne-par-manque-de-temps",
    "insee-microentreprises-2023#part-entreprises-presence.reseau-social",
)


@dataclass(frozen=True)
class Case:
    """A worked case: what the reader chose, as the calculator's fields name it, and the answer in words."""

    mode: Mode
    quantity: float
    months: int
    assumption: float
    answer: str


def pme_pages(renderer: Renderer) -> list[Page]:
    """The guide and its brief; none for a catalog without the law's constants, or without the survey that says what
    the job pays (a part of the catalog, another profession)."""
    site = renderer.site
    if not site.catalog.references or SALARY.partition("#")[0] not in site.catalog.studies:
        return []
    law = constants(site.catalog.references, site.today)
    salary = site.reading(SALARY)
    month_salary = round((salary.figure.value or 0) / 12)
    meta = {
        "title": "Faut-il un community manager pour votre commerce ?",
        "short": "Pour votre commerce",
        "description": "Le faire soi-même, prendre un alternant, un freelance ou embaucher : coûts, heures, risques.",
        "wide": True,
        "script": "pme.js",
        "search_words": ["TPE", "PME", "artisan", "commerçant", "budget", "devis", "recruter", "stagiaire"],
    }
    page = renderer.page(
        TEMPLATE,
        PATH,
        meta,
        f"generator/templates/{TEMPLATE}",
        law=law,
        references=site.catalog.references,
        salary=salary,
        month_salary=month_salary,
        day_rate=DAY_RATE,
        apprentice_days=APPRENTICE_DAYS,
        own_hours=OWN_HOURS,
        formula=(WEEKS, FLOOR, END, EXPONENT, WORKING_DAYS),
        cases=cases(law, month_salary),
        evidence=_evidence(site, EVIDENCE),
        brief=BRIEF,
        traces=pme_traces(site, law, PATH, _amounts(law, month_salary), FREELANCE_DAYS, salary),
    )
    return [
        page,
        Page(BRIEF, "", "generator/views/pme.py", odt("Cahier des charges : community manager", BRIEF_BLOCKS)),
    ]


def _amounts(law: Constants, month_salary: float) -> dict[str, str]:
    """What the page says of each choice, by the anchor of the amount."""
    shares = [share.value for share in law.shares]

    return {
        "cout-temps": money(OWN_HOURS * WEEKS * law.smic.value),
        "cout-alternant-18": money(law.smic_month * shares[MINOR] / 100),
        "cout-alternant-21": money(law.smic_month * shares[ADULT] / 100),
        "cout-freelance": money(FREELANCE_DAYS * DAY_RATE),
        "prix-journee": money(DAY_RATE),
        "cout-cdi": money(month_salary * (1 + law.rate(month_salary) / 100)),
        "cas": "neuf montants",
        "smic-mois": money(law.smic_month),
        "taux-de-base": percent(law.base_rate),
        "reduction": percent(100 * law.reduction.value),
        "apprentis": f"de {french_number(shares[0])} à {percent(shares[-1])}",
    }


def _evidence(site: Site, references: Iterable[str]) -> list[Reading]:
    return [site.reading(reference) for reference in references]


def cases(law: Constants, month_salary: float) -> list[Case]:
    """The nine worked cases, from the cheapest choice to the dearest."""
    first = [index for index, share in enumerate(law.shares) if share.group.endswith("1re année")]
    return [
        *(_alone(law, hours, 12) for hours in (5, 10)),
        *(_apprentice(law, index, APPRENTICE_DAYS, 12) for index in first[1:3]),
        *(_freelance(days, DAY_RATE, months) for days, months in ((2, 6), (4, 12), (8, 12))),
        _employee(law, law.part_time.value, round(law.smic_month), 12),
        _employee(law, law.week.value, month_salary, 12),
    ]


def _alone(law: Constants, hours: float, months: int) -> Case:
    month = hours * WEEKS
    value = law.smic.value
    answer = (
        f"{_count(hours, 'heure')} par semaine font environ {_count(_round(month), 'heure')} par mois. Vous ne versez"
        f" rien ; à {french_number(value)} € l’heure, ce temps vaut {money(month * value)} par mois,"
        f" {money(month * value * months)} en {months} mois."
    )
    return Case("moi", hours, months, value, answer)


def _apprentice(law: Constants, index: int, days: float, months: int) -> Case:
    share = law.shares[index]
    pay = law.smic_month * share.value / 100
    dues = pay * law.rate(pay) / 100
    hours = law.month_hours * days / WORKING_DAYS
    answer = (
        f"Une personne en apprentissage ({share.group[0].lower()}{share.group[1:]}) coûte au moins"
        f" {money(pay + dues)} par mois : {money(pay)} de salaire brut et {money(dues)} de cotisations après"
        f" réduction, hors accidents du travail, formation et mutuelle, soit {money((pay + dues) * months)}"
        f" en {months} mois. À raison de {_count(days, 'jour')} par"
        f" semaine chez vous, elle y passe environ {_count(_round(hours), 'heure')} par mois."
    )
    return Case("alternant", days, months, index, answer)


def _freelance(days: float, price: float, months: int) -> Case:
    answer = (
        f"{_count(days, 'jour')} par mois à {money(price)} la journée font {money(days * price)} par mois hors taxes,"
        f" {money(days * price * months)} en {months} mois."
    )
    return Case("freelance", days, months, price, answer)


def _employee(law: Constants, hours: float, salary: float, months: int) -> Case:
    pay = salary * hours / law.week.value
    dues = pay * law.rate(salary) / 100
    answer = (
        f"{_count(hours, 'heure')} par semaine, à {money(salary)} bruts par mois pour un temps plein, coûtent environ"
        f" {money(pay + dues)} par mois : {money(pay)} de salaire brut et {money(dues)} de cotisations après"
        f" réduction, hors accidents du travail, formation et mutuelle, soit {money((pay + dues) * months)}"
        f" en {months} mois."
    )
    return Case("cdi", hours, months, salary, answer)


def money(amount: float) -> str:
    """An amount to the euro: ``1 867 €``."""
    return f"{french_number(_round(amount))}{NBSP}€"


def _count(quantity: float, unit: str) -> str:
    return f"{french_number(quantity)}{NBSP}{unit}{'s' if quantity >= 2 else ''}"


def _round(value: float) -> int:
    """To the nearest whole, halves up, as the browser's Math.round does."""
    return math.floor(value + 0.5)


#: What an estimate, a contract or a job description needs: the five points of a quote, then who answers and who owns.
BRIEF_BLOCKS: tuple[Block, ...] = (
    Paragraph(
        "À remplir avant de demander un devis, de rédiger une offre ou de confier la tâche à quelqu’un. Une réponse"
        " courte par ligne suffit ; ce qui reste vide est à décider ensemble."
    ),
    Heading("1. Votre commerce"),
    Form(
        (
            "Ce que vous vendez, et à qui",
            "Ce qui vous distingue du voisin",
            "Vos clients : quels réseaux suivent-ils ?",
        )
    ),
    Heading("2. Le but"),
    Form(
        (
            "Ce qui doit avoir changé dans six mois",
            "Comment on le verra (deux mesures au plus)",
            "Ce qui n’est pas demandé",
        )
    ),
    Heading("3. Le travail"),
    Form(
        (
            "Comptes à tenir",
            "Publications par mois, et de quelle sorte",
            "Textes, photos, vidéos : qui les fait ?",
            "Qui répond aux messages et aux avis, quels jours, à quelles heures ?",
            "Délai de réponse annoncé aux clients",
        )
    ),
    Heading("4. Les règles"),
    Form(
        (
            "Qui relit avant de publier, et en combien de temps ?",
            "Qui prévenir en cas de plainte grave ou de crise",
            "Droits sur les images, accord des personnes photographiées",
            "Sujets dont on ne parle pas",
        )
    ),
    Heading("5. Les moyens"),
    Form(
        (
            "Heures ou jours par mois",
            "Budget par mois, hors taxes ou cotisations comprises",
            "Budget de publicité, s’il y en a un",
            "Début, durée, date du bilan",
            "La personne de la maison qui répond aux questions",
        )
    ),
    Heading("6. La fin"),
    Form(
        (
            "Les comptes sont ouverts au nom de",
            "Qui détient les mots de passe ?",
            "Ce qui est rendu à la fin : accès, images, calendrier",
        )
    ),
)
