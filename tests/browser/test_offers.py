"""Ads and sources in a browser, as a demonstration shows them: filters, links, banners, no barrier, no overflow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import html
from playwright.sync_api import Browser, Locator, Page, expect

from catalog.store import Store
from tests.browser.test_accessibility import barriers, overflow, wear
from tests.generator.made import ANGERS, TODAY, ad, run

pytestmark = pytest.mark.browser

LIST = "offres/"
TYPED = "<img src=x onerror=alert(1)> {{ 7*7 }} & Cie"
LONG = "Responsable-communication-et-animation-de-communautés-numériques-internationales " * 3
PARIS = {"text": "75 - Paris", "commune": "Paris", "departement_code": "75", "region_code": "11", "country": "FR"}
PAY = {
    "text": "30000 à 34000 € brut par an", "min": 30000, "max": 34000, "currency": "EUR", "unit": "YEAR", "basis": "brut",
    "yearly_gross_min": 30000, "yearly_gross_max": 34000, "rule": "annuel", "usable": True,
}  # fmt: skip


def fill(folder: Path) -> None:
    """A hundred ads, of every state: more than the page of the list holds; the last good run is old."""
    ads = [
        ad(f"a{number:02}", date_posted=f"2026-{9 if number > 60 else 10:02}-{1 + number % 28:02}",
           first_seen="2026-10-29", places=[PARIS if number % 3 else ANGERS],
           contract="CDI" if number % 2 else "alternance", remote="partiel" if number % 5 == 0 else None,
           skills=[name for name, every in (("canva", 4), ("moderation", 6)) if number % every == 0])
        for number in range(96)
    ]  # fmt: skip
    ads += [
        ad("payee", title="Zélé CM", base_salary=PAY, skills=["canva"], required=["canva"], first_seen="2026-10-29",
           date_posted="2026-09-02",
           flags=["critere-d-age", "lieu-ambigu"]),
        ad("reprise", title="Rebaptisée", duplicate_of="payee", first_seen="2026-10-29", places=[PARIS]),
        ad("partie", expired="2026-10-30", first_seen="2026-10-01"),
        ad("longue", title=LONG.strip()[:300], hiring_organization=TYPED, first_seen="2026-10-29",
           base_salary={**PAY, "flags": ["implausible", "wide_range"], "usable": False}),
    ]  # fmt: skip
    store = Store(folder)
    store.write("ads", {each.id: each for each in ads})
    refused = {"metier-voisin": {"count": 2, "samples": [TYPED]}}
    store.add_run(run("2026-11-01", kept=40, new=40))
    store.add_run(run("2026-11-20", status="too_few", kept=3, refused=refused, errors={"http-503": {"count": 3}}))
    store.add_run(run("2026-11-21", source="neuve", kept=5))
    sources = folder / "sources"
    sources.mkdir()
    for name in ("site", "neuve", "jamais-lue"):
        (sources / f"{name}.yml").write_text(
            f"title: La source {name}\npublisher: Éditeur\nsite: https://exemple.fr/\nlicence: inconnu\n"
            "adapter: sitemap\nfrequency: jour\npersonal_data: Aucune.\nassumed: Non essayé.\n"
            "expect: {min: 1, max: 100}\n",
            encoding="utf-8",
        )


@pytest.fixture(scope="module")
def catalog_order(site: Any) -> list[str]:
    """The titles of the jobs, newest first, as the pages by month list them."""
    found = []
    for month in ("2026-11", "2026-10", "2026-09"):
        page = Path(site.folder, "offres/mois", month, "index.html")
        if page.exists():
            found += [heading.text_content().strip() for heading in html.parse(page).getroot().cssselect(".list h2")]
    return found


@pytest.fixture(scope="module")
def site(browser: Browser, checkout: Path, built: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Our own entries, with invented records."""
    folder = tmp_path_factory.mktemp("demonstration")
    fill(folder / "records")
    with built(checkout, folder / "site", TODAY, "--collected", str(folder / "records")) as site:
        yield site


def count(page: Page) -> Locator:
    return page.get_by_role("main").get_by_role("status")


def counted(number: int) -> re.Pattern[str]:
    return re.compile(rf"^{number}\sannonces?$")


def titles(page: Page) -> list[str]:
    return page.locator(".list > li:not([hidden]) h2").all_text_contents()


def box(page: Page, facet: str, name: str) -> Locator:
    group = page.get_by_role("group", name=facet, exact=True)
    for folded in group.locator("details.rest:not([open])", has_text=name).all():
        folded.locator("summary").click()
    return group.get_by_role("checkbox", name=re.compile(rf"^{re.escape(name)} \d+$"))


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def promised(box: Locator) -> int:
    return int(re.sub(r"\D", "", box.locator("xpath=..").locator("small").inner_text()))


def files(page: Page) -> list[str]:
    """The files of the list that were asked for, in order."""
    asked = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    return [url.rsplit("/", 1)[1] for url in asked if "/liste/" in url]


def settled(page: Page) -> Page:
    """The page once its list answers what is asked."""
    expect(page.locator(".list[aria-busy]")).to_have_count(0)
    return page


def test_filters_narrow_the_ads_and_live_in_the_address(visit):
    page = visit(LIST)
    expect(count(page)).to_have_text(counted(99))
    box(page, "Région", "Pays de la Loire").check()
    box(page, "Contrat", "CDI").check()
    expect(count(page)).to_have_text(counted(19))
    shown = titles(page)
    assert query(page) == {"region": ["pays-de-la-loire"], "contrat": ["cdi"]}
    page.reload()
    expect(count(page)).to_have_text(counted(19))
    assert titles(page) == shown
    box(page, "État", "Retirée").check()
    expect(count(page)).to_have_text(counted(1))
    assert titles(page) == ["Community manager partie"]


def test_every_ad_is_searched_those_the_page_does_not_hold_too(visit, catalog_order):
    page = visit(LIST, java_script_enabled=False)
    held = set(titles(page))
    oldest = catalog_order[-1]
    assert oldest not in held
    page = visit(f"{LIST}?q={oldest.replace(' ', '+')}")
    expect(count(page)).to_have_text(counted(1))
    assert titles(page) == [oldest]
    page.locator(".list h2 a").click()
    expect(page.locator("h1")).to_have_text(oldest)


def test_a_card_made_by_the_script_is_the_one_of_the_pages(visit):
    def parts(card: Locator) -> Any:
        return card.evaluate(
            "card => [...card.querySelectorAll('*')].map(each => [each.tagName, each.className, each.dateTime, each.href, each.textContent])"
        )

    page = visit(f"{LIST}?tri=ancien")
    expect(page.locator(".list h2").first).to_contain_text("a84")
    pages = visit("offres/mois/2026-09/")
    for title in ("Community manager a84", "Zélé CM"):
        card, written = (each.locator(".list .card", has_text=title) for each in (page, pages))
        assert parts(card) == parts(written)


def test_the_list_goes_on_to_its_end_and_the_keyboard_with_it(visit, catalog_order):
    page = visit(LIST)
    expect(count(page)).to_have_text(counted(99))
    for many in (60, 90, 99):
        page.get_by_role("button", name="Afficher la suite").press("Enter")
        expect(page.locator(".list > li")).to_have_count(many)
        expect(page.locator(".list > li").nth((many - 1) // 30 * 30).get_by_role("link")).to_be_focused()
    assert titles(page) == catalog_order
    expect(page.get_by_role("button", name="Afficher la suite")).to_be_hidden()
    page.get_by_role("combobox", name="Trier par").select_option("ancien")
    expect(page.locator(".list h2").first).to_have_text(catalog_order[-1])


def test_a_view_comes_back_whole_from_its_address(visit):
    page = visit(LIST)
    box(page, "Région", "Île-de-France").check()
    box(page, "Télétravail", "En partie à distance").check()
    box(page, "Compétence", "Canva").check()
    page.get_by_role("searchbox", name="Chercher dans la liste").fill("manager")
    page.get_by_role("combobox", name="Trier par").select_option("titre")
    expect(count(page)).to_have_text(counted(3))
    shown, address, chips = titles(page), page.url, page.locator(".chips.removable button").all_text_contents()
    assert shown == sorted(shown)
    assert set(query(page)) == {"q", "region", "teletravail", "competence", "tri"}
    assert set(chips) == {"« manager »", "Île-de-France", "En partie à distance", "Canva", "Tout effacer"}
    for again in (page, visit(address)):
        again.goto(address)
        expect(count(again)).to_have_text(counted(3))
        assert titles(again) == shown
        assert again.locator(".chips.removable button").all_text_contents() == chips
    page.get_by_role("button", name="Tout effacer").click()
    expect(count(page)).to_have_text(counted(99))
    page.go_back()
    expect(count(page)).to_have_text(counted(3))
    assert titles(page) == shown


def test_the_count_of_a_box_follows_the_other_filters_and_keeps_its_promise(visit):
    page = visit(LIST)
    before = promised(box(page, "Contrat", "CDI"))
    box(page, "Région", "Pays de la Loire").check()
    expect(box(page, "Contrat", "CDI").locator("xpath=..").locator("small")).not_to_have_text(str(before))
    for facet, name in (("Compétence", "Canva"), ("Mois", "Octobre 2026"), ("Contrat", "Alternance")):
        each = settled(page) and box(page, facet, name)
        settled(page)
        number = promised(each)
        each.check()
        expect(count(page)).to_have_text(counted(number))
    assert promised(box(page, "Région", "Île-de-France")) > 0, "a filter does not narrow its own boxes"


def test_a_chip_names_its_filter_when_its_label_says_nothing_alone(visit):
    page = settled(visit(f"{LIST}?teletravail=non-precise&contrat=cdi"))
    chips = page.locator(".chips.removable button")
    assert chips.all_text_contents() == ["CDI", "Télétravail : non précisé", "Tout effacer"]
    page.get_by_role("button", name="Retirer le filtre Télétravail : non précisé").press("Enter")
    expect(page.get_by_role("searchbox", name="Chercher dans la liste")).to_be_focused()
    assert query(page) == {"contrat": ["cdi"]}


def test_nothing_is_read_before_it_serves(visit):
    page = settled(visit(LIST))
    assert files(page) == ["faits.json"]
    box(page, "Région", "Pays de la Loire").check()
    expect(count(page)).not_to_have_text(counted(99))
    assert "competence.json" not in files(page)
    assert "mots.json" not in files(page)
    skills = page.get_by_role("group", name="Compétence", exact=True)
    skills.get_by_text("Voir 2 compétences").press("Enter")
    expect(skills.get_by_role("checkbox", name=re.compile("^Canva"))).to_be_visible()
    settled(page)
    assert "competence.json" in files(page)
    page.get_by_role("searchbox", name="Chercher dans la liste").fill("zele")
    expect(count(page)).to_have_text(counted(1))
    assert files(page).count("mots.json") == files(page).count("faits.json") == 1


def test_a_list_that_cannot_be_read_says_so_and_comes_back(visit):
    page = visit(LIST)
    expect(count(page)).to_have_text(counted(99))
    page.route("**/mots.json", lambda route: route.fulfill(status=404))
    with page.expect_response("**/mots.json") as answer:
        page.get_by_role("searchbox", name="Chercher dans la liste").fill("zele")
    visit.missing.add(answer.value.url)
    expect(page.get_by_role("alert")).to_contain_text("La liste n’a pas pu être lue.")
    expect(page.locator(".list")).to_be_hidden()
    page.unroute("**/mots.json")
    page.get_by_role("button", name="Recharger la page").click()
    expect(count(page)).to_have_text(counted(1))
    assert titles(page) == ["Zélé CM"]
    expect(page.get_by_text("La liste n’a pas pu être lue.")).to_be_hidden()


def test_the_keyboard_alone_opens_the_skills_and_ticks_one(visit):
    page = settled(visit(LIST))
    summary = page.get_by_role("group", name="Compétence", exact=True).locator("summary")
    page.get_by_role("group", name="État", exact=True).get_by_role("checkbox").last.focus()
    page.keyboard.press("Tab")
    expect(summary).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    first = page.get_by_role("group", name="Compétence", exact=True).get_by_role("checkbox").first
    expect(first).to_be_focused()
    settled(page)
    number = promised(first)
    page.keyboard.press("Space")
    expect(count(page)).to_have_text(counted(number))
    expect(first).to_be_focused()


def test_a_job_is_found_by_what_its_reposts_alone_say(visit):
    page = visit(f"{LIST}?q=rebaptisee+paris")
    expect(count(page)).to_have_text(counted(1))
    assert titles(page) == ["Zélé CM"]
    box(page, "Région", "Île-de-France").check()
    settled(page)
    assert titles(page) == ["Zélé CM"]


@pytest.mark.parametrize("width", [1440, 360])
def test_the_boxes_of_a_filter_keep_their_width_when_the_first_is_hidden(visit, width):
    page = visit(f"{LIST}?q=partie", width=width)
    if width < 768:
        page.get_by_text("Filtrer", exact=True).click()
    expect(count(page)).to_have_text(counted(1))
    hidden = page.locator(".facets legend + label[hidden]")
    assert hidden.count() > 0, "nothing to try"
    widths = page.locator(".facets label:has(input[type=checkbox]):not([hidden])").evaluate_all(
        "labels => labels.filter(each => !each.closest('details.rest:not([open])')).map(each => each.offsetWidth)"
    )
    assert min(widths) > 150


def test_pay_can_be_filtered_and_sorted(visit):
    page = visit(f"{LIST}?tri=salaire")
    expect(page.locator(".list h2").first).to_have_text("Zélé CM")  # a doubtful amount is not ranked
    box(page, "Salaire affiché", "Montant affiché").check()
    expect(count(page)).to_have_text(counted(1))
    assert titles(page) == ["Zélé CM"]
    page.get_by_role("combobox", name="Trier par").select_option("titre")
    assert query(page) == {"salaire": ["affiche"], "tri": ["titre"]}


def test_without_a_script_the_newest_ads_and_every_region_contract_and_month_are_there(visit, catalog_order):
    page = visit(LIST, java_script_enabled=False)
    expect(page.locator(".list .card")).to_have_count(60)
    assert titles(page) == catalog_order[:60]
    expect(page.get_by_text("les 39 autres sont dans les pages")).to_be_visible()
    expect(page.locator(".facets")).to_be_hidden()
    for name, title in (
        ("Pays de la Loire", "Offres : Pays de la Loire"),
        ("CDI", "Offres : CDI"),
        ("Octobre 2026", "Offres d’octobre 2026"),
    ):
        page.get_by_role("link", name=re.compile(f"^{name}")).click()
        expect(page.locator("h1")).to_have_text(title)
        page.get_by_role("link", name="Toutes les offres").click()
    page.get_by_role("link", name=re.compile("^Octobre 2026")).click()
    page.locator(".card a").first.click()
    expect(page.get_by_role("link", name="Lire l’annonce d’origine chez Éditeur")).to_be_visible()


def test_the_original_is_the_first_link_of_an_ad(visit):
    page = visit("offres/payee/")
    first = page.locator("main .text a").first
    expect(first).to_have_attribute("href", "https://exemple.fr/payee")
    expect(first).to_be_in_viewport()
    page.get_by_role("link", name="La source site").click()
    expect(page.locator("#site")).to_be_in_viewport()


def test_untrusted_words_show_as_they_were_typed(visit):
    page = visit("offres/longue/")
    expect(page.locator(".byline")).to_contain_text(TYPED)
    expect(page.locator("main img")).to_have_count(0)
    page.goto("sources/")
    expect(page.locator("#site")).to_contain_text(TYPED)


INVENTED = "Démonstration\u00a0: les annonces et les sources de ces pages sont inventées."
REAL = "Démonstration\u00a0: seules les offres et les sources sont inventées."


@pytest.mark.parametrize("width", [1440, 360])
@pytest.mark.parametrize(
    ("path", "said"),
    [("", INVENTED), (LIST, INVENTED), ("offres/payee/", INVENTED), ("offres/mois/2026-10/", INVENTED),
     ("offres/contrat/cdi/", INVENTED), ("sources/", INVENTED), ("methode/", REAL), ("interviews/herve-kabla/", REAL)],
)  # fmt: skip
def test_a_demonstration_says_what_is_invented_on_every_page_and_on_paper(visit, path, said, width):
    page = visit(path, width=width)
    banner = page.locator(".demo")
    expect(banner).to_have_text(said)
    for where in (0, 0.5, 1):
        page.evaluate("part => scrollTo(0, part * document.documentElement.scrollHeight)", where)
        expect(banner).to_be_in_viewport(ratio=1)
    foot = page.locator("footer.foot li").last.bounding_box()
    assert foot["y"] + foot["height"] <= banner.bounding_box()["y"], "the foot is hidden behind it"
    expect(page.locator('meta[name="robots"]')).to_have_attribute("content", "noindex")
    page.emulate_media(media="print")
    expect(banner).to_be_visible()


def test_on_a_phone_the_table_of_sources_is_a_list_that_fits(visit):
    page = visit("sources/", width=360)
    table = page.locator("table.health")
    assert table.evaluate("each => each.scrollWidth <= each.parentElement.clientWidth")
    row = table.locator("tr", has_text="La source neuve")
    named = row.locator("td").nth(2).evaluate("each => getComputedStyle(each, '::before').content")
    assert named == '"Gardées : "'
    for cell in row.locator("td").all():
        edges = cell.bounding_box()
        assert edges["x"] >= 0
        assert edges["x"] + edges["width"] <= 360


@pytest.mark.parametrize(
    "path",
    [
        LIST,
        "offres/payee/",
        "offres/region/pays-de-la-loire/",
        "offres/contrat/cdi/",
        "offres/mois/2026-10/",
        "sources/",
    ],
)
def test_old_data_are_told_where_ads_are_shown(visit, path):
    page = visit(path)
    expect(page.locator(".silence")).to_contain_text("du 1er novembre 2026, il y a 24 jours")


def test_the_search_finds_ads_that_can_be_answered_after_what_explains(visit):
    page = visit()
    page.get_by_role("button", name="Rechercher").click()
    page.keyboard.type("community manager")
    expect(page.locator(".search-result").nth(2)).to_be_visible()
    assert "Annonce" not in page.locator(".search-kind").all_text_contents()
    page.get_by_role("button", name=re.compile("^Annonce")).click()
    expect(page.locator(".search-kind").first).to_have_text("Annonce")
    page.get_by_role("searchbox", name="Mots à chercher").fill("partie Angers")
    expect(page.locator(".search-status")).to_contain_text("partie Angers")
    assert "Community manager partie" not in page.locator(".search-title").all_text_contents()


@pytest.mark.parametrize(
    "path", [LIST, "offres/payee/", "offres/longue/", "offres/reprise/", "offres/mois/2026-10/", "sources/"]
)
def test_no_barrier_and_nothing_wider_than_the_screen(visit, path):
    page = visit(path)
    page.evaluate("document.querySelectorAll('main details').forEach(fold => { fold.open = true; })")
    for width in (1440, 768, 360, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert overflow(page) == 0, width
        for scheme in ("light", "dark") if width in (1440, 360) else ():
            wear(page, scheme)
            assert barriers(page) == [], f"{width} px, {scheme}"
