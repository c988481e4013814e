"""Hand-written pages that call the catalog: in the site, in the export, and when what they call is not there."""

from __future__ import annotations

import pytest
from lxml import html

from generator.build import BuildFailed, build_site, export_site
from generator.prose import typeset, with_references
from generator.site import Renderer, Site, View, typography
from tests.generator.conftest import CALLED
from tests.generator.made import TODAY

FIGURE = "[[enquete#salaire]]"


@pytest.fixture
def renderer() -> Renderer:
    return Renderer(Site(CALLED, TODAY))


def test_a_reference_reads_as_in_an_answer(renderer):
    text = f"Le salaire : {FIGURE}.\n"
    view = View(renderer, "metier/journee")
    expected = typography(view.refer("enquete#salaire"))
    assert with_references(text, "metier/journee/index.md", renderer) == f"Le salaire : {expected}.\n"
    assert "25\u202f000" in expected or "25\u00a0000" in expected


@pytest.mark.parametrize(
    ("path", "link"),
    [
        ("index.md", "interviews/herve-kabla/"),
        ("metier/index.md", "../interviews/herve-kabla/"),
        ("methode/qualite.md", "../../interviews/herve-kabla/"),
        ("README.md", "interviews/herve-kabla/"),
    ],
)
def test_links_are_relative_to_the_address_of_the_page(renderer, path, link):
    assert f'<a href="{link}">' in with_references("[[herve-kabla]]", path, renderer)


def test_each_figure_of_a_page_opens_its_own_source(renderer):
    tree = html.fromstring(f"<div>{with_references(f'{FIGURE} puis {FIGURE}', 'a.md', renderer)}</div>")
    assert [tree.get_element_by_id(button.get("popovertarget")) is not None for button in tree.iter("button")] == [
        True,
        True,
    ]
    assert len({button.get("popovertarget") for button in tree.iter("button")}) == 2


def test_what_is_no_reference_is_left_as_it_is(renderer):
    text = "---\ntitle: A\n---\r\n`[[herve-kabla]]` *b* <!-- [[x]] -->\n"
    assert with_references(text, "a.md", renderer) == text


def test_a_written_page_calls_the_catalog(project):
    project.write("docs/metier/index.md", f"---\ntitle: A\n---\n# A\n\nLire [[herve-kabla]] : {FIGURE}, `[[x]]`.\n")
    build_site(project.config_file, project.site)
    page = html.fromstring(project.page("metier"))
    link = page.xpath("//article/p/a")[0]
    assert (link.get("href"), link.text_content()) == ("../interviews/herve-kabla/", "Hervé *Kabla*\u00a0: R&D")
    assert page.xpath("//article//button")[0].text_content().endswith("\u00a0€")
    assert set(page.xpath("//article//span[@popover]//a/@href")) == {
        "https://exemple.fr/",
        "../etudes/enquete/#chiffre-salaire",
    }
    assert page.xpath("//article//code")[0].text_content() == "[[x]]"


def test_a_made_page_is_not_read_again(project):
    project.write("data/interviews/autre.yml", "# Autre\n\n[[nulle-part]]\n")
    build_site(project.config_file, project.site)
    assert "[[nulle-part]]" in project.page("interviews/autre")


def test_an_unknown_reference_stops_the_build_and_the_export(project, caplog):
    project.write("docs/a.md", "---\ntitle: A\n---\n\nLire [[herve-cabla]].\n")
    project.write("docs/metier/b.md", "[[enquete#age]]\n")
    project.write("docs/decisions/0001.md", "[[pour-nous]]\n")
    told = (
        "docs/a.md:5:6: « [[herve-cabla]] » : aucune entrée « herve-cabla » ; vouliez-vous dire « herve-kabla » ? "
        "[unknown_reference]\n"
        "docs/metier/b.md:1:1: « [[enquete#age]] » : enquete n’a pas de chiffre « age » [unknown_reference]"
    )
    with pytest.raises(BuildFailed):
        build_site(project.config_file, project.site)
    assert told in caplog.text
    assert not project.site.exists()
    caplog.clear()
    with pytest.raises(BuildFailed):
        export_site(project.config_file, project.root / "arbre")
    assert told in caplog.text
    assert not (project.root / "arbre").exists()


def test_the_export_holds_what_a_page_calls(project):
    project.write("docs/metier/index.md", "---\ntitle: A\n---\nLire [[herve-kabla]].\n")
    export_site(project.config_file, project.root / "arbre")
    text = (project.root / "arbre/metier/index.md").read_text("utf-8")
    assert text.startswith('---\ntitle: A\n---\nLire <a href="../interviews/herve-kabla/">Hervé &#42;Kabla')


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<h2>Qui vous écrit ?</h2>", "<h2>Qui vous écrit\u00a0?</h2>"),
        ("<p><b>Note</b> : « oui », 8 h</p>", "<p><b>Note</b>\u00a0: «\u00a0oui\u00a0», 8\u00a0h</p>"),
        ('<p title="a ?"><code>x ; y</code> ;</p>', '<p title="a ?"><code>x ; y</code>\u00a0;</p>'),
        ("<pre>a ?\nb <i>c ?</i></pre>", "<pre>a ?\nb <i>c ?</i></pre>"),
    ],
)
def test_french_spacing_leaves_code_and_tags_alone(text: str, expected: str) -> None:
    assert typeset(text) == expected


def test_the_headings_of_a_written_page_and_its_summary_are_typeset(project):
    theme = project.root / "theme/main.html"
    theme.write_text(
        f"{theme.read_text('utf-8')}{{% for each in page.toc %}}<li>{{{{ each.title }}}}</li>{{% endfor %}}"
    )
    project.write("docs/a.md", "---\ntitle: A\n---\n\n## Qui vous écrit ?\n\n## «\u00a0Non\u00a0»\n")
    build_site(project.config_file, project.site)
    page = html.fromstring(project.page("a"))
    titles = ["Qui vous écrit\u00a0?", "«\u00a0Non\u00a0»"]
    assert [each.text_content() for each in page.xpath("//h2")] == titles
    assert [each.text_content() for each in page.xpath("//li")] == titles
