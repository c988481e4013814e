"""Words are counted as a reader counts them; a language is said only when it is sure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.strict.words import count_words, sure_language, words_of


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("« » : ; ! ? — …", 0),
        ("L’ami d’un porte-parole", 3),
        ("Il y en a 3,5 % en 2012.", 7),
        ("Un mot.\n\nDeux mots !", 4),
    ],
)
def test_counts_the_words_of_a_reader(text, count):
    assert count_words(text) == count


@given(st.lists(st.text("abcéà", min_size=1), max_size=30), st.sampled_from([" ", "\n", ", ", " : ", "… "]))
def test_counts_as_many_words_as_were_joined(words, between):
    assert count_words(between.join(words)) == len(words)


@given(st.text(max_size=100))
def test_a_word_stands_where_it_says(text):
    assert all(text[word.start : word.end].casefold() == word.text for word in words_of(text))


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("The State of Community Management", "en"),
        ("How to hire your first community manager", "en"),
        ("Pourquoi les marques ont besoin d’un community manager", "fr"),
        ("Combien gagne un community manager dans le public ?", "fr"),
        ("Community Manager", None),
        ("Social media index 2024", None),
        ("Le guide de « The Art of Community »", None),
    ],
)
def test_says_a_language_only_when_sure(title, language):
    assert sure_language(title) == language
