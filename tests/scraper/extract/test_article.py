"""What is read of a page, and that no page, however made, does harm."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.extract.article import MAX_LINES, read_article

TODAY = dt.date(2026, 11, 25)
BODY = (
    "<p>Elle anime les réseaux de la ville depuis trois ans et répond aux habitants chaque matin, avec soin.</p>" * 4
)


def page(head: str = "", body: str = BODY, lang: str = "fr") -> str:
    return (
        f"<html lang='{lang}'><head><meta charset='utf-8'>{head}</head><body><article>{body}</article></body></html>"
    )


@pytest.mark.parametrize(
    ("head", "body", "published"),
    [
        ("<meta property='article:published_time' content='2021-03-09T23:30:00+02:00'>", BODY, "2021-03-09"),
        ("<meta name='dcterms.issued' content='2013-04'>", BODY, "2013-04"),
        ('<script type="application/ld+json">{"@type":"BlogPosting","datePublished":"2020-01-02"}</script>', BODY, "2020-01-02"),
        ("", "<time datetime='2019-05-06'>lundi</time>" + BODY, "2019-05-06"),
        ("", "<div class='post-date'>Publié le 12 mai 2018</div>" + BODY, "2018-05-12"),
        ("", "<p>Mis en ligne le 3 octobre 2017</p>" + BODY, "2017-10-03"),
        ("<meta property='article:published_time' content='2031-01-01'>", BODY, None),
        ("", "<time class='updated' datetime='2024-01-01'>hier</time>" + BODY, None),
        ("", BODY, None),
    ],
)  # fmt: skip
def test_the_date_a_page_gives_itself(head: str, body: str, published: str | None) -> None:
    article = read_article(page(head, body), today=TODAY)
    assert article is not None
    assert (str(article.published) if article.published else None) == published


def test_the_title_is_without_the_name_of_the_site() -> None:
    head = "<title>Un métier – Le Carnet</title><meta property='og:site_name' content='Le Carnet'>"
    article = read_article(page(head), today=TODAY)
    assert article is not None
    assert (article.title, article.publisher, article.language) == ("Un métier", "Le Carnet", "fr")


def test_the_words_tell_the_language_that_a_theme_does_not() -> None:
    article = read_article(page(lang="en-US"), today=TODAY)
    assert article is not None
    assert article.language == "fr"


@pytest.mark.parametrize(
    "byline",
    ["Par Jules Martin", "Par Jules Martin, le 3 mai", "Propos recueillis par Nadia Ferrand", "Écrit par Luc Roy", "Photo : Ana Gil"],
)  # fmt: skip
def test_who_wrote_the_page_is_left_out(byline: str) -> None:
    article = read_article(
        page(body=f"<p>{byline}</p>{BODY}<p>Par exemple, elle relit toujours deux fois.</p>"), today=TODAY
    )
    assert article is not None
    assert byline not in article.text
    assert "Par exemple" in article.text
    told = page("<meta name='author' content='Jules Martin'>")
    assert "Jules" not in repr(read_article(told, today=TODAY))


def test_a_publisher_that_is_a_person_is_not_named() -> None:
    script = '<script type="application/ld+json">{"@type":"Article","publisher":{"@type":"Person","name":"Luc Roy"}}</script>'
    article = read_article(page(script), today=TODAY)
    assert article is not None
    assert article.publisher is None


def test_menus_comments_and_scripts_are_no_article() -> None:
    around = "<nav><a href='/'>Accueil du site</a></nav>"
    comments = "<div id='comments' class='comments-area'><p>Super article, merci beaucoup pour tout !</p></div>"
    article = read_article(
        f"<body>{around}<article>{BODY}<script>volé()</script></article>{comments}</body>", today=TODAY
    )
    assert article is not None
    for word in ("Accueil du site", "Super article", "volé"):
        assert word not in article.text


HOSTILE = {
    "deep": "<div>" * 100_000 + "x",
    "lists": "<ul><li>" * 20_000 + "coucou",
    "tables": "<table><tr><td>" * 5_000 + "x",
    "bold": "<b>" * 50_000 + "x",
    "attributes": "<p " + "a=1 " * 200_000,
    "entities": "&lt;" * 300_000,
    "comments": "<!--" * 200_000,
    "one paragraph": "<p>" + "mot " * 400_000,
    "paragraphs": "<p>mot mot ?" * 60_000,
    "headings": "<h2>Pourquoi ?</h2><p>Parce que je le dis et le répète.</p>" * 20_000,
    "dates": "<div class='date'>12 mai 2018 " * 5_000,
    "json": '<script type="application/ld+json">' + "[" * 200_000 + "</script>" + BODY,
    "nothing": "",
    "null": "\x00\x00",
    "surrogate": "<p>\ud800 mot</p>",
    "xml": '<?xml version="1.0" encoding="utf-16"?><p>mot</p>',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_cost_little(name: str) -> None:
    begun = time.process_time()
    article = read_article(HOSTILE[name], today=TODAY)
    assert time.process_time() - begun < 4
    assert article is None or len(article.lines) <= MAX_LINES


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["<p>", "</p>", "<b>", "</div>", "<ul><li>", "<br>", "<h2>", "Qui ?", "\x00", "&#0;", "<td>", "é", "<article>", "<!--", "<time>"]), max_size=60))  # fmt: skip
def test_no_page_raises(parts: list[str]) -> None:
    read_article("".join(parts), today=TODAY)
