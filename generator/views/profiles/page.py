"""``/profils/``: its sections put together, and the drawings of its charts."""

from __future__ import annotations

from generator.actions import Address
from generator.charts.shown import chart_file
from generator.page import Page
from generator.site import Renderer
from generator.views.profiles import ages, jobs, people, places
from generator.views.profiles.shown import PATH, Charts

TEMPLATE = "profiles.md.j2"
#: The theme whose questions the page leads to, and the question of those who start late.
TOPIC, LATE_QUESTION = "profils", "reconversion-a-quarante-ans"


def profile_pages(renderer: Renderer, address: Address) -> list[Page]:
    """The page and the drawings of its charts; none while no survey gives a median age (a part of the catalog)."""
    site = renderer.site
    headline = ages.headline(site) if ages.MEDIAN in site.tables else None
    if headline is None:
        return []
    charts = Charts(site, address)
    questions = site.catalog.questions
    page = renderer.page(
        TEMPLATE,
        PATH,
        {
            "title": "Profils des community managers",
            "short": "Profils",
            "description": "Âge, part des femmes, études, contrat, employeur et région des community managers,"
            " édition par édition.",
            "wide": True,
            "collected": bool(renderer.site.ads.groups),
            "search_words": ["âge", "âge moyen", "femmes", "hommes", "parité", "diplôme", "bac+5", "reconversion"],
        },
        f"generator/templates/{TEMPLATE}",
        headline=headline,
        median=ages.median_chart(site, charts),
        under=ages.under_chart(site, charts),
        ruler=ages.ruler(site, charts),
        thresholds=ages.known_thresholds(site),
        women=people.women_chart(site, charts),
        studies=people.studies_chart(site, charts),
        contracts=jobs.contracts_beside(site, charts),
        contract_years=jobs.contracts_over_years(site, charts),
        employers=jobs.employers_chart(site, charts),
        sizes=jobs.sizes_chart(site, charts),
        regions=places.regions(site, charts),
        tasks=jobs.tasks_chart(site, charts),
        platforms=jobs.platforms_chart(site, charts),
        editions=people.editions(site),
        elders=people.elders(site),
        disputes=people.disputes(site),
        late_question=questions.get(LATE_QUESTION),
        questions=[each for each in questions.values() if each.topics[0] == TOPIC and each.id != LATE_QUESTION],
    )
    return [page, *(chart_file(made.chart) for made in charts.made)]
