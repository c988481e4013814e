"""Whatever stands on the disk, the answer is a line, at the path that was written."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from catalog.check import check_paths
from catalog.problem import Problem
from tests.catalog.conftest import RESOURCE, TODAY

ROOT = Path(__file__).parents[2]


@pytest.fixture
def resources(data: Path) -> Path:
    folder = data / "resources"
    folder.mkdir()
    return folder


def told(data: Path, *paths: Path) -> list[str]:
    return [str(problem) for problem in check_paths(data, paths, TODAY)]


def test_a_link_that_turns_in_circles_is_unreadable(data: Path, resources: Path) -> None:
    (resources / "boucle.yml").symlink_to("boucle.yml")
    (data / "skills").symlink_to("skills")
    found = told(data)
    assert [line.partition(":")[0] for line in found] == ["data/resources/boucle.yml", "data/skills"]
    assert "fichier illisible" in found[0]
    assert told(data, resources / "boucle.yml") == found[:1]


def test_a_folder_that_links_to_itself_ends(data: Path, tmp_path: Path) -> None:
    draft = tmp_path / "brouillon" / "resources"
    draft.mkdir(parents=True)
    (draft / "encore").symlink_to("..")
    (draft / "x.yml").write_text(RESOURCE, "utf-8")
    assert told(data, draft.parent) == []


def test_what_lies_around_data_does_not_count_its_entries_twice(data: Path, resources: Path) -> None:
    (resources / "x.yml").write_text(RESOURCE.replace("https", "ftp"), "utf-8")
    assert told(data, data.parent) == told(data)
    (data.parent / "lien").symlink_to("data")
    assert told(data, data.parent / "lien" / "resources" / "x.yml") == told(data)


def test_pipes_and_devices_are_not_read(data: Path, resources: Path) -> None:
    os.mkfifo(resources / "tube.yml")
    (resources / "zero.yml").symlink_to("/dev/zero")
    assert told(data) == [
        "data/resources/tube.yml:1:1: ce n’est pas un fichier ordinaire [unreadable]",
        "data/resources/zero.yml:1:1: ce n’est pas un fichier ordinaire [unreadable]",
    ]


def test_a_folder_that_cannot_be_opened_is_told(data: Path, resources: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listdir = os.listdir

    def refuse(folder: Path) -> list[str]:
        if folder == resources:
            raise PermissionError(13, "Permission denied")
        return listdir(folder)

    monkeypatch.setattr(os, "listdir", refuse)
    (data / "questions").mkdir()
    question = "title: Q ?\nanswer: Voir [[repondre]].\nlimits: L.\ntopics: [salaires]\n"
    (data / "questions" / "q.yml").write_text(question, "utf-8")
    assert told(data) == ["data/resources:1:1: dossier illisible : Permission denied [unreadable]"]


def test_a_linked_entry_is_told_at_its_own_path(data: Path, resources: Path, tmp_path: Path) -> None:
    (tmp_path / "ailleurs.txt").write_text(RESOURCE.replace("https", "ftp"), "utf-8")
    (resources / "x.yml").symlink_to(tmp_path / "ailleurs.txt")
    found = told(data)
    assert [line.partition(" ")[0] for line in found] == ["data/resources/x.yml:2:6:"]
    assert told(data, resources / "x.yml") == told(data, resources) == told(data, data) == found


@pytest.mark.parametrize("name", [b"a\nb", b"\x1b[31mrouge", b"\xff\xfe", b"x" * 200], ids=repr)
def test_an_odd_file_name_takes_one_line_without_control(data: Path, resources: Path, name: bytes) -> None:
    path = Path(os.fsdecode(os.fsencode(resources) + b"/" + name + b".yml"))
    path.write_text(RESOURCE, "utf-8")
    found = told(data)
    assert [line.endswith("[file_name]") for line in found] == [True]
    assert all(character.isprintable() or character == "\xa0" for character in found[0])
    found[0].encode("utf-8")
    assert told(data, path) == found


def test_a_problem_is_one_line_in_readable_characters() -> None:
    assert str(Problem("a\nb", 1, 2, "«\xa0x\x1b »", "c")) == "a\\nb:1:2: «\xa0x\\x1b » [c]"


def test_data_skills_as_a_file_is_told_to_be_a_folder(data: Path) -> None:
    (data / "skills").write_text("", "utf-8")
    assert told(data) == ["data/skills:1:1: « skills » doit être un dossier, avec un fichier par entrée [folder]"]


def test_a_terminal_that_lacks_a_character_still_gets_the_line(data: Path, resources: Path) -> None:
    (resources / "x.yml").write_text(RESOURCE.replace("moderation", "œuvre"), "utf-8")
    command = [sys.executable, "-m", "metier", "check"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "latin-1"}
    done = subprocess.run(command, cwd=data.parent, env=environment, capture_output=True, check=False)
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert b"\\u0153uvre" in done.stdout
