"""SVG as a tree: whatever a text or an attribute holds is escaped when the tree is written."""

from collections.abc import Iterable, Sequence
from xml.etree import ElementTree

from services.papers.paper import writable

Node = ElementTree.Element
FONT = "Noto Sans CJK SC"
# In an SVG typst draws the variable font at weight 400 in its thinnest cut; 500 and 700 come out as they should.
NORMAL, BOLD = 500, 700


def node(name: str, children: Iterable[Node] = (), text: str = "", /, **attributes: str | float) -> Node:
    """An element; `stroke_width=1` becomes stroke-width, numbers have two decimals."""
    written = {key.rstrip("_").replace("_", "-"): _value(value) for key, value in attributes.items()}
    made = Node(name, written)
    made.text = writable(text) or None
    made.extend(children)
    return made


def lines(points: Iterable[Sequence[tuple[float, float]]], *, closed: bool = False) -> str:
    """The path data of one line or ring after another."""
    end = "Z" if closed else ""
    return "".join("M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in part) + end for part in points if part)


def words(
    text: str, x: float, y: float, size: float, *, fill: str, halo: str = "", bold: bool = False, **more: str | float
) -> Node:
    """A text whose middle is at (x, y), or its start with text_anchor="start"; `halo` is the colour around it."""
    around = {"stroke": halo, "stroke_width": size * 0.28, "stroke_linejoin": "round", "paint_order": "stroke"}
    look: dict[str, str | float] = {"font_family": FONT, "font_weight": BOLD if bold else NORMAL, "font_size": size}
    usual: dict[str, str | float] = {"text_anchor": "middle", "fill": fill}
    return node("text", (), text, x=x, y=y + size * 0.36, **look | usual | (around if halo else {}) | more)


def document(width: float, height: float, children: Iterable[Node]) -> bytes:
    """A whole SVG of that many units, which are also its points or pixels."""
    box = {"xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {width:.2f} {height:.2f}"}
    return ElementTree.tostring(node("svg", children, **box, width=width, height=height), encoding="utf-8")


def _value(value: str | float) -> str:
    return writable(value) if isinstance(value, str) else f"{value:.2f}".rstrip("0").rstrip(".")
