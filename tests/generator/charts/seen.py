"""What a drawing shows, read back from its SVG."""

from __future__ import annotations

import re

from lxml import etree

from generator.charts.drawing import Box, Spot, box_of
from generator.charts.words import TEXT, TIGHT

_COLOURED = re.compile(r"var\(--[a-z0-9-]+\)|none|transparent|currentColor|url\(#[a-z0-9-]+\)")


def parse(svg):
    return etree.fromstring(str(svg).encode())


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def words(svg):
    """Every text of the drawing, in the order written, with ordinary spaces."""
    return [plain(element.text) for element in parse(svg).iter("{*}text")]


def boxes(svg):
    """Every text with the rectangle it covers."""
    found = []
    for element in parse(svg).iter("{*}text"):
        classes = element.get("class", "").split()
        spot = Spot(float(element.get("x")), float(element.get("y")), element.get("text-anchor", "start"))
        size = TIGHT if "t" in classes else TEXT
        found.append((element.text, box_of(spot, element.text, "v" in classes, size)))
    return found


def check_readable(svg):
    """Every word is inside, none runs into another, nothing has a colour of its own."""
    root = parse(svg)
    _, _, wide, high = map(float, root.get("viewBox").split())
    found = boxes(svg)
    assert found
    for text, box in found:
        assert text.strip()
        assert box.left >= -0.2, text
        assert box.top >= -0.2, text
        assert box.right <= wide + 0.2, text
        assert box.bottom <= high + 0.2, text
    found.sort(key=lambda item: item[1].top)
    for index, (one, box) in enumerate(found):
        # Coordinates are written with one decimal.
        slim = Box(box.left + 0.15, box.top + 0.15, box.right - 0.15, box.bottom - 0.15)
        for other, there in found[index + 1 :]:
            if there.top >= slim.bottom:
                break
            assert not slim.overlaps(there), (one, other)
    for element in root.iter():
        for name in ("fill", "stroke", "stop-color", "color"):
            value = element.get(name)
            assert value is None or _COLOURED.fullmatch(value), (name, value)
        assert element.get("style") is None
    title = root.find("{*}title")
    assert title is not None
    assert root.get("aria-labelledby") == title.get("id")


def rectangles(svg, paint):
    """Left, top, width and height of the rectangles that a paint fills."""
    return [
        tuple(float(element.get(name)) for name in ("x", "y", "width", "height"))
        for element in parse(svg).iter("{*}rect")
        if (element.get("fill") or "").startswith(paint)
    ]
