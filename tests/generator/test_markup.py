"""Untrusted text shows as it was typed, through HTML and through Markdown."""

import html

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html
from markupsafe import Markup

from generator.markup import inline, paragraphs, plain

HOSTILE = [
    "<script>alert(1)</script>",
    "[x](javascript:alert(1)) ![y](http://z.fr/a.png) <http://z.fr>",
    "{{ 7*7 }} {% raw %} {# c #}",
    "# titre", "- liste", "1. liste", "12) liste", "> citation", "    code", "~~~", "```sh", "a | b", "***", "---",
    "*a* _b_ `c` \\d ^e^ ==f== ~~g~~",
    "note[^1] [[x]] {: onclick=alert(1) } :::plugin",
    "&lt;b&gt; &amp; &#60;",
    "Texte « normal » : l’été, 30 % !",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_becomes_markup(text):
    rendered = markdown.markdown(
        f'<div class="t">\n<p>{plain(text)}</p>\n</div>\n\n{plain(text)}\n',
        extensions=["attr_list", "md_in_html", "tables", "footnotes", "def_list", "admonition", "abbr"],
    )
    shown = lxml_html.fragments_fromstring(rendered)
    expected = " ".join(text.split())
    assert [element.text_content().strip() for element in shown] == [expected, expected]
    assert {child.tag for element in shown for child in element.iter()} <= {"div", "p"}


@given(st.text(max_size=200))
def test_escaping_loses_nothing_but_spaces(text):
    written = plain(text)
    assert not set("<>\"'`*_{}[]") & set(written)
    assert (
        html.unescape(written).split() == text.split()
        or "\x00" in text
        or any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 for c in text)
    )


def test_blank_lines_make_paragraphs():
    assert paragraphs("Un\ndeux\n\n\ntrois <b>") == Markup("<p>Un deux</p>\n<p>trois &#60;b&#62;</p>")


def test_references_are_resolved_and_only_they_are():
    refer = lambda reference: Markup("<i>{}</i>").format(reference)  # noqa: E731
    assert inline("Voir [[a#b]], [[c]].", refer) == Markup("Voir <i>a#b</i>, <i>c</i>.")
    assert "<i>" not in inline("Voir [[a#b]].")
