"""A figure called in a hand-written page opens its source, from the keyboard too."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_a_figure_of_a_written_page_opens_and_leads_to_its_source(visit):
    page = visit("metier/organisation/")
    figure = page.locator("main table .figure-inline").first
    figure.get_by_role("button").focus()
    page.keyboard.press("Enter")
    source = figure.locator("[popover]")
    expect(source).to_be_visible()
    expect(source).to_contain_text("2020")
    source.get_by_role("link", name="Adresse permanente").click()
    expect(page).to_have_url(re.compile(r"/etudes/enquete-cm-2020/#chiffre-part-service\.communication$"))
    expect(page.locator("[id='chiffre-part-service.communication']")).to_be_visible()
