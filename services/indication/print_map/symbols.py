"""How each thing is drawn: lines and fills that are told apart in black and white as well."""

from dataclasses import dataclass

from services.figures.palette import LIGHT
from services.indication.print_map.content import AreaKind, PinKind
from services.indication.print_map.svg import Node, lines, node, words

INK, PAPER = LIGHT.text, "#FFFFFF"
GREEN, YELLOW, BLUE, RUST, _LIME, PURPLE, *_REST = LIGHT.categories


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line: colour, width and dashes in multiples of it, and how much of the colour fills the ground."""

    colour: str
    width: float
    dashes: str
    fill: float


AREAS: dict[AreaKind, Stroke] = {
    "in_force": Stroke(GREEN, 2.2, "", 0.14),
    "draft": Stroke(PURPLE, 1.8, "7 3", 0.06),
    "core": Stroke(RUST, 1.5, "8 2.5 1.5 2.5", 0.08),
    "former": Stroke(INK, 1.2, "1.2 2.4", 0.0),
}
# Several drafts at once: told apart by colour, by dashes, and by a letter.
DRAFTS = (
    AREAS["draft"],
    Stroke(BLUE, 1.8, "2.4 2", 0.06),
    Stroke(YELLOW, 2.0, "10 2.5 1.2 2.5 1.2 2.5", 0.06),
)
ADDED, REMOVED = "added", "removed"
CHANGES = {ADDED: (BLUE, 45), REMOVED: (RUST, -45)}
PIN_LOOKS: dict[PinKind, tuple[str, str]] = {
    "blocking": (LIGHT.late, PAPER),
    "finding": (PAPER, INK),
    "comment": ("#F6E7B8", INK),
}


def patterns(letter: float) -> Node:
    """The hatchings of ground that was added or removed, leaning to different sides."""
    return node("defs", [_hatch(name, colour, angle, letter) for name, (colour, angle) in CHANGES.items()])


def _hatch(name: str, colour: str, angle: float, letter: float) -> Node:
    step = letter * 0.6
    stripe = node("path", d=f"M0 0V{step:.2f}", stroke=colour, stroke_width=letter * 0.22)
    ground = node("rect", width=step, height=step, fill=colour, fill_opacity=0.18)
    turn = f"rotate({angle})"
    return node(
        "pattern",
        [ground, stripe],
        id=name,
        width=step,
        height=step,
        patternUnits="userSpaceOnUse",
        patternTransform=turn,
    )


def look(kind: AreaKind, rank: int) -> Stroke:
    """How the `rank`th boundary of a kind is drawn, the first being 0."""
    return DRAFTS[rank % len(DRAFTS)] if kind == "draft" else AREAS[kind]


def area(kind: AreaKind, path: str, letter: float, rank: int = 0) -> list[Node]:
    """The ground faintly, and its line over a white one, legible on roads and hatchings."""
    stroke = look(kind, rank)
    width = stroke.width * letter / 8
    dashes = " ".join(f"{float(part) * letter / 8:.2f}" for part in stroke.dashes.split())
    drawn = [
        node("path", d=path, fill=stroke.colour, fill_opacity=stroke.fill, fill_rule="evenodd"),
        node("path", d=path, fill="none", stroke=PAPER, stroke_width=width * 2, stroke_opacity=0.8),
        node("path", d=path, fill="none", stroke=stroke.colour, stroke_width=width, stroke_linejoin="round"),
    ]
    if dashes:
        drawn[-1].set("stroke-dasharray", dashes)
    return drawn if stroke.fill else drawn[1:]


def change(name: str, path: str, letter: float) -> Node:
    """Ground that was added or removed."""
    colour, _angle = CHANGES[name]
    look = {"fill": f"url(#{name})", "fill_rule": "evenodd", "stroke": colour}
    return node("path", d=path, stroke_width=letter * 0.09, **look)


def village(x: float, y: float, letter: float) -> Node:
    return node("circle", cx=x, cy=y, r=letter * 0.26, fill=INK, stroke=PAPER, stroke_width=letter * 0.1)


def count(number: str, x: float, y: float, letter: float) -> list[Node]:
    """The one symbol of a village's plots, with their number."""
    disc = node("circle", cx=x, cy=y, r=count_radius(letter), fill=GREEN, stroke=PAPER, stroke_width=letter * 0.12)
    return [disc, words(number, x, y, letter * 0.85, fill=PAPER, bold=True)]


def count_radius(letter: float) -> float:
    return letter * 1.05


def tie(at: tuple[float, float], spot: tuple[float, float], letter: float) -> list[Node]:
    """The dot at a pin's place, and the line to where its number had room."""
    line = node("path", d=lines([[spot, at]]), stroke=INK, stroke_width=letter * 0.1)
    return [line, node("circle", cx=spot[0], cy=spot[1], r=letter * 0.2, fill=INK)]


def pin(kind: PinKind, number: str, at: tuple[float, float], letter: float) -> list[Node]:
    """A numbered disc, or for a comment a square."""
    fill, ink = PIN_LOOKS[kind]
    (x, y), half = at, letter * 0.78
    edge = {"fill": fill, "stroke": INK, "stroke_width": letter * 0.1}
    body = (
        node("rect", x=x - half, y=y - half, width=2 * half, height=2 * half, rx=letter * 0.15, **edge)
        if kind == "comment"
        else node("circle", cx=x, cy=y, r=half, **edge)
    )
    size = letter * (0.9 if len(number) < 3 else 0.68)
    return [body, words(number, x, y, size, fill=ink, bold=True)]
