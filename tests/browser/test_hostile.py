"""Entries are data, never templates: whatever their fields hold shows as it was typed."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

#: Short enough for a description (160 characters) to hold it whole; « guetapens » is what the search is asked for.
TYPED = (
    "guetapens </title><script>hit=1</script><img src=x onerror=hit=1> [x](javascript:hit=1) {{ 7*7 }} {% raw %}"
    " *e* _f_ <b>g</b> &amp; \"'`"
)
DAY = dt.date(2026, 11, 22)

#: A reference of a hand-written page.
CALLED = re.compile(r"\[\[[^\]\n]+\]\]")

#: Elements that only an injection would bring.
FOREIGN = "img, b b, iframe, object, embed, form form, main script, main em > script, main style, main base"


def work(name: str, **fields: Any) -> dict[str, Any]:
    return {
        "title": TYPED,
        "subtitle": TYPED,
        "url": f"https://exemple.fr/{name}?b=%22%3E&c='d'",
        "publisher": TYPED,
        "author": TYPED,
        "people": [TYPED],
        "published": "2012-05-09",
        "summary": TYPED,
        "points": [TYPED],
        "topics": ["piege"],
        "skills": ["piege"],
        "inferred": {"published": TYPED, "author": TYPED},
        "repairs": [{"field": "title", "was": TYPED, "why": TYPED}],
        "off_topic": TYPED,
        "reliability": TYPED,
        "note": f"{TYPED}\n\n{TYPED}",
        **fields,
    }


def figure(**fields: Any) -> dict[str, Any]:
    return {
        "metric": "piege",
        "population": TYPED,
        "producer": TYPED,
        "note": TYPED,
        "n": 10,
        "year": "2012",
        **fields,
    }


def entries() -> dict[str, Any]:
    """A whole catalog, by path; every free field of every kind of entry holds TYPED."""
    question = {"answer": f"{TYPED} [[etude#nombre]] et [[portrait]].", "limits": TYPED, "topics": ["piege"]}
    names = [f"question-{rank}" for rank in range(1, 6)]
    door = {"title": TYPED, "teaser": TYPED, "lede": TYPED, "questions": names}
    person = {
        "name": TYPED, "role": TYPED, "employer": TYPED, "sector": TYPED, "experience": TYPED,
        "studies": [TYPED], "path": [TYPED],
    }  # fmt: skip
    groups = [figure(value=rank, key=f"groupe-{rank}", group={"contrat": f"{rank} {TYPED}"}) for rank in range(1, 6)]
    study = work(
        "etude", kind="enquete", producer=TYPED, year="2012", sample_size=10, population=TYPED, method=TYPED, series=TYPED,
        read_on="relay", figures=[figure(value=50, key="nombre"), figure(value=40, key="autre"), *groups],
    )  # fmt: skip
    return {
        "topics": {"piege": {"label": TYPED, "description": TYPED}},
        "metrics": {
            "piege": {"label": TYPED, "definition": TYPED, "unit": "%", "kind": "part", "dimensions": ["contrat"]}
        },
        "doors": {"je-decouvre": door, "je-recrute": door, "je-suis-cm": door},
        "highlights": {"piege": {"label": TYPED, "figure": "etude#nombre"}},
        "comparisons": {
            kind: {"kind": kind, "label": TYPED, "figures": ["etude#nombre", "etude#autre"], "note": TYPED}
            for kind in ("changement", "contradiction")
        },
        "skills/piege": {
            "label": {"fr": TYPED, "en": f"{TYPED} en"}, "category": "metier", "definition": TYPED, "aliases": ["alias"],
            "note": TYPED,
        },
        "resources/page": work("page", kind="article"),
        "interviews/portrait": work(
            "portrait", person=person, day=[TYPED], questions=[{"question": TYPED, "answer": TYPED}], series=TYPED
        ),
        "studies/etude": study,
        "collections/liste": {
            "title": TYPED, "curator": TYPED, "dated": TYPED, "summary": TYPED, "note": TYPED,
            "items": ["page", "portrait", "etude"],
        },
        **{f"questions/{name}": {"title": f"{TYPED} {name}", **question} for name in names},
    }  # fmt: skip


@pytest.fixture(scope="module")
def site(browser: Browser, checkout: Path, built: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The site of those entries under our own theme and settings, in place of the real one."""
    project = tmp_path_factory.mktemp("hostile")
    shutil.copytree(checkout / "docs", project / "docs")
    # Hand-written pages call entries of ours, and link to them: they are not there.
    for text in (project / "docs").rglob("*.md"):
        text.write_text(CALLED.sub("une entrée", text.read_text(encoding="utf-8")), encoding="utf-8")
    settings = (checkout / "mkdocs.yml").read_text(encoding="utf-8")
    assert ": warn\n" in settings
    (project / "mkdocs.yml").write_text(settings.replace(": warn\n", ": info\n"), encoding="utf-8")
    for path, entry in entries().items():
        file = project / "data" / f"{path}.yml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(entry, ensure_ascii=False), encoding="utf-8")  # which YAML reads
    with built(project, project / "site", DAY) as site:
        yield site


def flat(text: str | None) -> str:
    """Typography may widen a space: what counts is every other character."""
    return " ".join((text or "").split())


def assert_harmless(page: Page) -> None:
    assert not page.evaluate("'hit' in window"), "a script ran"
    assert page.locator(FOREIGN).count() == 0
    assert page.locator("script:not([src])").count() == 1, "the frame's own"
    assert page.evaluate(
        "[...document.querySelectorAll('a, form')].every(e => /^https?:/.test(e.href ?? e.action))"
    ), "links lead to pages only"
    assert page.evaluate(
        "[...document.querySelectorAll('*')].every(e => [...e.attributes].every(a => !a.name.startsWith('on')))"
    )


#: Pages of several entries, then pages titled by one.
LISTS = [".", "ressources/", "interviews/", "etudes/", "questions/", "competences/", "ressources/type/article/"]
TITLED = [
    "je-decouvre/", "ressources/page/", "interviews/portrait/", "etudes/etude/", "questions/question-1/",
    "competences/piege/", "ressources/theme/piege/", "collections/liste/",
]  # fmt: skip


def assert_shown_as_typed(page: Page) -> None:
    """Every mention is whole, or cut as an excerpt is; none was read as markup or filled in."""
    text = flat(page.locator("body").text_content())
    assert TYPED in text
    rest = TYPED.removeprefix("guetapens ")
    for mention in text.split("guetapens ")[1:]:
        shown = mention.partition("…")[0].rstrip()
        assert shown.startswith(rest) or rest.startswith(shown), mention[:200]
    assert not re.search(r"(?<!\d)49(?!\d)", text), "an expression was evaluated"


def test_lists_show_what_was_typed(visit):
    page = visit()
    for path in LISTS:
        page.goto(path)
        assert_harmless(page)
        assert_shown_as_typed(page)


def test_pages_their_heads_and_their_trails_show_what_was_typed(visit):
    page = visit()
    for path in TITLED:
        page.goto(path)
        assert_harmless(page)
        assert_shown_as_typed(page)
        assert flat(page.title()).startswith(TYPED)
        assert flat(page.locator("h1").text_content()).startswith(TYPED)
        assert flat(page.locator("meta[property='og:title']").get_attribute("content")).startswith(TYPED)
        assert TYPED in flat(page.locator("meta[name=description]").get_attribute("content"))
        # The place of a door in the menu is named by mkdocs.yml.
        here = "Je découvre" if path == "je-decouvre/" else "guetapens </title>"
        expect(page.locator(".crumb [aria-current]")).to_contain_text(here)


def test_search_results_show_what_was_typed(visit):
    page = visit("methode/")
    page.keyboard.press("/")
    page.keyboard.type("guetapens")
    titles, excerpts = page.locator(".search-title"), page.locator(".search-excerpt")
    expect(titles.nth(5)).to_be_visible()
    assert TYPED in [flat(title) for title in titles.all_text_contents()]
    assert any("<script>hit=1</script>" in flat(excerpt) for excerpt in excerpts.all_text_contents())
    assert_harmless(page)
    assert page.get_by_role("dialog").locator("img, script, b").count() == 0


def test_filters_and_chips_show_what_was_typed(visit):
    page = visit("ressources/")
    page.get_by_role("group", name="Thème").get_by_role("checkbox").check()
    assert [flat(chip) for chip in page.locator(".chips.removable button").all_text_contents()] == [TYPED]
    assert_harmless(page)


def test_the_citation_and_the_links_to_mend_are_plain(visit):
    page = visit("interviews/portrait/")
    page.get_by_text("Citer").click()
    assert TYPED in flat(page.locator(".cite").text_content())
    report = page.get_by_role("link", name="Signaler").evaluate(
        "link => new URL(link.href).searchParams.get('title')"
    )
    assert "guetapens </title>" in flat(report)
    expect(page.locator(".source a").first).to_have_attribute("href", work("portrait")["url"])


def test_the_age_is_that_of_the_day_the_site_was_built(visit):
    banner = visit("interviews/portrait/").locator(".banner")
    expect(banner).to_have_text(
        "Publié il y a 14 ans, 6 mois et 13 jours (9 mai 2012) : ces informations sont peut-être périmées."
    )


class _Elements(HTMLParser):
    """The names of the elements of a page, as a parser without a browser's tolerance reads them."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)


def test_no_file_of_the_site_holds_an_element_that_was_typed(site):
    files = [*Path(site.folder).rglob("*.html")]
    assert len(files) > len(LISTS + TITLED)
    for file in files:
        parser = _Elements()
        parser.feed(file.read_text(encoding="utf-8"))
        assert "img" not in parser.names, file
        assert "javascript:" not in re.sub(
            r"\(javascript:hit=1\)|\(javascript&#58;hit", "", file.read_text("utf-8")
        ), file
