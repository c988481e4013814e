"""``metier collect`` as a person runs it, in a checkout of its own."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console

from catalog.models import Run
from catalog.store import JOURNAL, load_collected
from scraper.run.health import health
from scraper.run.journal import Head, Journal
from scraper.run.lock import locked
from scraper.run.reactor import SECOND
from scraper.run.screen import summary
from scraper.sources import adapters
from tests.catalog.test_store import ad
from tests.scraper.run.conftest import ROOT, board
from tests.scraper.run.test_lock import hold

STARTED = dt.datetime(2026, 11, 25, 6, tzinfo=dt.UTC)
COLLECT = [sys.executable, "-m", "metier", "collect"]
#: No terminal, no colour, no key.
ENVIRONMENT = {
    "PATH": os.environ["PATH"],
    "PYTHONPATH": str(ROOT),
    "NO_COLOR": "1",
    "HOME": os.environ.get("HOME", ""),
}


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder like a checkout, whose data/ is ours for reading, data/collected apart."""
    (tmp_path / "data").mkdir()
    for item in (ROOT / "data").iterdir():
        if item.name != "collected":
            (tmp_path / "data" / item.name).symlink_to(item)
    (tmp_path / "tests").symlink_to(ROOT / "tests")
    return tmp_path


def metier(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COLLECT, *arguments], cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, timeout=120, check=False
    )


def test_the_demonstration_runs_every_adapter_and_leaves_data_alone(checkout: Path) -> None:
    done = metier(checkout, "--sandbox")
    assert done.returncode == 0, done.stdout + done.stderr
    collected, problems = load_collected(checkout / ".demo")
    assert problems == []
    for name in adapters():
        assert f"\n{name} (" in done.stdout
    assert "adzuna-exemple, erreurs : 1 × élément illisible dans une liste (identifiant 4901000007)." in done.stdout
    brought = {record.source for kind in ("ads", "candidates", "pay") for record in collected.kind(kind).values()}
    assert {path.stem for path in (checkout / ".demo" / "sources").glob("*.yml")} == brought == set(collected.runs)
    assert not (checkout / "data" / "collected").exists()
    assert (checkout / ".demo" / "archive").is_dir()


def test_stopped_by_a_person_it_says_so_and_keeps_what_it_got(checkout: Path) -> None:
    process = subprocess.Popen(
        [*COLLECT, "--sandbox"],
        cwd=checkout,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    said = ""
    while " gardées" not in said:
        said += process.stdout.readline()
    process.send_signal(signal.SIGINT)
    rest, errors = process.communicate(timeout=60)
    assert process.returncode == 130, errors
    assert "Collecte interrompue : ce qui a été lu est gardé." in rest
    collected, problems = load_collected(checkout / ".demo")
    assert problems == []
    assert collected.ads or collected.candidates or collected.pay


def test_stopped_twice_it_ends_at_once_and_lets_the_next_one_in(checkout: Path) -> None:
    process = subprocess.Popen(
        [*COLLECT, "--sandbox"],
        cwd=checkout,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline()
    process.send_signal(signal.SIGINT)
    while process.poll() is None:
        process.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(0.2)
    _, errors = process.communicate()
    assert process.returncode == 130
    assert SECOND.strip() in errors
    with locked(checkout / ".demo", dt.datetime(2026, 11, 25, tzinfo=dt.UTC)):
        pass


def test_what_a_killed_run_left_is_taken_up_even_when_nothing_is_due(checkout: Path) -> None:
    folder = checkout / "data" / "collected"
    started = dt.datetime(2026, 11, 24, 8, tzinfo=dt.UTC)
    head = Head(source="remotive", kind="ads", started=started, as_of=started.date())
    journal = Journal(folder / JOURNAL / "remotive.jsonl", head)
    journal.add(ad("remotive-1", source="remotive"))
    journal.close()
    done = metier(checkout, "adzuna")
    assert "remotive : 1 fiche reprise d’une collecte arrêtée net." in done.stdout
    assert set(load_collected(folder)[0].ads) == {"remotive-1"}


def test_a_terminal_that_lacks_our_letters_is_no_failure(checkout: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "metier", "sources"], cwd=checkout, capture_output=True, timeout=60, check=False,
        env=ENVIRONMENT | {"PYTHONIOENCODING": "latin-1"},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_second_run_exits_75_and_names_the_first(checkout: Path) -> None:
    folder = checkout / "data" / "collected"
    folder.mkdir()
    process = hold(folder)
    done = metier(checkout, "remotive", "--no-archive")
    process.communicate("")
    assert done.returncode == 75
    assert f"processus {process.pid}" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["inconnue"], 2, "source inconnue : « inconnue »"),
        (["remotif"], 2, "source inconnue : « remotif » ; vouliez-vous dire « remotive » ?"),
        (["--accept", "remotive"], 2, "remotive : rien n’attend d’être accepté"),
        (["--sandbox", "--accept", "x"], 2, "--sandbox ne va pas avec --accept"),
        (["adzuna"], 2, "adzuna : ignorée, variables d’environnement absentes (ADZUNA_APP_ID, ADZUNA_APP_KEY)"),
        (["--replay", "nulle-part"], 2, "archive introuvable : nulle-part"),
        (["--replay", "s3://seau/archive"], 2, "archive illisible, s3://seau/archive"),
        (["--archive", "s3://seau/archive"], 2, "rien ne peut être gardé dans s3://seau/archive : Install s3fs"),
        (["--archive", "rien://seau"], 2, "rien ne peut être gardé dans rien://seau"),
        (["--replay", "data/metrics.yml"], 1, "data/metrics.yml ne contient aucun enregistrement WARC lisible"),
    ],
)
def test_wrong_words_are_told_in_a_line(checkout: Path, arguments: list[str], code: int, said: str) -> None:
    done = metier(checkout, *arguments)
    assert done.returncode == code, done.stdout + done.stderr
    assert said in done.stdout
    assert done.stderr == ""


def test_the_health_of_the_sources_is_a_table_and_names_the_keys_that_are_missing(checkout: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "metier", "sources"],
        cwd=checkout, env=ENVIRONMENT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "jamais lue" in done.stdout
    assert "adzuna : ignorée, variables d’environnement absentes (ADZUNA_APP_ID, ADZUNA_APP_KEY)" in done.stdout


def test_tables_fit_a_terminal_of_eighty_columns_and_leave_no_name_out() -> None:
    name = "une-source-dont-le-nom-est-long"
    source = board(name)
    run = Run(source=name, started=STARTED, ended=STARTED, as_of=STARTED.date(), status="quarantined", kept=1234)
    for table in (health({name: source}, {name: [run]}, {}, 80).table, summary([run], {name: "greenhouse"}, 80)):
        console = Console(width=80, file=io.StringIO())
        console.print(table)
        text = console.file.getvalue()  # type: ignore[attr-defined]
        assert "…" not in text
        assert name in "".join(line.split()[0] for line in text.splitlines() if line.strip())
    wide = Console(width=170, file=io.StringIO())
    wide.print(summary([run], {name: "greenhouse"}, 170))
    assert "greenhouse" in wide.file.getvalue()  # type: ignore[attr-defined]


def test_health_tells_of_the_data_in_place_and_not_of_what_was_refused() -> None:
    source = board("x")
    good = Run(source="x", started=STARTED, ended=STARTED, as_of=dt.date(2026, 11, 20), status="good", kept=60)
    later = STARTED + dt.timedelta(days=1)
    refused = Run(source="x", started=later, ended=later, as_of=later.date(), status="quarantined", kept=400)
    console = Console(width=80, file=io.StringIO())
    console.print(health({"x": source}, {"x": [good, refused]}, {}, 80).table)
    (row,) = [line.split() for line in console.file.getvalue().splitlines() if line.startswith(" x ")]  # type: ignore[attr-defined]
    assert row == ["x", "20/11/2026", "en", "quarantaine", "0", "0", "0"]


def test_what_the_disk_refuses_to_the_demonstration_is_told_in_french(checkout: Path) -> None:
    (checkout / ".demo").touch()
    done = metier(checkout, "--sandbox")
    assert (done.returncode, done.stderr) == (1, "")
    assert "un fichier de ce nom existe déjà" in done.stdout


def test_the_demonstration_replays_its_archive_byte_for_byte(checkout: Path) -> None:
    def kept() -> dict[str, bytes]:
        return {
            str(path.relative_to(checkout)): path.read_bytes()
            for kind in ("ads", "candidates", "pay")
            for path in (checkout / ".demo" / kind).rglob("*")
            if path.is_file()
        }

    assert metier(checkout, "--sandbox").returncode == 0
    before = kept()
    assert len(before) >= 3
    for kind in ("ads", "candidates", "pay"):
        shutil.rmtree(checkout / ".demo" / kind)
    done = metier(checkout, "--sandbox", "--replay", ".demo/archive")
    assert done.returncode == 0, done.stdout + done.stderr
    assert kept() == before


def test_a_damaged_archive_shows_in_the_exit_code(checkout: Path) -> None:
    assert metier(checkout, "--sandbox", "lever-exemple").returncode == 0
    (whole,) = (checkout / ".demo" / "archive").rglob("*.warc.gz")
    cut = checkout / "cut.warc.gz"
    cut.write_bytes(whole.read_bytes()[:-40])
    done = metier(checkout, "--sandbox", "--replay", "cut.warc.gz")
    assert "Archive abîmée : 1 enregistrement illisible, ignoré." in done.stdout
    assert done.returncode == 1, done.stdout


def test_stopped_while_it_starts_it_says_so_in_french(checkout: Path, tmp_path: Path) -> None:
    """A Ctrl-C during the imports, played by the module that is imported."""
    package = tmp_path / "early" / "scraper" / "run"
    package.mkdir(parents=True)
    for folder in (package.parent, package):
        (folder / "__init__.py").touch()
    (package / "entry.py").write_text("raise KeyboardInterrupt")
    early = ENVIRONMENT | {"PYTHONPATH": f"{package.parents[1]}:{ROOT}"}
    done = subprocess.run(
        COLLECT, cwd=checkout, env=early, capture_output=True, text=True, timeout=60, check=False
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (130, "Interrompu avant la première lecture.\n")
