"""One fault makes no false one, hides no other, and a flood of them stays short."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.load import load_catalog
from catalog.problem import MAX_PROBLEMS
from tests.catalog.conftest import METRICS, RESOURCE, TODAY, TOPICS, Check
from tests.catalog.test_checks import STUDY

QUESTION = "title: Combien ?\nanswer: D’après [[enquete#part-femmes]].\nlimits: Rien.\ntopics: [salaires]\n"


def codes(found: list[str]) -> list[str]:
    return [line.rpartition("[")[2].rstrip("]") for line in found]


@pytest.mark.parametrize(
    "study",
    [
        STUDY.replace("https", "ftp"),
        STUDY.replace("    value: 66\n", "    value: abc\n"),
        STUDY.replace("figures:", "figures: !x"),
        STUDY.replace("year: 2018", "year: \tx: y"),
        STUDY.replace("  - metric: part-femmes\n", "  - metric: Part femmes\n"),
        "- une liste",
        "",
    ],
)
def test_an_entry_with_a_fault_still_exists(check: Check, study: str) -> None:
    collection = "title: T\ncurator: C\ndated: D\nsummary: S\nitems: [enquete]\n"
    found = check({"studies/enquete": study, "questions/combien": QUESTION, "collections/c": collection})
    assert len(found) == 1, found
    assert found[0].startswith("data/studies/enquete.yml:")


@pytest.mark.parametrize("metrics", [f"a:\n\tb: c\n{METRICS}", METRICS.replace("kind: part", "kind: parts", 1)])
def test_a_registry_with_a_fault_makes_no_other(check: Check, metrics: str) -> None:
    found = check({"studies/enquete": STUDY, "metrics": metrics})
    assert [line.partition(":")[0] for line in found] == ["data/metrics.yml"]
    found = check({"resources/x": RESOURCE, "metrics": METRICS, "topics": f"{TOPICS}\ttab: x\n"})
    assert [line.partition(":")[0] for line in found] == ["data/topics.yml"]


def test_all_the_problems_of_an_entry_come_at_once(check: Check) -> None:
    text = RESOURCE.replace("https", "ftp").replace("moderation", "Été, moderatoin").replace("2012-05-09", "2099")
    found = check({"resources/x": text})
    assert [line.partition(" ")[0] for line in found] == [
        "data/resources/x.yml:2:6:",
        "data/resources/x.yml:4:12:",
        "data/resources/x.yml:7:10:",
        "data/resources/x.yml:7:15:",
    ]
    assert codes(found) == ["url_scheme", "future_date", "id", "unknown_id"]


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        ("min: 60, max: 20, titi: 1", ["min_over_max", "unknown_field"]),
        ("min: 60, max: 20, n: zéro", ["min_over_max", "int_type"]),
        ("value: abc", ["float_type"]),
        ("min: abc, max: 20", ["float_type"]),
        ("titi: 1", ["figure_value", "unknown_field"]),
        ("value: 166, read_on: hier", ["share_range", "choice"]),
        ("value: 66, group: {Contrat: CDI}", ["id"]),
    ],
)
def test_a_figure_tells_all_its_faults_and_no_false_one(check: Check, figure: str, expected: list[str]) -> None:
    text = STUDY.replace("  - metric: part-femmes\n    value: 66\n", f"  - {{metric: part-femmes, {figure}}}\n")
    assert codes(check({"studies/x": text + "  - {metric: part-femmes, value: 2, key: b}\n"})) == expected


def test_an_alias_is_told_once(check: Check) -> None:
    assert codes(check({"resources/x": RESOURCE.replace("kind: article", "kind: *a")})) == ["alias"]


def test_a_missing_field_hides_nothing_and_fills_in_nothing(check: Check) -> None:
    interview = (
        RESOURCE.replace("kind: article\n", "").replace("title: Répondre vite\n", "").replace("2012-05-09", "2099")
    )
    interview += "person: {name: A}\nquestions: [{question: Q}]\nskills: [inconnue]\n"
    assert codes(check({"interviews/x": interview})) == [
        "missing",
        "future_date",
        "missing",
        "missing",
        "unknown_id",
    ]


def test_what_was_read_in_part_is_never_published(data: Path) -> None:
    (data / "resources").mkdir()
    (data / "resources" / "x.yml").write_text(RESOURCE.replace("https", "ftp"), "utf-8")
    result = load_catalog(data, TODAY)
    assert result.problems
    assert result.catalog.resources == {}


@pytest.mark.parametrize(
    "text",
    [
        RESOURCE + "".join(f"titre{number}: x\n" for number in range(30_000)),
        RESOURCE + "skills:\n" + "".join(f"- skill-{number}\n" for number in range(30_000)),
        RESOURCE + "skills: [" + "*a," * 30_000 + "]\n",
        RESOURCE + "inferred:\n" + "".join(f"  champ-{number}: x\n" for number in range(30_000)),
        STUDY + "  - {metric: m, read_on: z}\n" * 15_000,
    ],
    ids=["keys", "ids", "aliases", "fields", "figures"],
)
def test_a_flood_of_problems_is_cut_short(check: Check, text: str) -> None:
    skill = "label: {fr: S%s}\ncategory: outil\ndefinition: D.\n"
    skills = {f"skills/autre-{number}": skill % number for number in range(40)}
    begun = time.process_time()
    found = check({**skills, "studies/x" if text.startswith(STUDY) else "resources/x": text})
    assert time.process_time() - begun < 5
    assert len(found) == MAX_PROBLEMS + 1
    assert found[-1].endswith(f"… et {30_000 - MAX_PROBLEMS} autres [more]")


INTERVIEW: dict[str, Any] = {
    "title": "T", "url": "https://exemple.fr/i", "publisher": "E", "published": 2012, "summary": "S",
    "topics": ["moderation"], "person": {"role": "CM", "name": "A"}, "questions": [{"question": "Q", "answer": "R"}],
    "figures": [{"metric": "part-femmes", "value": 3, "year": 2012, "n": 4, "producer": "P", "read_on": "relay"}],
    "repairs": [{"field": "title", "was": "t", "why": "w"}], "inferred": {"language": "la page"},
}  # fmt: skip
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(["inconnu", "", "x", "Été", "[[a]]"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["metric", "id", "z"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    changes=st.dictionaries(st.sampled_from([*INTERVIEW, "link", "id", "skills", "z"]), JUNK, max_size=4),
    in_figure=JUNK,
)
def test_whatever_the_fields_the_answer_is_lines(data: Path, changes: dict[str, object], in_figure: object) -> None:
    figures = [{**INTERVIEW["figures"][0], "value": in_figure, "group": in_figure}]
    entry = {**INTERVIEW, "figures": figures, **changes}
    (data / "interviews").mkdir(exist_ok=True)
    (data / "interviews" / "x.yml").write_text(json.dumps(entry), "utf-8")
    (data / "resources").mkdir(exist_ok=True)
    (data / "resources" / "y.yml").write_text(RESOURCE, "utf-8")
    result = load_catalog(data, TODAY)
    assert {problem.path for problem in result.problems} <= {"data/interviews/x.yml", "data/resources/y.yml"}
    assert ("x" in result.catalog.interviews) or result.problems
    assert all("\n" not in str(problem) for problem in result.problems)


def test_a_field_that_could_not_be_read_is_not_told_to_be_missing(check: Check) -> None:
    figure = "figures:\n  - {metric: part-femmes, value: 6, year: hier, n: inconnu, producer: P, read_on: relay}\n"
    assert codes(check({"resources/x": RESOURCE + figure})) == ["partial_date"]


def test_a_metric_whose_dimensions_could_not_be_read_refuses_none(check: Check) -> None:
    study = STUDY.replace("part-femmes", "part-contrat") + "    group: {contrat: CDI}\n"
    metrics = METRICS.replace("[contrat]", "contrat")
    assert codes(check({"studies/x": study, "metrics": metrics})) == ["tuple_type"]
