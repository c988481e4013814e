"""YAML is read strictly: one meaning a text, a place for each fault, no traceback."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.reading import MAX_BYTES, read_yaml


def problems(raw: bytes | str) -> list[str]:
    data = raw.encode() if isinstance(raw, str) else raw
    return [str(problem) for problem in read_yaml(data, "x.yml").problems]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"),
        ("12:30:00", "12:30:00"),
        ("2026-13-01", "2026-13-01"),
        ("2012-05-09", "2012-05-09"),
        ("01000", "01000"),
        ("2012", 2012),
        ("-3", -3),
        ("3.10", 3.1),
        ("75.5", 75.5),
        ("75,5", "75,5"),
        ("true", True),
        ("'true'", "true"),
        ("~", None),
        ("", None),
        (".inf", ".inf"),
        ("1e5", "1e5"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
    ],
)
def test_a_scalar_means_one_thing(written, value):
    assert read_yaml(f"a: {written}".encode(), "x.yml").value == {"a": value}


def test_every_fault_has_its_line_and_column():
    text = "a: 1\nb: *x\n"
    assert problems(text) == ["x.yml:2:4: les alias YAML (*…) sont interdits [alias]"]
    text = "a: &x 1\nb: *x\na: 2\nc: !!python/name:os.system x\n!!str d: *x\ne: !!str 2\n"
    assert problems(text) == [
        "x.yml:2:4: les alias YAML (*…) sont interdits [alias]",
        "x.yml:3:1: clé « a » en double (déjà à la ligne 1) [duplicate_key]",
        "x.yml:4:4: les étiquettes YAML sont interdites : tag:yaml.org,2002:python/name:os.system [tag]",
        "x.yml:5:1: les étiquettes YAML sont interdites : tag:yaml.org,2002:str [tag]",
        "x.yml:5:10: les alias YAML (*…) sont interdits [alias]",
        "x.yml:6:4: les étiquettes YAML sont interdites : tag:yaml.org,2002:str [tag]",
    ]


@pytest.mark.parametrize(
    ("raw", "place", "code"),
    [
        (b"", "1:1", "empty"),
        (b"# rien\n", "1:1", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "1:1", "binary"),
        (b"a: b\x00c", "1:1", "binary"),
        ("a: é".encode("latin-1"), "1:4", "encoding"),
        ("a: b".encode("utf-16"), "1:1", "encoding"),
        (b"a: " + b"x" * MAX_BYTES, "1:1", "too_big"),
        (b"\ta: b", "1:1", "yaml"),
        (b"a:\n\t- b", "2:1", "yaml"),
        (b"a: b: c", "1:5", "yaml"),
        (b"a: 'b", "1:4", "yaml"),
        (b"a: [b", "1:4", "yaml"),
        (b"- " * 3000 + b"a", "1:61", "nesting"),
        (b"a: " + b"[" * 100_000, "1:33", "nesting"),
        (b"[ #]\n" * 80_000, "31:1", "nesting"),
        (b"['] ] ]', " * 30_000, "1:301", "nesting"),
        ((b"['" + b"]'" + b",") * 60_000, "1:151", "nesting"),
        (b"x:\r" + b"- " * 150_000, "2:59", "nesting"),
        (b"x:\xc2\x85" + b"- " * 150_000, "2:59", "nesting"),
        (b"\xef\xbb\xbf" * 2 + b"- " * 150_000, "1:61", "nesting"),
        (b"".join(b" " * level + b"-\n" for level in range(900)), "31:31", "nesting"),
        (b"".join(b" " * level + b"a:\n" for level in range(700)), "31:31", "nesting"),
        (b"a: 1\n---\nb: 2", "2:1", "yaml"),
        (b"? [a]\n: b", "1:3", "key"),
        (b"@a", "1:1", "yaml"),
    ],
)
def test_a_bad_file_gets_one_clear_line(raw, place, code):
    found = problems(raw)
    assert len(found) == 1, found
    assert found[0].startswith(f"x.yml:{place}: "), found
    assert found[0].endswith(f"[{code}]"), found


def test_a_byte_order_mark_is_no_fault():
    document = read_yaml("\ufefftitle: é".encode(), "x.yml")
    assert (document.value, document.problems) == ({"title": "é"}, [])


def test_places_lead_to_values_and_keys():
    document = read_yaml(b"a:\n  - b: 1\n    cc: 2\n", "x.yml")
    assert document.place(("a", 0, "cc")) == (3, 9)
    assert document.place(("a", 0, "cc"), of_key=True) == (3, 5)
    assert document.place(("a", 0, "missing")) == (2, 5)


@given(st.binary(max_size=300) | st.text(alphabet="a:-[]{}&*!|>'\"\n\t #%@`é,?0", max_size=80).map(str.encode))
def test_whatever_the_bytes_the_answer_is_a_value_or_a_problem(raw):
    document = read_yaml(raw, "x.yml")
    assert all(problem.line >= 1 and problem.column >= 1 for problem in document.problems)
    assert document.problems or () in document.places
