"""A text of ordinary characters is weighed the short way as any text is the long way."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.extract.stems import Stems, weigh, without_gender_marks
from scraper.extract.stems_plain import weigh_plain

ANY = 10**9


def weights(stems: Stems) -> dict[str, int]:
    return {stem: weight for weight, which in stems.items() for stem in which}


@pytest.mark.parametrize(
    "text",
    [
        "Tu filmes l’atelier. Tu montes – seule – les vidéos… À Lyon !\n• Œuvres d’art : 2 500 €",
        "REJOIGNEZ-NOUS\nNous offrons mutuelle, RTT et tickets-restaurant ; vous racontez nos vignes.",
        "Cette offre d’emploi, publiée le 3 mai | nos offres n° 3 | frais de formation",
        "animer les réseaux 🎉 de l'e-commerce (iPhone)",
        "▪️ publier ✍️ chaque jour\n1️⃣ répondre",
    ],
)
def test_ordinary_texts_are_plain(text: str) -> None:
    plain = weigh_plain(text)
    assert plain is not None
    assert weights(plain) == weights(weigh(text, ANY))


def test_too_many_signs_are_left() -> None:
    assert weigh_plain("".join(map(chr, range(0x2800, 0x28FF)))) is None


@pytest.mark.parametrize("text", ["re\u0301seaux", "bon\u200bjour", "żółw", "𝗼𝗳𝗳𝗿𝗲", "straße", "20 m²", "\x7f"])
def test_other_texts_are_not(text: str) -> None:
    assert weigh_plain(text) is None


_PIECES = """ | - | – |- |. |.|!|? |… |•| • |;|:|*|(e)|·e·s|\xa0|\u202f|\r|\t|œuvre|Œuvre|É|animer|Lyon|Bac|bac+2|BAC|cv|offre|'|’
|cette offre d'emploi|d'autres offres|dxautres offres|nos offres n|publiée le|savoir-faire|savoirsfaire|NOUS|nous|vous|"|«|_
|notre cabinet|depuis 2010|depuis 20100|-|--|e-mail|iPhone|leurs|leursx|votre|é|€|🎉|❤️|▪️|1️⃣|️|ⓐ|²|`|´|ł|\u2028|\x85|e\u0301|2|le|/
|frais de  formation|temps complet|temps-complet|type de contrat d'apprentissage|titre;restaurant|Paris-Nord|ſ|İ"""


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from([*_PIECES.split("|"), "|", "\n"]), max_size=40).map("".join))
def test_any_text(text: str) -> None:
    text = without_gender_marks(text)
    if (plain := weigh_plain(text)) is not None:
        assert weights(plain) == weights(weigh(text, ANY))
