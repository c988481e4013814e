"""French typography: what it asks, and what it leaves alone."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.strict.typography import typography_faults


def faults(text: str) -> list[tuple[int, str]]:
    return [(fault.start, fault.code) for fault in typography_faults(text)]


@pytest.mark.parametrize(
    ("text", "start", "code"),
    [
        ("Que faire? Rien.", 9, "typography_space"),
        ("Trois mots: un, deux, trois.", 10, "typography_space"),
        ("Il hésite; il répond.", 9, "typography_space"),
        ("Bravo!", 5, "typography_space"),
        ("Vraiment?!", 8, "typography_space"),
        ("(Que faire?)", 10, "typography_space"),
        ("La règle «du jour » tient.", 9, "typography_space"),
        ("La règle « du jour» tient.", 18, "typography_space"),
        ("Un  mot de trop.", 2, "typography_space"),
        ('Le "bad buzz" passe.', 3, "typography_quotes"),
        ("L'équipe répond.", 1, "typography_apostrophe"),
        ("On attend... longtemps.", 9, "typography_ellipsis"),
    ],
)
def test_says_what_is_wrong_and_where(text, start, code):
    assert (start, code) in faults(text)


@pytest.mark.parametrize(
    "text",
    [
        "Que faire ? Rien ; ou presque : attendre !",
        "Que faire\u00a0? Rien\u202f; ou presque\u00a0: «\u00a0attendre\u202f».",
        "De 9:30 à 12:30, dans un rapport de 16:9.",
        'Voir https://exemple.fr/a?b=c:d;e!f et exemple.fr/d\'abord?x="y".',
        "La commande `metier check: \"x\" '...'` vérifie.",
        "Elles sont [[enquete-2011#part-femmes.d'ici]] en 2011.",
        "Il cite « What is the role of a community manager? » et passe.",
        "L’équipe répond… parfois (?) et « Pourquoi ? » revient.",
        "Un portail comme Yahoo! compte.",
        "Il vient du jeu Magic: The Gathering.",
        "Oui ! Non ?! Peut-être… !",
        "Il sourit :) puis s’en va.",
        "Premier paragraphe.\n\nSecond : deux lignes.",
    ],
)
def test_leaves_alone_what_is_right_or_no_french(text):
    assert faults(text) == []


def test_a_french_title_between_guillemets_is_french():
    assert faults("Il cite « Que font les marques? » et passe.") == [(30, "typography_space")]


WORDS = st.lists(st.text("abcdeéàç", min_size=1, max_size=8), min_size=1, max_size=12)
MARKS = st.sampled_from([" :", " ;", " !", " ?", "\u00a0:", "\u202f?", ",", ".", "…", ""])


@given(WORDS, st.data())
def test_words_with_a_space_before_their_marks_are_right(words, data):
    text = " ".join(word + data.draw(MARKS) for word in words)
    assert faults(text) == []


@given(WORDS, st.sampled_from(":;!?"), st.integers(0))
def test_a_mark_against_its_word_is_found_at_its_place(words, mark, at):
    at %= len(words)
    before = " ".join(words[: at + 1])
    text = " ".join([before + mark, *words[at + 1 :]])
    assert faults(text) == [(len(before), "typography_space")]


@given(st.text(max_size=200))
def test_every_fault_stands_in_the_text(text):
    found = faults(text)
    assert found == sorted(found, key=lambda fault: fault[0])
    assert all(0 <= start < len(text) for start, _ in found)


@pytest.mark.parametrize("text", ["«" + " " * 8000, "a." * 4000, "« " * 4000, "[[" * 4000, "`" * 7999, ": " * 4000])
def test_the_longest_text_is_read_at_once(text):
    """Each took minutes, or would, with a pattern that tries its spaces or its dots again and again."""
    started = time.process_time()
    list(typography_faults(text))
    assert time.process_time() - started < 1
