"""Descriptions to clean text."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parsel import Selector

from scraper.extract.html_text import MAX_TEXT, element_to_text, html_to_text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>Un.</p><p>Deux.</p>", "Un.\n\nDeux."),
        ("<ul><li>Un</li><li><p>Deux</p></li></ul>Fin", "- Un\n- Deux\n\nFin"),
        ("<ul><li>• Un</li></ul>", "- Un"),
        ("<p>Un</p><li></li>Deux", "Un\n\nDeux"),
        ("<p>Un</p><li></li><p>Deux</p>", "Un\n\nDeux"),
        ("<ul><li><b></b></li></ul>Un", "Un"),
        ("<ul><li><b></b></li> un</ul>", "un"),
        ("<ul><li><span></span></li>Un</ul>", "Un"),
        ("<ul><li><!-- c --> </li>un</ul>", "un"),
        ("<ul><li><b></b> <i>Un</i></li></ul>", "- Un"),
        ('<ul><li class="a"></li></ul><p>Un</p>', "Un"),
        ("Un<ul><li></li></ul>Deux", "Un\n\nDeux"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("<b>Titre</b>\nsuite", "Titre\nsuite"),
        ("Ligne 1\r\nLigne 2\n\n\n\nLigne 3", "Ligne 1\nLigne 2\n\nLigne 3"),
        ("• Un\n* Deux\n– Trois", "- Un\n- Deux\n- Trois"),
        ("<script>alert(1)</script>a<style>b{}</style><!-- c -->d", "ad"),
        ("&lt;p&gt;R&amp;eacute;daction &amp;amp; veille&lt;/p&gt;", "Rédaction & veille"),
        ("&amp;lt;p&amp;gt;a&amp;lt;/p&amp;gt;", "a"),
        ("12 000 € (net)", "12 000 € (net)"),
        ("moins de 30 k€ : x < y && z", "moins de 30 k€ : x < y && z"),
        ("à l’é\u00adquipe\u200b", "à l’équipe"),
        (
            "<table><tr><td>Lieu</td><td>Brest</td></tr><tr><td>Durée</td><td>6 mois</td></tr></table>",
            "Lieu Brest\nDurée 6 mois",
        ),
        ("un mot<span>collé</span> et <em>un autre</em>.", "un motcollé et un autre."),
        ("", ""),
        ("<p></p>\x00", ""),
    ],
)
def test_html_to_text(source: str, text: str) -> None:
    assert html_to_text(source) == text


@given(st.text())
def test_any_text_gives_tidy_text(source: str) -> None:
    for text in (html_to_text(source), html_to_text(f"<p>{source}</p>")):
        assert text == text.strip()
        assert "\n\n\n" not in text
        assert "  " not in text


@given(st.lists(st.text(alphabet="abcdéè ,.'’", min_size=1).map(str.strip).filter(bool), min_size=1))
def test_paragraphs_survive_any_level_of_escaping(paragraphs: list[str]) -> None:
    source = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    once = html_to_text(source)
    assert html_to_text(html.escape(source)) == once
    assert html_to_text(html.escape(html.escape(source))) == once


def test_output_is_bounded() -> None:
    assert len(html_to_text("<p>mot</p>" * 100_000)) <= MAX_TEXT


_WORDS = st.text(st.sampled_from("ab é-•*\n\t\xa0>;"), max_size=6)
_TEXT = st.lists(_WORDS | st.sampled_from(("&amp;", "&nbsp;", "&#39;", "&rsquo;", "&euro;", "<br>")), max_size=4)
_PHRASE = st.recursive(
    _TEXT.map("".join),
    lambda inner: st.builds("{0}<{1}>{2}</{1}>{0}".format, _TEXT.map("".join), st.sampled_from("bi"), inner),
    max_leaves=4,
)
_BLOCK = st.builds("<{0}>{1}</{0}>{2}".format, st.sampled_from(("p", "h2", "li")), _PHRASE, st.sampled_from(" \n"))
_LIST = st.lists(_PHRASE, max_size=3).map(lambda items: f"<ul>{''.join(f'<li>{item}</li> ' for item in items)}</ul>")


@given(st.lists(_BLOCK | _LIST, min_size=1, max_size=5).map("".join), st.data())
def test_plain_paragraphs_are_read_as_the_parser_reads_them(source: str, data: st.DataObject) -> None:
    """Sound or with a piece put where it should not be, the text is that of the tree lxml makes of it."""
    if data.draw(st.booleans()):
        at = data.draw(st.integers(0, len(source)))
        source = (
            source[:at] + data.draw(st.sampled_from(("<", "</p>", "<li>", "<br>", "</", "<b>", "x"))) + source[at:]
        )
    assert html_to_text(source) == element_to_text(Selector(text=source, type="html").root)
