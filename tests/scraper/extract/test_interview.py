"""What makes an interview, and what is said of who answers."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

import pytest

from catalog.load import load_catalog
from scraper.extract.article import Article, Line
from scraper.extract.interview import read_interview
from scraper.extract.interview_person import read_person
from scraper.extract.interview_turns import asks, read_turns
from scraper.extract.skills import SkillMatcher

ROOT = Path(__file__).parents[3]
QUESTIONS = ("Quel est votre parcours ?", "Quels outils utilisez-vous ?", "Que diriez-vous à un débutant ?")
ANSWERS = (
    "J’ai commencé par des études de lettres, puis je suis devenue rédactrice.",
    "J’utilise Canva et Instagram tous les jours, et je programme mes publications.",
    "Je lui dirais de rester curieux, comme je l’ai été moi-même au début.",
)


@pytest.fixture(scope="module")
def skills() -> SkillMatcher:
    return SkillMatcher(load_catalog(ROOT / "data", dt.date.max).catalog.skills.values())


def article(title: str, *lines: Line | str, faq: bool = False) -> Article:
    read = tuple(line if isinstance(line, Line) else Line(line) for line in lines)
    return Article(title, read, None, "fr", None, faq)


SHAPES = {
    "numbered": lambda n, question: Line(f"{n}. {question}"),
    "numbered, glued": lambda n, question: Line(f"{n}-{question}"),
    "slashed": lambda n, question: Line(f"{n}/ {question}"),
    "named": lambda n, question: Line(f"Question {n} : {question}"),
    "lettered": lambda n, question: Line(f"Q{n} – {question}"),
    "dashed": lambda n, question: Line(f"– {question}"),
    "heading": lambda n, question: Line(question, "heading"),
    "bold": lambda n, question: Line(question, marked=True),
    "item": lambda n, question: Line(question, "item"),
    "quoted": lambda n, question: Line(question, "quote"),
    "labelled": lambda n, question: Line(f"Le Carnet : {question}"),
    "plain": lambda n, question: Line(question),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_of_question(skills: SkillMatcher, shape: str) -> None:
    lines = []
    for number, (question, answer) in enumerate(zip(QUESTIONS, ANSWERS, strict=True), 1):
        lines += [SHAPES[shape](number, question), Line(answer)]
    interview = read_interview(article("Interview de Léa Roy, community manager chez Velours", *lines), skills)
    assert interview is not None
    assert interview.questions == QUESTIONS
    assert interview.answers == tuple(len(answer.split()) for answer in ANSWERS)
    assert {"canva", "instagram"} <= set(interview.skills[1])
    assert (interview.interviewee, interview.role, interview.employer) == ("Léa Roy", "community manager", "Velours")


def test_two_questions_frequent_ones_and_those_nobody_answers_are_no_interview(skills: SkillMatcher) -> None:
    def lines(count: int) -> list[Line]:
        pairs = list(zip(QUESTIONS, ANSWERS, strict=True))[:count]
        return [line for question, answer in pairs for line in (Line(question, "heading"), Line(answer))]

    assert read_interview(article("Interview de Léa Roy", *lines(3)), skills)
    assert not read_interview(article("Interview de Léa Roy", *lines(2)), skills)
    assert not read_interview(article("Interview de Léa Roy", *lines(3), faq=True), skills)
    assert not read_interview(article("Community manager : questions fréquentes", *lines(3)), skills)
    unanswered = [Line(question, "heading") for question in QUESTIONS]
    assert not read_interview(article("Interview de Léa Roy", *unanswered, "Bonne écoute !"), skills)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Quel âge avez-vous ?", True), ("Quel âge avez-vous ? 😀", True), ("« Et demain ? »", True), ("Présentez-vous.", True),
        ("Parle-nous de toi", True), ("Et vous ? Ou plutôt : et toi ?", True), ("Je réponds à tous.", False), ("Le parcours", False),
    ],
)  # fmt: skip
def test_what_asks(text: str, expected: bool) -> None:
    assert asks(text) is expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Interview de Léa Roy, community manager chez Velours", ("Léa Roy", "community manager", "Velours")),
        ("3 questions à Léa Roy", ("Léa Roy", None, None)),
        ("Léa Roy (Velours) : « On ne triche pas »", ("Léa Roy", None, "Velours")),
        ("Portrait : Jean-Marc d’Aubigny, CM de la ville de Brest", ("Jean-Marc d’Aubigny", "CM", "Ville de Brest")),
        ("Rencontre avec Zoé, social media manager freelance", ("Zoé", "social media manager freelance", None)),
        ("INTERVIEW DE LÉA ROY", ("Léa Roy", None, None)),
        ("Entretien avec Léa Roy, responsable de la communication du groupe Ondine", ("Léa Roy", "responsable de la communication", "Groupe Ondine")),
        ("Interview de Léa Roy, community manager à Lyon", ("Léa Roy", "community manager", None)),
        ("Interview d’un community manager", (None, "community manager", None)),
        ("Interview de Velours", (None, None, None)),
        ("Dix outils gratuits", (None, None, None)),
    ],
)  # fmt: skip
def test_who_a_title_names(title: str, expected: tuple[str | None, str | None, str | None]) -> None:
    person = read_person(title, [], None, [], "", "")
    assert (person.name, person.role, person.employer) == expected


def test_who_leads_the_interview_is_not_who_answers(skills: SkillMatcher) -> None:
    lines = [Line(f"Nadia Ferrand : {question}") for question in QUESTIONS]
    answers = [Line(f"Léa Roy : {answer}") for answer in ANSWERS]
    turns = [line for pair in zip(lines, answers, strict=True) for line in pair]
    interview = read_interview(article("Entretien", *turns), skills)
    assert interview is not None
    assert interview.interviewee == "Léa Roy"
    assert "Nadia" not in repr(interview)


def test_time_grows_as_the_length(skills: SkillMatcher) -> None:
    for unit in (
        "Interview de Léa ",
        "Léa Roy, community manager de ",
        "Pourquoi ? ",
        "Aa Bb Cc Dd ",
        "1. 2. 3. ",
        "de la ville ",
    ):
        lines = [Line(unit * 400, "heading" if "?" in unit else "line")] * 300
        begun = time.process_time()
        read_turns(lines)
        read_interview(article(unit * 20, *lines), skills)
        assert time.process_time() - begun < 3, unit
