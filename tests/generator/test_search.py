"""The index and the dialog together, in a real browser: what is typed against what is written."""

from __future__ import annotations

import random
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.search import Document, build_index, document_html, part_elisions

ROOT = Path(__file__).parents[2]

ENERGY = Document(
    "interviews/kabla/index.html",
    "Hervé Kabla : l’énergie d’un pionnier",
    "Interview",
    "<h1>Hervé Kabla : l’énergie d’un pionnier</h1>"
    "<p>La rémunération, au cœur de l’e-réputation : &lt;b&gt;gras&lt;/b&gt;. L’âge, aujourd’hui.</p>"
    "<dl><dt>Lu</dt><dd>ici</dd></dl>"
    '<p data-pagefind-ignore>chameau</p><nav>chameau</nav><article class="card">chameau</article>',
)
STUDIES = [
    Document(f"etudes/{n}/index.html", f"Étude n° {n}", "Étude", f"<p>Modération et alternance, vague {n}.</p>")
    for n in range(11)
]
GUIDE = Document("guide/index.html", "Le guide", "Page", "<p>La modération pas à pas.</p>")
DOCUMENTS = [ENERGY, *STUDIES, GUIDE]

#: Each of these finds ENERGY and nothing else.
TYPED = [
    *("remuneration", "rémunération", "REMUNERATION", "herve kabla", "herve kabla : l'energie d'un pionnier"),
    *("energie", "l'energie", "L’ÉNERGIE", "age", "d’âge", "aujourd'hui"),
    *("coeur", "cœur", "reputation", "e-reputation", "l’e-reputation"),
    *("le cœur de la réputation", "âge du pionnier", "pionnier à l'"),
]


@pytest.mark.parametrize(
    ("written", "indexed"),
    [
        ("l’âge d’un CM", "l’ âge d’ un CM"),
        ("L'alternance qu’elle", "L' alternance qu’ elle"),
        ("jusqu’ici, lorsqu'on", "jusqu’ ici, lorsqu' on"),
        ("aujourd’hui, prud’homme, O’Reilly, rock’n’roll", "aujourd’hui, prud’homme, O’Reilly, rock’n’roll"),
    ],
)
def test_an_elided_word_stands_apart_from_its_word(written, indexed):
    assert part_elisions(written) == indexed


@given(st.text())
def test_parting_adds_spaces_and_nothing_else(text):
    assert part_elisions(text).replace(" ", "") == text.replace(" ", "")


def test_the_markup_of_a_page_stays_whole():
    html = '<p id="l’âge" title="d’où">l’âge</p>'
    assert '<p id="l’âge" title="d’où">l’ âge</p>' in document_html(Document("a/index.html", "T", "Page", html))


def test_a_title_in_the_page_that_says_more_stays_in_the_text():
    document = Document("a/index.html", "Court", "Page", "<h1>Court</h1><h1>Un titre plus long</h1>")
    assert document_html(document).count("<h1>") == 1
    assert "Un titre plus long" in document_html(document)


def test_the_order_of_the_pages_changes_nothing_to_the_index(tmp_path, contents):
    shuffled = random.Random(1).sample(DOCUMENTS, len(DOCUMENTS))
    for name, documents in (("a", DOCUMENTS), ("b", shuffled)):
        build_index(documents, tmp_path / name)
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address, under a sub-path, of pages that hold the real dialog and nothing else."""
    root = tmp_path_factory.mktemp("served")
    folder = root / "metier-cm"
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(ROOT / "docs/overrides"))
    environment.filters["url"] = lambda path: f"/metier-cm/{path}"
    dialog = environment.get_template("partials/search.html").render()
    html = (
        '<!doctype html><html lang="fr"><meta charset="utf-8"><title>{title}</title>'
        '<link rel="icon" href="data:,"><link rel="stylesheet" href="/metier-cm/search.css">'
        '<style>[hidden] {{ display: none !important }}</style><header><a id="lien" href="#">Lien</a>'
        '{dialog}</header><main><h1>{title}</h1>{body}</main><script defer src="/metier-cm/search.js"></script></html>'
    )
    form = '<form class="search" role="search" action="guide/"><input name="q" aria-label="Mots"></form>'
    own = '<form><input name="q" aria-label="Filtrer"></form>'
    bodies = {"index.html": form, "liste/index.html": own, **{document.path: "" for document in DOCUMENTS}}
    for path, body in bodies.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(html.format(title=path, dialog=dialog, body=body), encoding="utf-8")
    build_index(DOCUMENTS, folder)
    for name in ("css/search.css", "js/search.js"):
        shutil.copy(ROOT / "docs/assets" / name, folder)

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(root))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/metier-cm/"
        server.shutdown()


@pytest.fixture
def page(browser, site):
    page = browser.new_page()
    page.set_default_timeout(10_000)
    page.goto(site)
    yield page
    page.close()


def status(page, text: str) -> None:
    """Waits until the dialog says ``text``."""
    page.locator(".search-status", has_text=text).wait_for()


def ask(page, words: str) -> list[str]:
    """The titles found for ``words``, typed in the dialog."""
    page.fill("#recherche input", words)
    status(page, f"pour « {words} »")
    return page.locator(".search-title").all_inner_texts()


def focused(page) -> str:
    return page.evaluate("document.activeElement.textContent || document.activeElement.type || ''")


@pytest.mark.browser
class TestDialog:
    def test_words_are_found_however_they_are_typed(self, page):
        page.keyboard.press("/")
        for words in TYPED:
            assert ask(page, words) == [ENERGY.title], words

    def test_what_a_page_hides_is_not_found(self, page):
        page.keyboard.press("/")
        assert ask(page, "chameau") == []
        assert page.inner_text(".search-status") == "Aucun résultat pour « chameau »"

    def test_an_excerpt_shows_the_text_as_it_is_and_marks_the_words(self, page):
        page.keyboard.press("/")
        ask(page, "gras age")
        excerpt = page.locator(".search-excerpt")
        assert "l’e-réputation : <b>gras</b>. L’âge, aujourd’hui" in excerpt.inner_text()
        assert excerpt.locator("b").count() == 0
        assert "Lu ici" in excerpt.inner_text()
        assert "âge" in "".join(excerpt.locator("mark").all_inner_texts())

    def test_kinds_are_counted_and_kept(self, page):
        page.keyboard.press("/")
        ask(page, "moderation")
        buttons = page.locator(".search-kinds button")
        assert buttons.all_inner_texts() == ["Tout 12", "Étude 11", "Page 1"]
        buttons.nth(2).click()
        status(page, "1 résultat pour « moderation », genre « Page »")
        assert page.locator(".search-title").all_inner_texts() == ["Le guide"]
        assert buttons.nth(2).get_attribute("aria-pressed") == "true"
        assert focused(page) == "Page 1"

    def test_a_long_answer_is_shown_by_parts(self, page):
        page.keyboard.press("/")
        assert len(ask(page, "alternance")) == 8
        page.click("[data-search-more]")
        page.locator(".search-result").nth(10).wait_for()
        assert page.locator(".search-result").count() == 11
        assert not page.is_visible("[data-search-more]")
        assert "Étude n°" in focused(page)

    @pytest.mark.parametrize("key", ["/", "s"])
    def test_a_key_opens_it_and_escape_gives_the_focus_back(self, page, key):
        page.focus("#lien")
        page.keyboard.press(key)
        assert focused(page) == "search"
        page.keyboard.type("s/s")
        assert page.input_value("#recherche input") == "s/s"
        page.keyboard.press("Escape")
        assert not page.locator("#recherche").is_visible()
        assert focused(page) == "Lien"

    def test_other_keys_do_not(self, page):
        for key in ("Control+s", "Alt+s", "Shift+S"):
            page.keyboard.press(key)
            assert not page.locator("#recherche").is_visible()

    def test_keys_typed_in_a_field_stay_there(self, page, site):
        page.goto(site + "liste/")
        page.focus("main input")
        page.keyboard.type("s/")
        assert page.input_value("main input") == "s/"
        assert not page.locator("#recherche").is_visible()

    def test_arrows_move_and_enter_opens(self, page, site):
        page.keyboard.press("/")
        titles = ask(page, "alternance")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        assert titles[1] in focused(page)
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowUp")
        assert focused(page) == "search"
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url(site + "etudes/*/")

    def test_enter_in_the_field_opens_the_first_result(self, page, site):
        page.keyboard.press("/")
        page.keyboard.type("kabla")
        page.keyboard.press("Enter")
        page.wait_for_url(site + "interviews/kabla/")

    def test_a_form_of_the_page_leads_to_it(self, page):
        page.click("main input")
        page.keyboard.type("kabla")
        status(page, "1 résultat pour « kabla »")
        page.keyboard.press("Escape")
        page.wait_for_function("document.querySelector('main input').value === 'kabla'")
        page.keyboard.press("Enter")
        assert page.locator("#recherche").is_visible()

    def test_an_address_can_hold_the_question(self, page, site):
        page.goto(site + "guide/?q=R%C3%A9mun%C3%A9ration")
        status(page, "1 résultat pour « Rémunération »")
        page.goto(site + "liste/?q=kabla")
        assert not page.locator("#recherche").is_visible()

    def test_a_failure_is_told_and_can_be_tried_again(self, page):
        page.route("**/pagefind.js*", lambda route: route.abort())
        page.keyboard.press("/")
        page.keyboard.type("kabla")
        status(page, "La recherche n’a pas pu se charger")
        page.unroute("**/pagefind.js*")
        page.click("[data-search-retry]")
        status(page, "1 résultat pour « kabla »")
        assert not page.is_visible("[data-search-retry]")

    def test_nothing_is_asked_before_the_first_need_nor_from_another_host(self, page, site):
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.reload()
        assert not [url for url in asked if "pagefind" in url]
        page.keyboard.press("/")
        ask(page, "kabla")
        assert [url for url in asked if "pagefind" in url]
        assert all(url.startswith((site, "data:", "blob:")) for url in asked)

    @pytest.mark.parametrize("width", [360, 1440])
    def test_it_is_accessible_and_fits_the_screen(self, page, width):
        axe = pytest.importorskip("axe_playwright_python.sync_playwright")
        page.set_viewport_size({"width": width, "height": 740})
        page.keyboard.press("/")
        ask(page, "moderation")
        assert axe.Axe().run(page, context="#recherche").response["violations"] == []
        box = page.locator("#recherche").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert (box["width"] == width) == (width == 360)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.get_attribute(".search-status", "role") == "status"
