"""From the plan of a site to its ads: which pages are asked for, in which order, and which are not."""

from __future__ import annotations

import gzip
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.models import Source
from scraper.net.reasons import label_of
from scraper.spiders.sitemap import _has
from scraper.tally import Tally
from tests.sandbox import Reply, Sandbox
from tests.scraper.conftest import RunCrawl
from tests.scraper.spiders.open_boards import collect

HOST = "emploi.exemple.example"
SITE = f"https://{HOST}"


def a_site(**parameters: Any) -> Source:
    return Source.model_validate(
        {
            "id": "site", "title": "Site", "publisher": "Site", "site": f"{SITE}/", "licence": "inconnu", "adapter": "sitemap",
            "parameters": parameters, "frequency": "jour", "personal_data": "Aucune.", "expect": {"min": 0, "max": 9},
        }
    )  # fmt: skip


def an_ad(web: Sandbox, path: str, *postings: dict[str, Any], host: str = HOST) -> str:
    """A page with an ad, or with those given; its address."""
    data = list(postings) or [{"title": path}]
    scripts = "".join(
        f'<script type="application/ld+json">{json.dumps({"@type": "JobPosting", **one})}</script>' for one in data
    )
    web.add(host, path, f"<html><head>{scripts}</head></html>")
    return f"https://{host}{path}"


def a_plan(*urls: str, kind: str = "url") -> str:
    inner = "".join(url if url.startswith("<") else f"<{kind}><loc>{url}</loc></{kind}>" for url in urls)
    root = "urlset" if kind == "url" else "sitemapindex"
    return f'<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:x="http://www.w3.org/1999/xhtml">{inner}</{root}>'


def pages(web: Sandbox) -> list[str]:
    """The pages asked for, in order."""
    return [request.path for request in web.requests if not request.path.endswith((".txt", ".xml", ".gz"))]


def run(run_crawl: RunCrawl, web: Sandbox, **parameters: Any) -> tuple[list[str], Tally]:
    items, tally = collect(run_crawl, web, a_site(**parameters))
    return [item.url for item in items], tally


class TestWhereItBegins:
    @pytest.mark.parametrize("robots", [None, "User-agent: *\nDisallow:\n"])
    def test_without_a_sitemap_line_at_the_usual_address(
        self, robots: str | None, run_crawl: RunCrawl, web: Sandbox
    ) -> None:
        if robots:
            web.add(HOST, "/robots.txt", robots)
        url = an_ad(web, "/a")
        web.add(HOST, "/sitemap.xml", a_plan(url))
        assert run(run_crawl, web)[0] == [url]

    def test_at_the_addresses_given_robots_txt_named_or_not(self, run_crawl: RunCrawl, web: Sandbox) -> None:
        url = an_ad(web, "/a")
        web.add(HOST, "/autre.xml", a_plan(url))
        web.add(HOST, "/robots.txt", f"Sitemap: {SITE}/sitemap.xml")
        found, tally = run(run_crawl, web, sitemaps=(f"{SITE}/autre.xml",))
        assert found == [url]
        assert not tally.errors

    @pytest.mark.parametrize("status", ["401", "403", "410"])
    def test_a_robots_txt_that_is_not_to_be_had_forbids_nothing(
        self, status: str, run_crawl: RunCrawl, web: Sandbox
    ) -> None:
        url = an_ad(web, "/a")
        web.add(HOST, "/sitemap.xml", a_plan(url))
        web.fail(HOST, "/robots.txt", status)
        assert run(run_crawl, web)[0] == [url]

    def test_a_robots_txt_at_fault_forbids_all(self, run_crawl: RunCrawl, web: Sandbox) -> None:
        web.add(HOST, "/sitemap.xml", a_plan(an_ad(web, "/a")))
        web.fail(HOST, "/robots.txt", "500")
        found, tally = run(run_crawl, web)
        assert found == []
        assert tally.incomplete
        assert not web.asked(HOST, "/a")

    def test_a_relative_sitemap_line_is_read(self, run_crawl: RunCrawl, web: Sandbox) -> None:
        url = an_ad(web, "/a")
        web.add(HOST, "/plan.xml", a_plan("/a"))
        web.add(HOST, "/robots.txt", "Sitemap: /plan.xml")
        assert run(run_crawl, web)[0] == [url]


class TestWhichPages:
    def test_each_once_whatever_names_it(self, run_crawl: RunCrawl, web: Sandbox) -> None:
        url = an_ad(web, "/a")
        web.add(HOST, "/sitemap.xml", a_plan(f"{SITE}/1.xml", f"{SITE}/2.xml", f"{SITE}/1.xml", kind="sitemap"))
        web.add(HOST, "/1.xml", a_plan(url, url, f"{url}#postuler"))
        web.add(HOST, "/2.xml", a_plan(url))
        run(run_crawl, web)
        assert pages(web) == ["/a"]
        assert len(web.asked(HOST, "/1.xml")) == 1

    def test_indexes_in_a_circle_end(self, run_crawl: RunCrawl, web: Sandbox) -> None:
        web.add(HOST, "/sitemap.xml", a_plan(f"{SITE}/b.xml", kind="sitemap"))
        web.add(HOST, "/b.xml", a_plan(f"{SITE}/sitemap.xml", f"{SITE}/b.xml", kind="sitemap"))
        _, tally = run(run_crawl, web)
        assert len(web.asked(HOST, "*.xml")) == 2
        assert not tally.incomplete

    def test_indexes_too_deep_are_told(self, run_crawl: RunCrawl, web: Sandbox) -> None:
        web.add(HOST, "/sitemap.xml", a_plan(f"{SITE}/1.xml", kind="sitemap"))
        for depth in range(1, 20):
            web.add(HOST, f"/{depth}.xml", a_plan(f"{SITE}/{depth + 1}.xml", kind="sitemap"))
        _, tally = run(run_crawl, web)
        assert tally.errors == {"plan-trop-profond": 1}
        assert label_of("plan-trop-profond").startswith("plans de site")
        assert tally.incomplete
        assert len(web.asked(HOST, "*.xml")) == 5

    def test_the_newest_first_then_the_old_let_alone(self, run_crawl: RunCrawl, web: Sandbox) -> None:
        dated = {
            "/vieille": "2026-05-01",
            "/ancienne": "2026-10-02",
            "/recente": "2026-11-20T09:00:00Z",
            "/moyenne": "2026-11-01",
        }
        entries = [f"<url><loc>{an_ad(web, path)}</loc><lastmod>{day}</lastmod></url>" for path, day in dated.items()]
        web.add(HOST, "/sitemap.xml", a_plan(*entries))
        _, tally = run(run_crawl, web, max_age=60)
        assert pages(web) == ["/recente", "/moyenne", "/ancienne"]
        assert tally.failed == {f"{SITE}/vieille"}  # still listed: not gone
        assert not tally.incomplete

    def test_an_old_sitemap_tells_what_it_lists(self, run_crawl: RunCrawl, web: Sandbox) -> None:
        web.add(HOST, "/sitemap.xml", a_plan(f"<sitemap><loc>{SITE}/1.xml</loc><lastmod>2026-01-01</lastmod></sitemap>", kind="sitemap"))  # fmt: skip
        web.add(HOST, "/1.xml", a_plan(f"<url><loc>{SITE}/a</loc><lastmod>2026-01-01</lastmod></url>"))
        _, tally = run(run_crawl, web, max_age=60)
        assert pages(web) == []
        assert tally.failed == {f"{SITE}/a"}

    def test_of_several_languages_the_wanted_one(self, run_crawl: RunCrawl, web: Sandbox) -> None:
        links = "".join(
            f'<x:link rel="alternate" hreflang="{code}" href="{SITE}{path}"/>'
            for code, path in (("en", "/en/1"), ("fr-FR", "/fr/1"), ("de", "/de/1"), ("x-default", "/en/1"))
        )
        for path in ("/en/1", "/fr/1", "/de/1"):
            an_ad(web, path)
        plan = a_plan(*(f"<url><loc>{SITE}{path}</loc>{links}</url>" for path in ("/de/1", "/en/1", "/fr/1")))
        web.add(HOST, "/sitemap.xml", plan)
        for language, page in (("fr", "/fr/1"), ("en", "/en/1"), ("es", "/de/1")):
            web.requests.clear()
            _, tally = run(run_crawl, web, language=language)
            assert pages(web) == [page]
            # An ad once read there is not gone as long as the page is listed.
            assert tally.failed == {f"{SITE}{path}" for path in ("/de/1", "/en/1", "/fr/1") if path != page}

    def test_links_to_other_languages_that_do_not_name_the_page_itself_are_wrong(
        self, run_crawl: RunCrawl, web: Sandbox
    ) -> None:
        """https://developers.google.com/search/docs/specialty/international/localized-versions: each version lists
        itself. A template gone wrong gives every page the same link."""
        urls = [an_ad(web, f"/{number}") for number in range(3)]
        link = f'<x:link rel="alternate" hreflang="fr" href="{urls[2]}"/>'
        web.add(HOST, "/sitemap.xml", a_plan(*(f"<url><loc>{url}</loc>{link}</url>" for url in urls)))
        found, tally = run(run_crawl, web)
        assert sorted(found) == urls
        assert tally.failed == set()

    def test_a_page_that_another_calls_its_translation_is_not_gone(self, run_crawl: RunCrawl, web: Sandbox) -> None:
        fr, en = an_ad(web, "/fr/1"), an_ad(web, "/en/1")
        links = "".join(
            f'<x:link rel="alternate" hreflang="{code}" href="{url}"/>' for code, url in (("fr", fr), ("en", en))
        )
        web.add(HOST, "/sitemap.xml", a_plan(f"<url><loc>{fr}</loc>{links}</url>", en))
        found, tally = run(run_crawl, web)
        assert found == [fr]
        assert tally.failed == {en}

    def test_an_alternate_elsewhere_leaves_the_page_itself(self, run_crawl: RunCrawl, web: Sandbox) -> None:
        url = an_ad(web, "/en/1")
        link = f'<x:link rel="alternate" hreflang="en" href="{url}"/>'
        link += '<x:link rel="alternate" hreflang="fr" href="https://ailleurs.example/fr/1"/>'
        web.add(HOST, "/sitemap.xml", a_plan(f"<url><loc>{url}</loc>{link}</url>"))
        assert run(run_crawl, web)[0] == [url]

    def test_only_the_site_s_own_hosts(self, run_crawl: RunCrawl, web: Sandbox) -> None:
        ours = [an_ad(web, "/a"), an_ad(web, "/b", host=f"www.{HOST}"), an_ad(web, "/c", host="offres.example")]
        for host in ("ailleurs.example", f"{HOST}.ailleurs.example"):
            ours.append(an_ad(web, "/x", host=host))
        web.add(HOST, "/sitemap.xml", a_plan(*ours, "javascript:alert(1)", "ftp://emploi.exemple.example/x"))
        found, tally = run(run_crawl, web, hosts=("offres.example",))
        assert sorted(found) == sorted(ours[:3])
        assert tally.refused["autre-site"] == 4

    @pytest.mark.parametrize("wrong", ["http://[", "https://emploi.exemple.example:x/1", f"{SITE}:999999/1"])
    @pytest.mark.parametrize("age", ["", "<lastmod>2020-01-01</lastmod>"])
    def test_an_address_that_is_none_costs_no_other(
        self, wrong: str, age: str, run_crawl: RunCrawl, web: Sandbox
    ) -> None:
        url = an_ad(web, "/a")
        entry = f"<url><loc>{wrong}</loc>{age}</url>"
        link = f'<x:link rel="alternate" hreflang="fr" href="{wrong}"/>'
        linked = f"<url><loc>{an_ad(web, '/b')}</loc>{link}</url>"
        web.add(HOST, "/sitemap.xml", a_plan(entry, url, linked, entry))
        found, tally = run(run_crawl, web, max_age=60)
        assert url in found
        assert not tally.incomplete

    def test_a_page_that_leads_to_another_site_is_not_its_ad(self, run_crawl: RunCrawl, web: Sandbox) -> None:
        an_ad(web, "/x", host="ailleurs.example")
        web.add(HOST, "/sitemap.xml", a_plan(f"{SITE}/a"))
        web.fail(HOST, "/a", "redirect:https://ailleurs.example/x")
        found, tally = run(run_crawl, web)
        assert found == []
        assert tally.refused == {"autre-site": 1}
        assert f"{SITE}/a" in tally.failed

    def test_patterns(self, run_crawl: RunCrawl, web: Sandbox) -> None:
        paths = ("/offres/cm-1", "/offres/cm-2/postuler", "/metiers/cm", "/offres/dev-3")
        web.add(HOST, "/sitemap.xml", a_plan(*(an_ad(web, path) for path in paths)))
        found, _ = run(run_crawl, web, include=("/offres/*cm",), exclude=("/postuler",))
        assert found == [f"{SITE}/offres/cm-1"]

    def test_only_some_sitemaps_of_an_index(self, run_crawl: RunCrawl, web: Sandbox) -> None:
        web.add(HOST, "/sitemap.xml", a_plan(f"{SITE}/blog.xml", f"{SITE}/offres-1.xml.gz", kind="sitemap"))
        url = an_ad(web, "/a")
        packed = gzip.compress(a_plan(url).encode())
        web.add(HOST, "/offres-1.xml.gz", Reply(200, {"Content-Type": "application/x-gzip"}, packed))
        assert run(run_crawl, web, index_include=("offres",))[0] == [url]
        assert not web.asked(HOST, "/blog.xml")

    def test_what_robots_txt_forbids_is_not_asked_for(self, run_crawl: RunCrawl, web: Sandbox) -> None:
        web.add(HOST, "/robots.txt", "User-agent: *\nDisallow: /prive/\n")
        web.add(HOST, "/sitemap.xml", a_plan(an_ad(web, "/a"), an_ad(web, "/prive/b")))
        found, tally = run(run_crawl, web)
        assert found == [f"{SITE}/a"]
        assert pages(web) == ["/a"]
        assert tally.errors == {"robots": 1}


class TestWhatAPageHolds:
    def test_ids_of_several_employers_do_not_collide(self, run_crawl: RunCrawl, web: Sandbox) -> None:
        for path, employer in (("/a", "Alpha"), ("/b", "Bêta"), ("/c", "Alpha")):
            an_ad(web, path, {"title": "CM", "identifier": {"value": "1"}, "hiringOrganization": {"name": employer}})
        web.add(HOST, "/sitemap.xml", a_plan(f"{SITE}/a", f"{SITE}/b", f"{SITE}/c"))
        items, _ = collect(run_crawl, web, a_site())
        assert {item.url: item.source_id for item in items} == {
            f"{SITE}/a": "Alpha 1", f"{SITE}/b": "Bêta 1", f"{SITE}/c": f"{SITE}/c",
        }  # fmt: skip

    def test_several_ads_of_a_page_have_an_address_each(self, run_crawl: RunCrawl, web: Sandbox) -> None:
        an_ad(
            web,
            "/a",
            {"title": "Un"},
            {"title": "Deux", "url": "/a/deux"},
            {"title": "Trois", "url": "https://x.example/"},
        )
        web.add(HOST, "/sitemap.xml", a_plan(f"{SITE}/a"))
        items, _ = collect(run_crawl, web, a_site())
        assert [(item.posting.title, item.url) for item in items] == [
            ("Un", f"{SITE}/a"), ("Deux", f"{SITE}/a/deux"), ("Trois", f"{SITE}/a#3"),
        ]  # fmt: skip
        assert len({item.source_id for item in items}) == 3

    def test_a_page_without_an_ad_is_refused_a_page_gone_is_gone(self, run_crawl: RunCrawl, web: Sandbox) -> None:
        web.add(HOST, "/vide", "<html><body>Offre pourvue</body></html>")
        web.add(HOST, "/fichier", Reply(200, {"Content-Type": "application/pdf"}, b"%PDF-1.7"))
        for path, status in (("/404", "404"), ("/410", "410"), ("/500", "500")):
            web.fail(HOST, path, status)
        web.add(
            HOST, "/sitemap.xml", a_plan(*(f"{SITE}{path}" for path in ("/vide", "/fichier", "/404", "/410", "/500")))
        )
        found, tally = run(run_crawl, web)
        assert found == []
        assert tally.refused == {"sans-annonce": 2}
        # Still listed, and nothing says that the ad is gone: the page may be one that asks whether we are a robot.
        assert tally.failed == {f"{SITE}/500", f"{SITE}/vide", f"{SITE}/fichier"}
        assert not tally.incomplete

    def test_broken_data_leave_the_ad_unknown(self, run_crawl: RunCrawl, web: Sandbox) -> None:
        url = f"{SITE}/a?utm_source=plan&amp;b=2"
        web.add(HOST, "/a", '<html><script type="application/ld+json">{{{ oops <</script></html>')
        web.add(HOST, "/sitemap.xml", a_plan(url))
        found, tally = run(run_crawl, web)
        assert found == []
        assert f"{SITE}/a?b=2" in tally.failed  # as a record has it

    def test_a_page_that_moved_is_known_by_the_address_that_lists_it(self, run_crawl: RunCrawl, web: Sandbox) -> None:
        an_ad(web, "/cm-lille-1")
        web.add(HOST, "/sitemap.xml", a_plan(f"{SITE}/1"))
        web.fail(HOST, "/1", f"redirect:{SITE}/cm-lille-1")
        ((item,), _) = collect(run_crawl, web, a_site())
        assert (item.url, item.source_id) == (f"{SITE}/1", f"{SITE}/cm-lille-1")
        web.fail(HOST, "/1", "500")
        _, tally = run(run_crawl, web)
        assert item.url in tally.failed

    def test_accents_survive_a_page_in_latin_1(self, run_crawl: RunCrawl, web: Sandbox) -> None:
        page = '<html><script type="application/ld+json">{"@type":"JobPosting","title":"Chargé de communauté"}</script></html>'
        kind = {"Content-Type": "text/html; charset=iso-8859-1"}
        web.add(HOST, "/a", Reply(200, kind, page.encode("latin-1")))
        web.add(HOST, "/sitemap.xml", a_plan(f"{SITE}/a"))
        items, _ = collect(run_crawl, web, a_site())
        assert [item.posting.title for item in items] == ["Chargé de communauté"]


@pytest.mark.parametrize("fault", ["garbage", "truncated", "bomb", "500", "redirect:http://169.254.169.254/"])
def test_a_sitemap_at_fault_leaves_its_pages_unknown(fault: str, run_crawl: RunCrawl, web: Sandbox) -> None:
    url = an_ad(web, "/a")
    web.add(HOST, "/sitemap.xml", a_plan(f"{SITE}/1.xml", f"{SITE}/2.xml", kind="sitemap"))
    web.add(HOST, "/1.xml", a_plan(f"{SITE}/b"))
    web.add(HOST, "/2.xml", a_plan(url))
    web.fail(HOST, "/1.xml", fault)
    found, tally = run(run_crawl, web)
    assert found == [url]
    assert tally.incomplete
    assert tally.errors.total() == 1


def test_a_list_of_addresses_that_ends_in_something_else_leaves_its_pages_unknown(
    run_crawl: RunCrawl, web: Sandbox
) -> None:
    url = an_ad(web, "/a")
    web.add(HOST, "/sitemap.xml", f"{url}\n<html><body>Erreur 502")
    found, tally = run(run_crawl, web)
    assert found == [url]
    assert tally.incomplete
    assert tally.errors == {"illisible": 1}


@pytest.mark.parametrize("where", ["robots", "index"])
def test_a_sitemap_on_another_host_leaves_its_pages_unknown(where: str, run_crawl: RunCrawl, web: Sandbox) -> None:
    url, other = an_ad(web, "/a"), "https://cdn.exemple.example/2.xml"
    web.add(HOST, "/1.xml", a_plan(url))
    web.add("cdn.exemple.example", "/2.xml", a_plan(an_ad(web, "/b")))
    if where == "robots":
        web.add(HOST, "/robots.txt", f"Sitemap: {SITE}/1.xml\nSitemap: {other}\n")
    else:
        web.add(HOST, "/sitemap.xml", a_plan(f"{SITE}/1.xml", other, kind="sitemap"))
    found, tally = run(run_crawl, web)
    assert found == [url]
    assert tally.incomplete
    assert tally.errors == {"plan-ailleurs": 1}
    found, tally = run(run_crawl, web, hosts=("cdn.exemple.example",))
    assert len(found) == 2
    assert not tally.incomplete


class TestPatterns:
    @given(st.text("ab*"), st.text("ab"))
    def test_a_pattern_without_star_is_a_part_of_the_address(self, pattern: str, url: str) -> None:
        if "*" not in pattern:
            assert _has(url, pattern) == (pattern in url)

    @given(
        st.lists(st.text("ab", max_size=3), max_size=5), st.lists(st.text("abc", max_size=3), min_size=6, max_size=6)
    )
    def test_a_star_stands_for_anything(self, parts: list[str], between: list[str]) -> None:
        url = between[0] + "".join(part + gap for part, gap in zip(parts, between[1:], strict=False))
        assert _has(url, "*".join(parts))

    def test_a_pattern_of_stars_takes_no_time(self) -> None:
        assert not _has("a" * 2000, "*a" * 1000 + "b")
