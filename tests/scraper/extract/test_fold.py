import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.extract.fold import Folded, fold
from scraper.extract.phrases import words

# Letters and signs of real ads, and those that change length, more often than chance would bring them.
TRICKY = st.text(
    st.one_of(st.characters(), st.sampled_from("œŒæßİıé’–\u0301\xad\xa0\u202fﬁ𝗖Å\u2028\r\nA ")), max_size=60
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Chargé·e d’ÉDITION", "charge·e d'edition"),
        ("Cœur de cible", "coeur de cible"),
        ("Cre\u0301ation", "creation"),
        ("28\u202f000\xa0€ – 32\u2009000\xa0€", "28 000 € - 32 000 €"),
        ("e‑réputation", "e-reputation"),
        ("commu\xadnity mana\u200bger", "community manager"),
        ("𝗖𝗼𝗺𝗺𝘂𝗻𝗶𝘁𝘆 Ｍanager", "community manager"),
        ("ﬁdéliser", "fideliser"),
        ("Missions :\n- Publier\r\n- Modérer", "missions :\n- publier \n- moderer"),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(TRICKY)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(), min_size=200, max_size=400))
def test_many_different_characters_fold_like_one(text: str) -> None:
    assert fold(text) == "".join(map(fold, text))


@given(TRICKY, st.data())
def test_a_span_of_the_folded_text_maps_back(text: str, data: st.DataObject) -> None:
    folded = Folded(text)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    low, high = folded.span(start, end)
    assert 0 <= low <= high <= len(text)
    assert folded.text[start:end] in fold(text[low:high])
    assert folded.span(0, len(folded.text))[0] <= low


@given(TRICKY)
def test_a_word_keeps_its_own_span(text: str) -> None:
    whole = f"{text} œuvré {text}"
    folded = Folded(whole)
    start = len(fold(f"{text} "))
    low, high = folded.span(start, start + len("oeuvre"))
    assert fold(whole[low:high]) == "oeuvre"


@given(TRICKY)
def test_the_aligned_text_keeps_the_indices_of_the_folded_one(text: str) -> None:
    folded = Folded(text)
    assert len(folded.aligned) == len(folded.text)
    assert fold(folded.aligned) == folded.text
    assert words(folded.aligned) == words(folded.text)


def test_an_accent_belongs_to_its_letter() -> None:
    folded = Folded("un cafe\u0301 noir")
    start = folded.text.index("cafe")
    low, high = folded.span(start, start + 4)
    assert folded.original[low:high] == "cafe\u0301"


def test_out_of_range_is_refused() -> None:
    with pytest.raises(IndexError):
        Folded("abc").span(1, 9)
