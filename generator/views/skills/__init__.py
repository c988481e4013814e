"""Skills: the index, the tools, « Que me manque-t-il ? », and a page for each."""

from __future__ import annotations

from generator.actions import Address
from generator.page import Page
from generator.site import Renderer
from generator.views.skills.corpora import Demands
from generator.views.skills.gap import gap_pages
from generator.views.skills.index import index_pages
from generator.views.skills.learning import Learning
from generator.views.skills.page import skill_page
from generator.views.skills.rows import SkillRows
from generator.views.skills.tools import tools_pages
from generator.views.skills.trend import Trends


def skill_pages(renderer: Renderer, address: Address) -> list[Page]:
    """Every page about skills, and their files."""
    site = renderer.site
    demands, learning, trends, rows = Demands(site), Learning(site), Trends(site), SkillRows(site)
    pages = [
        *index_pages(renderer, address, demands, trends),
        *tools_pages(renderer, address, demands),
        *gap_pages(renderer, demands, learning),
    ]
    for skill in site.catalog.skills.values():
        pages += skill_page(renderer, skill, address, demands, learning, trends, rows)
    return pages
