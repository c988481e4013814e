"""README and CONTRIBUTING keep their word: what they name exists, what they show is valid."""

from __future__ import annotations

import ast
import datetime as dt
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from catalog.catalog import FOLDERS
from catalog.load import load_catalog
from catalog.problem import Problem
from catalog.reading import read_yaml
from catalog.schema import entry_schema

ROOT = Path(__file__).parents[1]
TODAY = dt.date(2026, 11, 22)
DOCUMENTS = ["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", *sorted(
    path.relative_to(ROOT).as_posix() for path in (ROOT / "docs" / "decisions").glob("*.md")
)]  # fmt: skip


def text_of(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_files_that_a_document_links_to_exist(name: str) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)", text_of(name))
    assert [link for link in links if not (ROOT / name).parent.joinpath(link).exists()] == []


def test_the_folders_and_files_of_the_map_exist() -> None:
    rows = re.findall(r"^\| `([^`]+)` \|", text_of("README.md"), re.MULTILINE)
    assert len(rows) >= 8
    assert [row for row in rows if not (ROOT / row).exists()] == []


def defined(path: Path) -> set[str]:
    """The functions, classes and methods (``Class.method``) of a module."""
    names = set()
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        if isinstance(node, ast.ClassDef):
            methods = (item for item in node.body if isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef))
            names |= {f"{node.name}.{item.name}" for item in methods}
    return names


STEPS = re.findall(r"`([\w/]+\.py):([\w.]+)`", text_of("README.md"))


def test_the_entry_is_followed_all_the_way() -> None:
    assert len(STEPS) >= 12
    assert (ROOT / "data" / "interviews" / "herve-kabla.yml").is_file()


@pytest.mark.parametrize(("path", "name"), STEPS, ids=[f"{path}:{name}" for path, name in STEPS])
def test_each_step_of_the_readme_exists(path: str, name: str) -> None:
    assert name in defined(ROOT / path)


TARGETS = set(re.findall(r"^([a-z]+):", text_of("Makefile"), re.MULTILINE))


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_each_make_target_named_exists(name: str) -> None:
    named = set(re.findall(r"(?:^|`)make ([a-z]+)\b", text_of(name), re.MULTILINE))
    assert {"site", "serve", "test"} <= named <= TARGETS


#: The examples of the contributor's guide: the path in their first line, the text.
EXAMPLES: dict[str, str] = dict(re.findall(r"```yaml\n# (data/\S+)\n(.*?)```", text_of("CONTRIBUTING.md"), re.DOTALL))


def test_every_kind_that_people_write_has_an_example() -> None:
    shown = {path.split("/")[1] for path in EXAMPLES}
    assert set(FOLDERS) - shown == {"sources"}  # written with the program that reads them


@pytest.fixture(scope="module")
def known_problems() -> list[Problem]:
    """Those of the data as they are: ``metier check`` tells them, not this test."""
    return load_catalog(ROOT / "data", TODAY).problems


@pytest.mark.parametrize("path", EXAMPLES)
def test_each_example_is_valid(path: str, known_problems: list[Problem], tmp_path: Path) -> None:
    file = tmp_path / path
    file.parent.mkdir(parents=True)
    file.write_text(EXAMPLES[path], "utf-8")
    if file.parent.name == "data":
        value = read_yaml(file.read_bytes(), path).value
        assert list(Draft202012Validator(entry_schema(file.stem)).iter_errors(value)) == []
        return
    assert not (ROOT / path).exists(), "an example must not stand for a real entry"
    problems = load_catalog(ROOT / "data", TODAY, extra=(file,)).problems
    assert [str(problem) for problem in problems if problem not in known_problems] == []
