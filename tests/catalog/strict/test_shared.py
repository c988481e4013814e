"""Runs of words shared by two entries, or taken from a source."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from catalog.strict.shared import RUN, Titles, borrowed_runs, shared_runs
from catalog.strict.texts import Passage

NO_TITLES = Titles([])
SENTENCE = "on répond d’abord en public puis on invite la personne à écrire en privé"


def passage(name: str, text: str, field: str = "summary") -> Passage:
    return Passage("resources", name, (field,), text, told=True)


def runs(*passages: Passage, titles: Titles = NO_TITLES) -> list[tuple[str, str, str]]:
    """Where each run is told, what it says, and who held it first."""
    return [
        (run.passage.name, run.text, run.other.name if run.other else "") for run in shared_runs(passages, titles)
    ]


def test_a_sentence_of_two_entries_is_told_where_it_comes_second():
    found = runs(passage("a", f"Ici {SENTENCE}."), passage("b", f"Là, {SENTENCE.upper()} !"))
    assert found == [("b", SENTENCE.upper(), "a")]


def test_eleven_words_are_no_run():
    assert runs(passage("a", SENTENCE), passage("b", " ".join(SENTENCE.split()[:-4]) + " autrement")) == []


def test_an_entry_may_repeat_itself():
    assert runs(passage("a", SENTENCE), passage("a", SENTENCE, "note")) == []


def test_two_fields_do_not_join_into_a_run():
    half = len(SENTENCE) // 2
    assert runs(passage("a", SENTENCE), passage("b", SENTENCE[:half]), passage("b", SENTENCE[half:])) == []


def test_a_title_and_the_name_of_a_law_are_cited_as_they_are():
    title = "Guide de la réponse en public et en privé à l’usage des petites communautés"
    law = "la loi nº 2023-451 du 9 juin 2023 visant à encadrer l’influence commerciale et à lutter contre les dérives"
    texts = [f"Le livre « {title} » cite {law}.", f"On lit dans « {title} » que {law}, pour finir."]
    passages = [passage(str(at), text) for at, text in enumerate(texts)]
    assert runs(*passages, titles=Titles([title])) == []
    assert len(runs(*passages)) == 1  # the title alone: a law needs no list


def test_what_is_said_of_a_law_is_no_name():
    said = f"La loi du 9 juin 2023 dit que {SENTENCE}."
    assert len(runs(passage("a", said), passage("b", said))) == 1


def test_what_is_called_by_reference_cuts_a_run():
    cut = SENTENCE.replace("la personne", "[[une-etude#un-chiffre]]")
    assert runs(passage("a", cut), passage("b", cut)) == []


def test_a_run_is_told_as_long_as_it_is():
    (run,) = shared_runs([passage("a", SENTENCE), passage("b", f"Ainsi {SENTENCE}, dit-elle.")], NO_TITLES)
    assert (run.length, run.start, run.end) == (15, 6, 6 + len(SENTENCE))


def test_what_a_source_says_is_told_only_of_its_entry():
    sources = {"a": f"Chez nous, {SENTENCE}. C’est la règle."}
    found = list(borrowed_runs([passage("a", SENTENCE), passage("b", SENTENCE)], sources, NO_TITLES))
    assert [(run.passage.name, run.text, run.other) for run in found] == [("a", SENTENCE, None)]


WORDS = st.lists(st.sampled_from(["un", "deux", "trois", "quatre", "cinq"]), max_size=40)


@given(WORDS, WORDS)
def test_a_run_is_found_exactly_when_twelve_words_are_shared(first, second):
    shingles = {tuple(first[at : at + RUN]) for at in range(len(first) - RUN + 1)}
    shared = any(tuple(second[at : at + RUN]) in shingles for at in range(len(second) - RUN + 1))
    a, b = passage("a", " ".join(first)), passage("b", " ".join(second))
    assert bool(runs(a, b)) == shared
    assert bool(list(borrowed_runs([b], {"b": " ".join(first)}, NO_TITLES))) == shared
    assert all(len(text.split()) >= RUN for _, text, _ in runs(a, b))
