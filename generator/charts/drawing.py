"""A drawing under construction: marks and words go in, an SVG comes out, coloured by the page's own stylesheet.

Charts are written as SVG directly: a word whose place is known can be kept from running into another (0007).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from markupsafe import Markup

from generator.charts.words import LINE, TEXT, width_of

Width = Literal["wide", "narrow"]
Anchor = Literal["start", "middle", "end"]
#: A series: surveys are ``--s1``, ads ``--s2``, the same everywhere.
Colour = Literal["--s1", "--s2", "--s3", "--s4", "--ink", "--soft", "--accent"]
#: What tells two series apart without their colour.
Shape = Literal["circle", "open", "diamond", "square", "dashed", "triangle", "cross"]

#: The width of a drawing, in units of its viewBox: a text of 15 units is 12 px or more on screen.
WIDTHS: dict[Width, int] = {"wide": 640, "narrow": 328}

_CLASSES = {"--ink": "i", "--soft": "", "--accent": "acc", "--s1": "c1", "--s2": "c2", "--s3": "c3", "--s4": "c4"}


@dataclass(frozen=True)
class Box:
    """A rectangle taken by words or by a mark."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Box) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


@dataclass(frozen=True)
class Spot:
    """Where words may be written: the point their base line is anchored to."""

    x: float
    y: float
    anchor: Anchor = "middle"


@dataclass
class Drawing:
    """``height`` may be set until ``svg`` is called; ``taken`` holds what words and marks already cover."""

    width: Width
    number: int
    height: float = 0
    pieces: list[Markup] = field(default_factory=list)
    taken: list[Box] = field(default_factory=list)

    @property
    def wide(self) -> int:
        return WIDTHS[self.width]

    def text(
        self,
        x: float,
        y: float,
        words: str,
        anchor: Anchor = "start",
        strong: bool = False,
        colour: Colour = "--soft",
        size: float = TEXT,
    ) -> None:
        """Write ``words``, whatever is there already; their size is ``TEXT``, or ``TIGHT`` in a narrow drawing."""
        self.taken.append(box_of(Spot(x, y, anchor), words, strong, size))
        # The stylesheet colours words by class: it would win over a fill given here.
        names = " ".join(
            name for name in ("v" if strong else "", _CLASSES[colour], "t" if size < TEXT else "") if name
        )
        self.pieces.append(
            Markup("<text{}{} {}>{}</text>").format(
                Markup(' class="{}"').format(names) if names else "",
                Markup(' text-anchor="{}"').format(anchor) if anchor != "start" else "",
                attributes(x=x, y=y),
                words,
            )
        )

    def place(
        self, words: str, spots: Iterable[Spot], strong: bool = False, colour: Colour = "--soft"
    ) -> Spot | None:
        """Write ``words`` on the first spot where they are inside and run into nothing; None when there is none."""
        for spot in spots:
            if self.is_free(box_of(spot, words, strong)):
                self.text(spot.x, spot.y, words, spot.anchor, strong, colour)
                return spot
        return None

    def is_free(self, box: Box) -> bool:
        hair = 0.01
        across = box.left >= -hair and box.right <= self.wide + hair
        inside = across and box.top >= -hair and box.bottom <= self.height + hair
        return inside and not any(box.overlaps(other) for other in self.taken)

    def add(self, name: str, **values: str | float | None) -> None:
        """A shape of SVG; ``stroke_width`` is the attribute ``stroke-width``, None leaves an attribute out."""
        self.pieces.append(Markup("<{} {}/>").format(name, attributes(**values)))

    def behind(self, name: str, **values: str | float | None) -> None:
        """A shape under all that is drawn already."""
        self.pieces.insert(0, Markup("<{} {}/>").format(name, attributes(**values)))

    def rule(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """A thin line of the ground."""
        self.add("path", d=f"M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}", stroke="var(--line)")

    def mark(self, shape: Shape, x: float, y: float, colour: Colour, size: float = 7) -> None:
        """A point of a series; its place is taken."""
        self.taken.append(Box(x - size, y - size, x + size, y + size))
        paint = f"var({colour})"
        at = f"M{number(x)} {number(y - size)}"
        step = number(size)
        # Two marks one on the other stay two.
        edge: dict[str, str | float | None] = {"stroke": "var(--paper)", "stroke_width": 1.5}
        match shape:
            case "circle":
                self.add("circle", cx=x, cy=y, r=size - 1, fill=paint, **edge)
            case "open":
                self.add("circle", cx=x, cy=y, r=size - 1, fill="var(--paper)", stroke=paint, stroke_width=3)
            case "diamond":
                self.add("path", d=f"{at}l{step} {step}l-{step} {step}l-{step} -{step}z", fill=paint, **edge)
            case "square":
                side = 2 * size - 2
                self.add("rect", x=x - side / 2, y=y - side / 2, width=side, height=side, fill=paint, **edge)
            case "dashed":
                side = 2 * size - 3
                self.add(
                    "rect", x=x - side / 2, y=y - side / 2, width=side, height=side, fill="var(--paper)",
                    stroke=paint, stroke_width=2, stroke_dasharray="3 2",
                )  # fmt: skip
            case "triangle":
                self.add("path", d=f"{at}l{step} {number(2 * size - 1)}h-{number(2 * size)}z", fill=paint, **edge)
            case "cross":
                whole = number(2 * size - 4)
                path = f"M{number(x - size + 2)} {number(y - size + 2)}l{whole} {whole}m0 -{whole}l-{whole} {whole}"
                self.add("path", d=path, fill="none", stroke=paint, stroke_width=3)

    def hatch(self) -> str:
        """The paint of what is not whole or not known: thin slanted lines."""
        name = f"hatch-{self.number}-{self.width}"
        self.pieces.insert(
            0,
            Markup(
                '<defs><pattern id="{}" width="6" height="6" patternUnits="userSpaceOnUse" '
                'patternTransform="rotate(45)"><path d="M0 0V6" stroke="{}" stroke-width="2"/></pattern></defs>'
            ).format(name, "var(--edge)"),
        )
        return f"url(#{name})"

    def svg(self, title: str) -> Markup:
        """The drawing as ``<svg class="plot …">``, named by ``title``; its number keeps ids apart in a page."""
        name = f"plot-{self.number}-{self.width}"
        head = Markup(
            '<svg class="plot {}" viewBox="0 0 {} {}" role="img" aria-labelledby="{}"><title id="{}">{}</title>'
        ).format(self.width, self.wide, number(self.height), name, name, title)
        return head + Markup("").join(self.pieces) + Markup("</svg>")


def box_of(spot: Spot, words: str, strong: bool = False, size: float = TEXT) -> Box:
    """What ``words`` cover when written there."""
    wide = width_of(words, strong, size)
    left = spot.x - {"start": 0.0, "middle": wide / 2, "end": wide}[spot.anchor]
    return Box(left, spot.y - 0.8 * TEXT, left + wide, spot.y + (LINE - 0.8 * TEXT) * 0.7)


def shade(share: float) -> str:
    """The opacity of a cell, ``share`` from 0 to 1: less than half of a hue, for ink to be read in both themes."""
    return str(round(0.06 + 0.39 * share, 3))


def attributes(**values: str | float | None) -> Markup:
    """``stroke_width=2`` gives ``stroke-width="2"``, each value escaped, each number short."""
    return Markup(" ").join(
        Markup('{}="{}"').format(
            name.rstrip("_").replace("_", "-"), number(value) if isinstance(value, (int, float)) else value
        )
        for name, value in values.items()
        if value is not None
    )


def number(value: float) -> str:
    """A coordinate with at most one decimal: ``12``, ``12.5``."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text
