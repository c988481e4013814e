"""What holds for the repository as a whole: linters, dependencies, what git tracks, the base install."""

from __future__ import annotations

import ast
import importlib.metadata
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
BASE: list[str] = PROJECT["project"]["dependencies"]
EXTRAS: dict[str, list[str]] = PROJECT["project"]["optional-dependencies"]
#: What ``make test`` installs.
NEEDED = [*BASE, *EXTRAS["collect"], *EXTRAS["dev"]]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run this interpreter at the root of the repository."""
    return subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)


def tracked() -> list[Path]:
    """The files of the repository that are still there."""
    # In a container, the checkout may belong to another user, which git refuses unless told.
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def closure(requirements: Iterable[str]) -> dict[str, str]:
    """The installed version of each distribution that ``requirements`` need here, by canonical name."""
    found: dict[str, str] = {}
    seen: set[tuple[str, str]] = set()
    pending = [(Requirement(text), "") for text in requirements]
    while pending:
        requirement, extra = pending.pop()
        name = canonicalize_name(requirement.name)
        if requirement.marker and not requirement.marker.evaluate({"extra": extra}):
            continue
        distribution = importlib.metadata.distribution(name)
        found[name] = distribution.version
        for wanted in {"", *requirement.extras}:
            if (name, wanted) not in seen:
                seen.add((name, wanted))
                pending += [(Requirement(text), wanted) for text in distribution.requires or []]
    return found


@pytest.mark.parametrize(
    "command",
    [
        ["-m", "ruff", "check", "."],
        ["-m", "ruff", "format", "--check", "."],
        ["-m", "mypy"],
        ["-c", "from importlinter.cli import lint_imports_command as main; main()"],
    ],
    ids=["ruff check", "ruff format", "mypy", "import-linter"],
)
def test_the_linters_find_nothing(command: list[str]) -> None:
    done = run(*command)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("packages", "declared"),
    [(("catalog", "generator", "metier.py"), BASE), (("scraper",), [*BASE, *EXTRAS["collect"]])],
    ids=["base", "collect"],
)
def test_every_import_comes_with_a_declared_dependency(packages: tuple[str, ...], declared: list[str]) -> None:
    """What another extra happens to bring is missing on the machine of someone who installs this one alone."""
    names = set(closure(declared))
    known = importlib.metadata.packages_distributions()
    ours = {"catalog", "generator", "scraper", "metier", "tests"}
    files = [
        path for name in packages for path in ([ROOT / name] if name.endswith(".py") else (ROOT / name).rglob("*.py"))
    ]
    undeclared = set()
    for path in files:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                modules = [alias.name for alias in node.names]
            else:
                modules = [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
            for root in {module.partition(".")[0] for module in modules} - ours - set(sys.stdlib_module_names) - {""}:
                if not {canonicalize_name(name) for name in known.get(root, [])} & names:
                    undeclared.add((path.relative_to(ROOT).as_posix(), root))
    assert undeclared == set()


def test_every_direct_dependency_imports() -> None:
    """A distribution may be installed and unusable: lxml's html cleaner left apart, a missing system library…"""
    by_distribution: dict[str, list[str]] = {}
    for module, distributions in importlib.metadata.packages_distributions().items():
        for name in distributions:
            if module.isidentifier() and not module.startswith("_"):
                by_distribution.setdefault(canonicalize_name(name), []).append(module)
    names = {canonicalize_name(Requirement(text).name) for text in NEEDED}
    # DuckDB brings a driver for another library, that nothing here asks for.
    modules = {module for name in names for module in by_distribution.get(name, [])} - {"adbc_driver_duckdb"}
    assert len(modules) >= len(names) - 1  # stubs of types have no module
    done = run("-c", f"import {', '.join(sorted(modules))}")
    assert done.returncode == 0, done.stderr


def constraints() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pins = [re.fullmatch(r"([A-Za-z0-9._-]+)==([A-Za-z0-9.+!]+)", line) for line in lines]
    assert all(pins), [line for line, pin in zip(lines, pins, strict=True) if not pin]
    return {canonicalize_name(pin[1]): pin[2] for pin in pins if pin}


def test_constraints_pin_what_is_installed() -> None:
    pinned, needed = constraints(), closure(NEEDED)
    assert {name: pinned.get(name) for name in needed} == needed
    backend = {canonicalize_name(Requirement(text).name) for text in PROJECT["build-system"]["requires"]}
    assert backend <= pinned.keys()


FOREIGN = re.compile(r"pythonhoste[d]|registry\.np[m]|pypi\.org/simpl[e]|index-ur[l]|(?<![\w.])/(?:wor[k]|roo[t])/")


def test_no_file_names_a_registry_or_a_path_of_a_machine() -> None:
    for path in tracked():
        text = path.read_bytes().decode("utf-8", errors="replace")
        assert (match := FOREIGN.search(text)) is None, f"{path.relative_to(ROOT)}: {match and match[0]}"


def test_a_module_is_read_in_one_sitting() -> None:
    sizes = {path: len(path.read_text("utf-8").splitlines()) for path in tracked() if path.suffix == ".py"}
    assert [(str(path.relative_to(ROOT)), size) for path, size in sizes.items() if size > 400] == []


#: Runs the command line with every module refused that the base install does not bring.
BASE_ONLY = """
import sys

class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {refused!r}:
            raise ModuleNotFoundError(f"{{name}} is not in the base install", name=name)

sys.meta_path.insert(0, Refuse())
from metier import main
main(prog_name="metier")
"""


def base_only(*arguments: str) -> subprocess.CompletedProcess[str]:
    allowed = {*closure(BASE), "metier-cm", "pip", "setuptools"}
    modules = importlib.metadata.packages_distributions()
    refused = {name for name, owners in modules.items() if not allowed & {canonicalize_name(own) for own in owners}}
    assert {"scrapy", "lxml", "hypothesis", "playwright"} <= refused
    return run("-c", BASE_ONLY.format(refused=refused), *arguments)


def test_the_entries_pass_the_editorial_level() -> None:
    done = run("-m", "metier", "check", "--strict")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    "arguments", [["--help"], ["check"], ["check", "data/topics.yml"], ["check", "--stats"]], ids=" ".join
)
def test_the_base_install_helps_and_checks(arguments: list[str]) -> None:
    done = base_only(*arguments)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
def test_the_base_install_builds_the_site(tmp_path: Path) -> None:
    done = base_only("build", "--site-dir", str(tmp_path / "site"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "site" / "index.html").is_file()
    assert (tmp_path / "site" / "pagefind" / "pagefind.js").is_file()
