"""A drawing as a file that opens alone: its own colours and letters, its conclusion above, its source below."""

from __future__ import annotations

import re

from markupsafe import Markup

from generator.charts.drawing import number
from generator.charts.palette import LIGHT, SANS, SERIF
from generator.charts.words import TEXT, wrap

_MARGIN = 16
_HEAD = 28
_FOOT = 17
_VIEW = re.compile(r'viewBox="0 0 (\d+) ([\d.]+)"')

_STYLE = (
    f"text{{font:{TEXT}px {SANS};fill:{LIGHT['--soft']};font-variant-numeric:tabular-nums}}"
    f".head{{font:700 21px {SERIF};fill:{LIGHT['--ink']}}}.foot{{font-size:13px}}"
    f".v{{font-weight:700;fill:{LIGHT['--ink']}}}.i{{fill:{LIGHT['--ink']}}}.acc{{fill:{LIGHT['--accent']}}}"
    + "".join(f".c{rank}{{fill:{LIGHT[f'--s{rank}']}}}" for rank in range(1, 5))
)


def stand_alone(drawing: Markup, title: str, source: str) -> str:
    """The text of an SVG file made of the wide ``drawing`` of a page; ``title`` and ``source`` are plain text.

    KeyError for a colour that the palette does not hold.
    """
    view = _VIEW.search(drawing)
    assert view, "a drawing tells its size"
    wide, high = float(view[1]), float(view[2])
    heads = wrap(title, wide * TEXT / 21, 3, strong=True)
    feet = wrap(source, wide * TEXT / 13, 12)
    top = _MARGIN + len(heads) * _HEAD + 8
    bottom = top + high + 22
    whole = bottom + len(feet) * _FOOT + _MARGIN - 8
    body = re.sub(r"<svg [^>]*>", "", drawing, count=1)
    inner = Markup('<svg x="{}" y="{}" width="{}" height="{}" viewBox="0 0 {} {}" overflow="visible">').format(
        _MARGIN, number(top), number(wide), number(high), number(wide), number(high)
    )
    lines = [
        Markup('<text class="head" x="{}" y="{}">{}</text>').format(_MARGIN, _MARGIN + 20 + index * _HEAD, line)
        for index, line in enumerate(heads)
    ] + [
        Markup('<text class="foot" x="{}" y="{}">{}</text>').format(_MARGIN, number(bottom + index * _FOOT), line)
        for index, line in enumerate(feet)
    ]
    size = (number(wide + 2 * _MARGIN), number(whole))
    opening = Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" width="{}" height="{}" xml:lang="fr" role="img">'
        "<title>{}</title><desc>{}</desc><style>{}</style>"
        '<rect width="100%" height="100%" fill="var(--paper)"/>'
    ).format(*size, *size, title, source, Markup(_STYLE))
    text = opening + Markup("").join(lines) + inner + Markup(body) + Markup("</svg>\n")
    return re.sub(r"var\((--[a-z0-9-]+)\)", lambda match: LIGHT[match[1]], text)
