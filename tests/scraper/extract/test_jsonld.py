"""JSON-LD and microdata pages: the gold scores, what is never done, and time."""

from __future__ import annotations

import json
import multiprocessing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.quality_jsonld import BLIND, GOLD, score
from scraper.extract.jsonld import postings_of, read_jsonld, read_postings
from scraper.extract.tolerant_json import MAX_DEPTH, MAX_KEY, read_json

SCRIPT = '<script type="application/ld+json">{}</script>'.format
POSTING = {
    "@context": "https://schema.org",
    "@type": "JobPosting",
    "title": "Community manager",
    "description": "Texte.",
}

#: What may be said of many postings in a few characters: 50,000 of text, a tag among them.
NAMED = {"description": {"@id": "long"}}
LONG = {"@id": "long", "name": "<p>" + "mot " * 12_400}
LINES = ("title", "datePosted", "validThrough", "hiringOrganization", "employmentType", "jobLocation", "baseSalary")


def graph(*nodes: dict[str, Any]) -> str:
    return json.dumps({"@graph": [LONG, *nodes]})


ATTACKS = {
    "brackets": "[" * 100_000,
    "objects": '{"a":' * 20_000,
    "quotes": '{"a":"' + '"' * 100_000,
    "quotes and commas": '{"a":"' + '",' * 50_000,
    "quotes and lines": '{"a":"' + '"\n' * 50_000,
    "spaced quotes": '{"a":"' + ('"' + " " * 99) * 1_000,
    "backslashes": '{"a":"' + "\\" * 100_000,
    "open comments": "{" + "/*" * 50_000,
    "digits": '{"a":' + "9" * 100_000,
    "entities": "{&" + "amp;" * 25_000,
    "tags between values": '{"a":1,' + "<br />" * 16_000,
    "open tags": '{"a":1,' + "<b " * 30_000,
    "closings": "{" + "}" * 100_000,
    "tags": "<a" * 50_000,
    "divs": "<div>" * 20_000,
    "scripts": '<script type="application/ld+json">{}</script>' * 2_000,
    "open scripts": '<script type="application/ld+json">{}</script>' + "<script " * 100_000 + ">",
    "nested properties": '<div itemscope itemtype="http://schema.org/JobPosting">' + "<p itemprop=a>" * 7_000,
    "nested items": '<div itemscope itemtype="http://schema.org/JobPosting" itemprop=x>' * 1_500,
    "addresses": SCRIPT('{"@type":"JobPosting","description":"' + "a@b " * 25_000 + '"}'),
    "keys without a colon": '{"@type":"JobPosting",' + ', "a' * 30_000 + '"title":"CM"}',
    "sets in braces": '{"skills":{' + ", ".join(f'"mot {n}"' for n in range(20_000)) + "}, x",
    "one description for all": graph(*({"@type": "JobPosting", "title": str(n), **NAMED} for n in range(14_000))),
    "one description again and again": graph(
        {"@type": "JobPosting", "title": "CM", "description": [NAMED["description"]] * 14_000}
    ),
    "one name for all": graph(
        *(
            {"@type": "JobPosting", "identifier": str(n), **{key: {"@id": "plain"} for key in LINES}}
            for n in range(3_000)
        ),
        {"@id": "plain", "name": "mot " * 100_000},
    ),
    "quotes and comments": '{"@type":"JobPosting","title":"' + '//"\n' * 30_000 + "x",
    "objects in a row": "{}" * 600_000,
    "one address again and again": graph(
        *({"@type": "JobPosting", "title": str(n), "jobLocation": [{"@id": "places"}] * 100} for n in range(200)),
        {"@id": "places", "address": [{"streetAddress": f"rue {n}"} for n in range(100)]},
    ),
    "numbers": SCRIPT('{"@type":"JobPosting","description":"' + "06 12 " * 16_000 + '"}'),
}


@pytest.mark.parametrize(("gold", "pages"), [(GOLD, 80), (BLIND, 38)])
def test_gold_pages(gold: Path, pages: int) -> None:
    result = score((gold,))
    assert result.n >= pages
    assert result.measures["pages lues sans erreur"] == 1, result.failures
    assert result.measures["pages exactes"] >= 0.97, result.failures
    assert result.measures["faits exacts"] >= 0.97, result.failures


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    for page in (text, SCRIPT(text), text.encode("utf-8", "surrogatepass")):
        assert isinstance(read_postings(page), list)
        assert all(isinstance(node, dict) for node in read_jsonld(page))


@given(st.binary())
def test_any_bytes_are_read(raw: bytes) -> None:
    assert isinstance(read_postings(raw), list)
    assert isinstance(read_postings(SCRIPT("").encode().replace(b"></", b">" + raw + b"</")), list)


@given(st.text(alphabet="{}[]\",:'\\/*<!->&quot;\n ab1@", max_size=60))
def test_any_broken_json_is_read(text: str) -> None:
    assert isinstance(read_json(text), list)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(st.text(), JSON))
def test_valid_json_is_read_as_it_is(value: dict[str, object]) -> None:
    assert read_json(json.dumps(value)) == ([value])


@given(st.dictionaries(st.sampled_from([*sorted(POSTING), "baseSalary", "jobLocation", "hiringOrganization"]), JSON))
def test_a_posting_of_any_shape_is_read(shape: dict[str, object]) -> None:
    for posting in postings_of({**shape, "@type": "JobPosting"}):
        assert posting.title or posting.description


@pytest.mark.parametrize("cut", range(1, len(json.dumps(POSTING))))
def test_a_document_cut_anywhere_keeps_what_is_whole(cut: int) -> None:
    for value in read_json(json.dumps(POSTING)[:cut]):
        assert value.items() <= POSTING.items()


def test_deep_nesting_is_not_followed() -> None:
    (value,) = read_json("[" * (MAX_DEPTH * 20))
    depth = 0
    while value:
        value, depth = value[0], depth + 1
    assert depth <= MAX_DEPTH


@pytest.mark.parametrize("wrapper", ["@list", "@set"])
@pytest.mark.parametrize("key", ["jobLocation", "description", "employmentType", "identifier", "hiringOrganization"])
def test_lists_within_lists_are_opened_at_any_depth(wrapper: str, key: str) -> None:
    """Deep enough for the reader of JSON, in a band that depends on who calls: too deep for any other recursion."""
    for depth in range(940, 1_000):
        inner = f'{{"{wrapper}":' * depth + '"Lyon"' + "}" * depth
        (posting,) = read_postings(SCRIPT(f'{{"@type":"JobPosting","title":"CM","{key}":{inner}}}'))
        assert posting.title == "CM"


def test_postings_that_name_one_text_share_it() -> None:
    postings = read_postings(SCRIPT(graph(*({"@type": "JobPosting", "title": str(n), **NAMED} for n in range(3)))))
    assert len(postings) == 3
    assert postings[0].description
    assert all(posting.description is postings[0].description for posting in postings)


def test_a_key_is_read_up_to_its_longest_and_not_beyond() -> None:
    """A trailing word keeps the standard reader out."""
    for length, found in ((MAX_KEY, True), (MAX_KEY + 1, False)):
        (value,) = read_json(f'{{"{"k" * length}": 1, "b": 2}} x')
        assert ("k" * length in value) is found
        assert value["b"] == 2


def test_no_person_comes_through() -> None:
    page = SCRIPT(
        json.dumps(
            POSTING
            | {
                "description": "Écrivez à jo.exemple@site.example ou au 06.12.34.56.78, +33 1 02 03 04 05.",
                "applicationContact": {"@type": "ContactPoint", "name": "Jo Exemple", "telephone": "0612345678"},
                "hiringOrganization": {"@type": "Person", "name": "Jo Exemple"},
                "identifier": "jo.exemple@site.example",
                "url": "mailto:jo.exemple@site.example",
            }
        )
    )
    (posting,) = read_postings(page)
    for detail in ("Exemple", "exemple", "@", "12", "02 03"):
        assert detail not in repr(posting)


#: Readers in processes of their own, forked from one that has no thread: those of other tests may hold a lock.
ALONE = multiprocessing.get_context("forkserver")
ALONE.set_forkserver_preload(["scraper.extract.jsonld"])


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_ends(name: str) -> None:
    process = ALONE.Process(target=read_postings, args=(ATTACKS[name],))
    process.start()
    process.join(5)
    alive = process.is_alive()
    process.kill()
    assert not alive
    script = ALONE.Process(target=read_postings, args=(SCRIPT(ATTACKS[name]),))
    script.start()
    script.join(5)
    alive = script.is_alive()
    script.kill()
    assert not alive
