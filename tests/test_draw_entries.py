"""The entries checked fact by fact: drawn at random, and the same whoever draws them."""

import math

import pytest

from benchmarks.__main__ import benchmark_names
from benchmarks.draw_entries import DATA, KINDS, draw, drawn_entries, main

IDS = [f"entree-{number:03}" for number in range(147)]


def test_the_draw_is_the_same_each_time_and_in_whatever_order_the_ids_come():
    assert draw(IDS) == draw(IDS[::-1]) == draw(iter(IDS))
    assert draw(IDS) != draw(IDS, seed=2027)


def test_the_draw_is_written_here_so_that_no_version_of_python_changes_it_unseen():
    assert draw("abcdefghijklmnopqrst") == ["d", "k"]


@pytest.mark.parametrize(("count", "size"), [(0, 0), (1, 1), (10, 1), (11, 2), (147, 15), (300, 30)])
def test_ten_per_cent_are_drawn_rounded_up(count, size):
    ids = [str(number) for number in range(count)]
    drawn = draw(ids)
    assert len(drawn) == len(set(drawn)) == size
    assert set(drawn) <= set(ids)


def test_ten_per_cent_of_each_kind_are_drawn():
    drawn = drawn_entries()
    assert tuple(drawn) == KINDS
    for kind, ids in drawn.items():
        assert len(ids) == math.ceil(len(list((DATA / kind).glob("*.yml"))) / 10)
        assert all((DATA / kind / f"{name}.yml").is_file() for name in ids)


def test_the_kinds_are_drawn_apart(tmp_path):
    for kind in KINDS:
        (tmp_path / kind).mkdir()
        for name in IDS:
            (tmp_path / kind / f"{name}.yml").touch()
    before = drawn_entries(tmp_path)
    (tmp_path / KINDS[0] / "une-de-plus.yml").touch()
    after = drawn_entries(tmp_path)
    assert all(after[kind] == before[kind] for kind in KINDS[1:])


def test_the_command_prints_one_entry_a_line(capsys):
    main()
    lines = capsys.readouterr().out.splitlines()
    assert lines == [f"{kind}/{name}" for kind, ids in drawn_entries().items() for name in ids]


def test_the_draw_is_no_benchmark_of_time():
    assert "draw_entries" not in benchmark_names()
