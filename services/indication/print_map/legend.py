"""The legend: a small drawing and its words for everything that occurs on the map."""

from collections.abc import Iterator
from dataclasses import dataclass

from services.figures.palette import LIGHT
from services.ground import geometry
from services.indication import words
from services.indication.print_map import symbols
from services.indication.print_map.content import Area, Layers, PinKind, ranks, tags
from services.indication.print_map.draw import ORDER
from services.indication.print_map.frame import Frame
from services.indication.print_map.ground import COLOURS, ROADS, outline_lines
from services.indication.print_map.svg import Node, document, lines, node
from services.maps.basemap import WIDTHS
from services.papers.paper import writable
from services.words.language import Language

WIDTH, HEIGHT, LETTER = 22.0, 11.0, 8.0
MIDDLE = (WIDTH / 2, HEIGHT / 2)


@dataclass(frozen=True, slots=True)
class Entry:
    """What is drawn, as an SVG of WIDTH by HEIGHT points, and what it means."""

    svg: bytes
    words: str


def legend(layers: Layers, frame: Frame, _: Language) -> list[Entry]:
    """The entries of these layers and of the basemap beneath, the most important first."""
    found = [*_areas(layers, frame, _), *_changes(layers, _), *_plots(layers, _), *_pins(layers, _), *_ground(_)]
    return [Entry(_small(nodes), words) for nodes, words in found]


def files(entries: list[Entry]) -> tuple[list[dict[str, str]], dict[str, bytes]]:
    """The entries for a template: file and words of each, and the drawings by file name."""
    names = [f"legend-{number}.svg" for number in range(len(entries))]
    listed = [{"file": name, "words": writable(entry.words)} for name, entry in zip(names, entries, strict=True)]
    return listed, {name: entry.svg for name, entry in zip(names, entries, strict=True)}


def _small(nodes: list[Node]) -> bytes:
    return document(WIDTH, HEIGHT, [symbols.patterns(LETTER), *nodes])


def _areas(layers: Layers, frame: Frame, _: Language) -> Iterator[tuple[list[Node], str]]:
    every = list(zip(layers.areas, ranks(layers.areas), tags(layers.areas), strict=True))
    for area, rank, tag in sorted(every, key=lambda one: -ORDER.index(one[0].kind)):
        seen = any(line.intersects(frame.ground) for line in outline_lines(area.geometry))
        told = _sized(area, _) if seen else area.label + _(" (outside this map)")
        yield symbols.area(area.kind, _box(2), LETTER, rank), f"{tag} {told}".strip()


def _sized(area: Area, _: Language) -> str:
    """What a boundary is called, and how large it is."""
    return _("{label}, {size}", label=area.label, size=_.text(words.ground(geometry.size(area.geometry))))


def _changes(layers: Layers, _: Language) -> Iterator[tuple[list[Node], str]]:
    if layers.added:
        yield [symbols.change(symbols.ADDED, _box(1), LETTER)], _("Ground added")
    if layers.removed:
        yield [symbols.change(symbols.REMOVED, _box(1), LETTER)], _("Ground removed")


def _plots(layers: Layers, _: Language) -> Iterator[tuple[list[Node], str]]:
    if layers.counts.height:
        small = symbols.count("n", *MIDDLE, LETTER * 0.62)
        yield small, _("Number of plots in a village (placed at the village, not at the plots)")
    yield [symbols.village(*MIDDLE, LETTER)], _("Village")


def _pins(layers: Layers, _: Language) -> Iterator[tuple[list[Node], str]]:
    meanings: dict[PinKind, str] = {
        "blocking": _("Finding that blocks signing off"),
        "finding": _("Finding to be verified, or a note"),
        "comment": _("Comment"),
    }
    for kind, meaning in meanings.items():
        if any(pin.kind == kind for pin in layers.pins):
            yield symbols.pin(kind, "1", MIDDLE, LETTER * 0.75), meaning


def _ground(_: Language) -> Iterator[tuple[list[Node], str]]:
    outline = {"stroke": COLOURS.outline, "stroke_width": 0.9, "stroke_dasharray": "6 2"}
    yield [_line(**outline)], _("Outline of the district (sketch)")
    high, low = (_line(stroke=ROADS[name], stroke_width=WIDTHS[name]) for name in ("motorway", "primary"))
    high.set("transform", "translate(0 -2)")
    low.set("transform", "translate(0 2)")
    yield [high, low], _("Roads (schematic)")
    net = _line(stroke=LIGHT.text, stroke_opacity=0.6, stroke_width=0.7)
    yield [net], _("Graticule (CGCS2000)")


def _box(edge: float) -> str:
    right, low = WIDTH - edge, HEIGHT - edge
    return lines([[(edge, edge), (right, edge), (right, low), (edge, low)]], closed=True)


def _line(**look: str | float) -> Node:
    return node("path", d=lines([[(1, MIDDLE[1]), (WIDTH - 1, MIDDLE[1])]]), fill="none", **look)
