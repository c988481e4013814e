"""From an Altair chart to an SVG that lives in a page: its colours are the page's, its text is for people."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

import altair as alt
import vl_convert
from markupsafe import Markup, escape

Width = Literal["wide", "narrow"]

#: Width and height of the whole drawing, in units of its viewBox: text of 13 units is 12 px or more on screen.
SIZES: dict[Width, tuple[int, int]] = {"wide": (640, 270), "narrow": (328, 230)}

_OPENING = re.compile(r"<svg[^>]*?viewBox=\"([^\"]+)\"[^>]*>")


def draw(chart: alt.LayerChart | alt.FacetChart, width: Width, title: str, number: int) -> Markup:
    """The chart as ``<svg class="plot …">``, described by ``title``; ``number`` keeps ids apart in a page."""
    wide, high = SIZES[width]
    spec = (
        chart.properties(
            width=wide,
            height=high,
            background="transparent",
            padding=4,
            autosize=alt.AutoSizeParams(type="fit", contains="padding"),
        )
        .configure_view(stroke=None)
        .configure_axis(
            labelFont="inherit", labelFontSize=13, labelColor="var(--soft)", gridColor="var(--line)",
            domain=False, ticks=False, title=None, labelPadding=8,
        )
        .configure_text(font="inherit", fontSize=14, fontWeight="bold", fill="var(--ink)")
    )  # fmt: skip
    svg = _svg(spec.to_json(indent=None))
    opening = _OPENING.search(svg)
    assert opening, "vl-convert always gives a viewBox"
    name = f"plot-{number}-{width}"
    head = Markup(
        '<svg class="plot {}" viewBox="{}" role="img" aria-labelledby="{}"><title id="{}">{}</title>'
    ).format(width, opening[1], name, name, escape(title))
    # What Vega says to screen readers mark by mark is said once, by the title and by the table beneath.
    body = re.sub(r'\s(?:aria-[a-z]+|role|font-family)="[^"]*"', "", svg[opening.end() :])
    return head + Markup(re.sub(r"\s*\n\s*", "", body))


@lru_cache(maxsize=64)
def _svg(spec: str) -> str:
    return vl_convert.vegalite_to_svg(spec, format_locale="fr-FR", time_format_locale="fr-FR")
