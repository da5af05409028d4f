"""A paper as PDF."""

from pathlib import Path
from typing import Any

from services.papers import typeset
from services.papers.paper import (
    Block,
    Heading,
    Items,
    PageBreak,
    Paper,
    Paragraph,
    Picture,
    Table,
    at_right,
    captions,
    cells,
    shares,
    writable,
)
from services.words.language import Language

TEMPLATE = Path(__file__).with_name("paper.typ")


def pdf(paper: Paper, _: Language) -> bytes:
    """The paper as a tagged PDF on A4, the fonts inside. Raises typst.TypstError when a picture is no PNG."""
    return typeset.pdf(TEMPLATE, content(paper, _), pictures(paper))


def content(paper: Paper, _: Language) -> dict[str, Any]:
    """What the template sets, ready for JSON."""
    written = zip(paper.blocks, captions(paper.blocks, _), strict=True)
    return {
        "language": _.code[:2],
        "title": paper.title,
        "lines": paper.lines(_),
        "mark": paper.mark(_),
        "landscape": paper.landscape,
        "blocks": [_block(block, caption, number, _) for number, (block, caption) in enumerate(written)],
    }


def pictures(paper: Paper) -> dict[str, bytes]:
    """The PNGs by the names the content gives them."""
    return {_name(number): block.png for number, block in enumerate(paper.blocks) if isinstance(block, Picture)}


def _name(number: int) -> str:
    return f"picture-{number}.png"


def _block(block: Block, caption: str, number: int, _: Language) -> dict[str, Any]:
    match block:
        case Heading():
            return {"kind": "heading", "text": writable(block.text), "level": block.level}
        case Paragraph():
            return {"kind": "paragraph", "lines": writable(block.text).split("\n"), "look": block.look}
        case Items():
            return {"kind": "items", "texts": [writable(text) for text in block.texts], "numbered": block.numbered}
        case Table():
            return {"kind": "table", "caption": caption} | _table(block, _)
        case Picture():
            words = writable(block.alternative or block.caption)
            return {
                "kind": "picture",
                "file": _name(number),
                "caption": caption,
                "words": words,
                "width": block.width * 100,
            }
        case PageBreak():
            return {"kind": "page break"}


def _table(table: Table, _: Language) -> dict[str, Any]:
    return {
        "header": [writable(name) for name in table.frame.columns],
        "rows": cells(table, _.code),
        "shares": shares(table),
        "right": at_right(table),
    }
