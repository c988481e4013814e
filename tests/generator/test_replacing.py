from __future__ import annotations

import contextlib
import subprocess
import sys

import pytest

from generator.replacing import ForeignFolder, replacing


@pytest.fixture
def dead_pid() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_what_a_killed_run_left_is_removed(tmp_path, dead_pid):
    (tmp_path / f".site-{dead_pid}-new" / "a").mkdir(parents=True)
    (tmp_path / f".site-{dead_pid}-old").mkdir()
    (tmp_path / "site").mkdir()
    with replacing(tmp_path / "site", "index.html") as folder:
        (folder / "index.html").touch()
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_folder_moved_aside_by_a_killed_run_comes_back(tmp_path, dead_pid):
    aside = tmp_path / f".site-{dead_pid}-old"
    aside.mkdir()
    (aside / "index.html").write_text("ancien")
    with pytest.raises(RuntimeError), replacing(tmp_path / "site", "index.html"):
        raise RuntimeError
    assert (tmp_path / "site/index.html").read_text() == "ancien"


def test_a_run_under_way_and_other_folders_are_left_alone(tmp_path):
    under_way = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        names = {f".site-{under_way.pid}-new", ".site-notes", ".sites-1-new", "site-1-new"}
        for name in names:
            (tmp_path / name).mkdir()
        with replacing(tmp_path / "site", "index.html"):
            pass
        assert {path.name for path in tmp_path.iterdir()} == {*names, "site"}
    finally:
        under_way.communicate(b"\n")


def test_a_link_to_a_folder_stays_a_link(tmp_path):
    (tmp_path / "vrai").mkdir()
    (tmp_path / "site").symlink_to("vrai")
    with replacing(tmp_path / "site", "index.html") as folder:
        (folder / "index.html").write_text("neuf")
    assert (tmp_path / "site").is_symlink()
    assert (tmp_path / "vrai/index.html").read_text() == "neuf"


@pytest.mark.parametrize(
    ("held", "ours"), [(["marque"], True), (["a", "b/c"], True), (["a"], False), (["marque/a"], False), ([], True)]
)
def test_an_earlier_output_is_known_by_its_mark_or_by_all_it_held_before_marks(tmp_path, held, ours):
    target = tmp_path / "cible"
    target.mkdir()
    for name in held:
        (target / name).parent.mkdir(exist_ok=True)
        (target / name).touch()
    with (
        contextlib.nullcontext() if ours else pytest.raises(ForeignFolder),
        replacing(target, "marque", unmarked=["a", "b/c"]),
    ):
        pass
    assert [path.name for path in target.iterdir()] == (["marque"] if ours else [name.split("/")[0] for name in held])


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_what_is_not_ours_is_replaced_only_when_told(tmp_path, kind):
    target = tmp_path / "cible"
    if kind == "file":
        target.write_text("important")
    else:
        target.mkdir()
        (target / "important").touch()
    with pytest.raises(ForeignFolder), replacing(target, "marque"):
        pass
    with replacing(target, "marque", force=True):
        pass
    assert [path.name for path in target.iterdir()] == ["marque"]
