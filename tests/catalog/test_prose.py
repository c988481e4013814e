"""What hand-written pages call, and what ``metier check`` says of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.check import check_paths
from catalog.prose import calls_in
from tests.catalog.conftest import RESOURCE, TODAY


def called(text: str) -> list[str]:
    return [call.reference for call in calls_in(text)]


@pytest.fixture
def docs(data: Path) -> Path:
    (data / "resources").mkdir()
    (data / "resources" / "x.yml").write_text(RESOURCE, "utf-8")
    folder = data.parent / "docs"
    (folder / "metier").mkdir(parents=True)
    return folder


def told(data: Path, *paths: Path) -> list[str]:
    return [str(problem) for problem in check_paths(data, paths, TODAY)]


@pytest.mark.parametrize(
    "text",
    [
        "Lire [[a]].",
        "| a |\n|---|\n| [[a]] |",
        "- un\n\n    suite de l’élément, [[a]]",
        "- un\nsuite\n\n    et encore, [[a]]",
        '!!! note "Titre"\n    [[a]]',
        "Mot\n: définition\n\n    [[a]]",
        "Un paragraphe\n    dont la suite est décalée, [[a]]",
        "```\nb\n```\n[[a]]",
        "Un ` seul.\n\nUn autre ` ici, [[a]]",
        "<p>[[ a ]]</p>",
    ],
)
def test_a_text_calls_an_entry(text: str) -> None:
    assert called(text) == ["a"]


@pytest.mark.parametrize(
    "text",
    [
        "`[[a]]`",
        "``un ` et [[a]]``",
        "```\n[[a]]\n```",
        "~~~~ yaml\n~~~\n[[a]]\n~~~~",
        "```\nbloc jamais fermé\n[[a]]",
        "Avant\n\n    [[a]]\n\n    [[a]]\n",
        "\t[[a]]",
        "<pre>\n[[a]]\n</pre>",
        "<!-- [[a]] -->",
        "---\ntitle: '[[a]]'\n---\nRien",
        "[a][b]",
    ],
)
def test_front_matter_code_and_comments_call_nothing(text: str) -> None:
    assert called(text) == []


@given(
    st.lists(st.sampled_from(["[[a]]", "`", "```", "\n", "\n\n", "    ", "- ", "mot", "<!--", "-->", "---\n", "é"]))
)
def test_every_call_is_where_it_says(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert all(text[call.start : call.end] == f"[[{call.reference}]]" for call in calls_in(text))


def test_an_unknown_reference_is_told_at_its_line(data: Path, docs: Path) -> None:
    (docs / "metier" / "index.md").write_text("---\ntitle: Le métier\n---\n\nLire [[x]]\net [[xx]].\n", "utf-8")
    assert told(data) == [
        "docs/metier/index.md:6:4: « [[xx]] » : aucune entrée « xx » ; vouliez-vous dire « x » ? [unknown_reference]"
    ]


def test_a_page_is_told_what_the_entry_may_have_been(data: Path, docs: Path) -> None:
    (data / "resources" / "repondre-vite.yml").write_text(
        RESOURCE.replace("vite", "bien").replace("/r", "/z"), "utf-8"
    )
    (docs / "a.md").write_text("[[repondre-vites]] puis [[repondre-vite#age]]", "utf-8")
    unknown, missing = told(data)
    assert "aucune entrée « repondre-vites » ; vouliez-vous dire « repondre-vite » ?" in unknown
    assert "docs/a.md:1:25: « [[repondre-vite#age]] » : repondre-vite n’a pas de chiffre « age »" in missing


def test_brackets_left_open_are_told(data: Path, docs: Path) -> None:
    (docs / "a.md").write_text("Lire [[x\n]] ou `[[`.", "utf-8")
    assert [line.split(" ")[0] for line in told(data)] == ["docs/a.md:1:6:", "docs/a.md:2:1:"]


def test_an_entry_that_cannot_be_read_is_told_once(data: Path, docs: Path) -> None:
    (data / "resources" / "x.yml").write_text(RESOURCE.replace("https", "ftp"), "utf-8")
    (docs / "a.md").write_text("Lire [[x]].", "utf-8")
    assert [line.partition(":")[0] for line in told(data)] == ["data/resources/x.yml"]


def test_notes_for_contributors_are_no_pages(data: Path, docs: Path) -> None:
    (docs / "decisions").mkdir()
    (docs / "decisions" / "0001.md").write_text("[[nulle-part]]", "utf-8")
    assert told(data) == []


def test_one_page_is_checked_alone(data: Path, docs: Path) -> None:
    (docs / "a.md").write_text("[[b]]", "utf-8")
    (docs / "metier" / "b.md").write_text("[[c]]", "utf-8")
    assert [line.partition(":")[0] for line in told(data, docs / "a.md")] == ["docs/a.md"]
    assert [line.partition(":")[0] for line in told(data, docs / "metier")] == ["docs/metier/b.md"]
    assert told(data, data) == []
