"""``.github/workflows/collect.yml``: its own shell, run on real repositories with a forge that answers as told."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from scraper.settings import LONGEST_CRAWL

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / ".github" / "workflows" / "collect.yml").read_text("utf-8")
JOB: dict[str, Any] = yaml.safe_load(TEXT)["jobs"]["collect"]
STEPS = {step["name"]: step for step in JOB["steps"] if "name" in step}

#: Stands for ``gh``: a pull request is open when the file ``open`` says its number.
GH = """#!/bin/sh
echo "$*" >> "$FORGE/asked"
case "$1 $2" in
  "pr list") cat "$FORGE/open" 2>/dev/null || true ;;
  "pr create") echo 7 > "$FORGE/open" ;;
esac
"""


def git(folder: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=x", "-c", "user.email=x@x.invalid")
    done = subprocess.run(["git", "-C", folder, *identity, *arguments], capture_output=True, text=True, check=True)
    return done.stdout.strip()


class Forge:
    """A bare repository, and a morning of the workflow on a fresh clone of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.origin = folder / "origin.git"
        self.clones = 0
        (folder / "bin").mkdir()
        (folder / "bin" / "gh").write_text(GH)
        (folder / "bin" / "gh").chmod(0o755)
        git(folder, "init", "-q", "--bare", "-b", "main", str(self.origin))
        self.on_main({"first": "kept"})

    def clone(self) -> Path:
        self.clones += 1
        path = self.folder / f"clone{self.clones}"
        git(self.folder, "clone", "-q", str(self.origin), str(path))
        return path

    def on_main(self, ads: dict[str, str]) -> None:
        clone = self.clone()
        git(clone, "switch", "-q", "-C", "main")
        write(clone, ads)
        git(clone, "add", "data")
        git(clone, "commit", "-q", "-m", "x")
        git(clone, "push", "-q", "origin", "main")

    def morning(self, ads: dict[str, str]) -> int:
        """The exit code of the first step of the morning that failed, 0 if none did."""
        clone = self.clone()
        for name in ("Take up what is proposed", "Propose what changed"):
            if code := self.step(clone, name):
                return code
            write(clone, ads)
        return 0

    def step(self, clone: Path, name: str) -> int:
        (self.folder / "health.txt").write_text("tout va\n")
        environ = os.environ | {
            "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}",
            "FORGE": str(self.folder),
            "RUNNER_TEMP": str(self.folder),
        }
        return subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", STEPS[name]["run"]], cwd=clone, env=environ, capture_output=True
        ).returncode

    def proposed(self) -> dict[str, str]:
        names = git(self.origin, "ls-tree", "--name-only", "collecte:data/collected").split()
        return {name: git(self.origin, "show", f"collecte:data/collected/{name}") for name in names}

    def asked(self, *words: str) -> int:
        return sum(line.startswith(words) for line in (self.folder / "asked").read_text().splitlines())


def write(clone: Path, ads: dict[str, str]) -> None:
    (clone / "data" / "collected").mkdir(parents=True, exist_ok=True)
    for name, text in ads.items():
        (clone / "data" / "collected" / name).write_text(text)


@pytest.fixture
def forge(tmp_path: Path) -> Forge:
    return Forge(tmp_path)


def test_a_morning_that_changes_nothing_proposes_nothing(forge: Forge) -> None:
    assert forge.morning({"first": "kept"}) == 0
    assert forge.asked("pr create") == 0


def test_while_its_request_is_open_the_branch_goes_on(forge: Forge) -> None:
    assert forge.morning({"monday": "1"}) == 0
    forge.on_main({"by-hand": "x"})
    assert forge.morning({"tuesday": "2"}) == 0
    assert forge.proposed() == {"by-hand": "x", "first": "kept", "monday": "1", "tuesday": "2"}
    assert (forge.asked("pr create"), forge.asked("pr edit 7"), forge.asked("workflow run site.yml")) == (1, 1, 2)
    assert "tout va" in (forge.folder / "body.md").read_text("utf-8")


def test_once_it_is_closed_the_branch_starts_again_from_main(forge: Forge) -> None:
    assert forge.morning({"monday": "1"}) == 0
    (forge.folder / "open").unlink()
    assert forge.morning({"tuesday": "2"}) == 0
    assert forge.proposed() == {"first": "kept", "tuesday": "2"}
    assert forge.asked("pr create") == 2


def test_what_main_contradicts_is_told_before_anything_is_read(forge: Forge) -> None:
    assert forge.morning({"first": "1"}) == 0
    forge.on_main({"first": "2"})
    assert forge.morning({"tuesday": "2"}) == 1
    assert forge.proposed() == {"first": "1"}


def test_raw_answers_are_not_published() -> None:
    assert not re.search(r"uses: actions/(cache|upload-artifact)", TEXT)
    assert "--no-archive" in STEPS["Read the sources"]["run"]


def test_what_reads_the_web_may_not_write_here() -> None:
    assert JOB["steps"][0]["with"]["persist-credentials"] is False
    assert "GH_TOKEN" not in STEPS["Read the sources"]["env"]


def test_words_typed_by_hand_are_no_option() -> None:
    assert STEPS["Read the sources"]["run"].count("$SOURCES") == STEPS["Read the sources"]["run"].count("-- $SOURCES")


def test_all_is_stopped_and_kept_well_before_the_job_ends() -> None:
    found = re.search(r"--signal=INT --kill-after=(\d+)m (\d+)m", STEPS["Read the sources"]["run"])
    assert found
    grace, deadline = map(int, found.groups())
    assert deadline + grace + 10 <= JOB["timeout-minutes"]
    assert deadline * 60 > LONGEST_CRAWL
    assert STEPS["Propose what changed"]["if"].startswith("${{ !cancelled()")
