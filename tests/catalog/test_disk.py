"""What a disk refuses is told in French, with the path that was refused."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from catalog.disk import reason, refusal


@pytest.mark.parametrize(
    ("code", "told"),
    [(errno.EROFS, "disque en lecture seule"), (errno.EACCES, "accès refusé"), (errno.EPIPE, "Pipe")],
)
def test_the_reason_is_told_and_in_the_words_of_the_system_when_we_have_none(code: int, told: str) -> None:
    assert reason(OSError(code, "Pipe")) == told


def test_a_path_is_named_once() -> None:
    refused = PermissionError(errno.EACCES, "Permission denied", "site/a")
    assert refusal(refused, Path("site")) == "« site » : accès refusé (site/a)"
    assert refusal(refused, Path("site/a")) == "« site/a » : accès refusé"
