"""The régions of France as tiles of one size: a small place reads as well as a large one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from generator.charts.drawing import Colour, Drawing, Width, shade
from generator.charts.words import LINE, TEXT, TIGHT, wrap


@dataclass(frozen=True)
class Tile:
    """``value`` shades the tile, ``text`` is written in it; with None for value there are too few to say (« – »)."""

    value: float | None
    text: str = "–"


#: Name, column and row of each région by its INSEE code: roughly where a map would have it, the overseas ones below.
REGIONS: dict[str, tuple[str, int, int]] = {
    "32": ("Hauts-de-France", 2, 0),
    "28": ("Normandie", 1, 1),
    "11": ("Île-de-France", 2, 1),
    "44": ("Grand Est", 3, 1),
    "53": ("Bretagne", 0, 2),
    "52": ("Pays de la Loire", 1, 2),
    "24": ("Centre-Val de Loire", 2, 2),
    "27": ("Bourgogne-Franche-Comté", 3, 2),
    "75": ("Nouvelle-Aquitaine", 1, 3),
    "84": ("Auvergne-Rhône-Alpes", 2, 3),
    "76": ("Occitanie", 1, 4),
    "93": ("Provence-Alpes-Côte d’Azur", 2, 4),
    "94": ("Corse", 3, 4),
    "01": ("Guadeloupe", 0, 5),
    "02": ("Martinique", 1, 5),
    "03": ("Guyane", 2, 5),
    "04": ("La Réunion", 0, 6),
    "06": ("Mayotte", 1, 6),
}
#: What has no room in a narrow tile.
_SHORT = {"27": "Bourg.-Fr.-Comté", "93": "Prov.-Alpes-Côte d’Azur"}
_COLUMNS = 4
_GAP = 2
_OVERSEAS = 5


def tile_map(tiles: Mapping[str, Tile], title: str, width: Width, number: int, *, colour: Colour = "--s2") -> Markup:
    """``tiles`` by the INSEE code of the région (« 53 »); one that is absent is drawn « – ». KeyError for a code that
    is not a région's."""
    unknown = sorted(set(tiles) - set(REGIONS))
    if unknown:
        raise KeyError(unknown[0])
    drawing = Drawing(width, number)
    hatch = drawing.hatch()
    top = max((tile.value for tile in tiles.values() if tile.value is not None), default=0) or 1
    narrow = width == "narrow"
    size = TIGHT if narrow else TEXT
    high = 3 * LINE + 26 if narrow else 2 * LINE + 30
    apart = 14.0
    for code, (name, column, row) in REGIONS.items():
        # The overseas ones are no part of the map: three of them fill a phone's width.
        step = drawing.wide / (3 if narrow and row >= _OVERSEAS else _COLUMNS)
        x, y = column * step, row * high + (apart if row >= _OVERSEAS else 0)
        tile = tiles.get(code, Tile(None))
        side = {"x": x, "y": y, "width": step - _GAP, "height": high - _GAP}
        if tile.value is None:
            drawing.add("rect", **side, fill=hatch, fill_opacity="0.25")
        else:
            drawing.add("rect", **side, fill=f"var({colour})", fill_opacity=shade(tile.value / top))
        drawing.add("path", d=f"M{x:.1f} {y:.1f}h{step - _GAP:.1f}", stroke="var(--edge)")
        name = _SHORT.get(code, name) if narrow else name
        for index, line in enumerate(wrap(name, step - _GAP, 3 if narrow else 2, size=size)):
            drawing.text(x + (0 if narrow else 4), y + 17 + index * LINE, line, colour="--ink", size=size)
        drawing.text(x + step - _GAP - 5, y + high - 9, tile.text, "end", strong=tile.value is not None)
    drawing.height = 7 * high + apart
    return drawing.svg(title)
