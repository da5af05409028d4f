"""The board's own documents as pages: the small part of Markdown that they are written in, and nothing else.

Every text is escaped before any mark in it is read, so a document can't bring markup of its own; links lead to other
documents, to headings, and to pictures of the documents' folder.
"""

import re
from collections.abc import Iterator
from html import escape
from itertools import takewhile
from urllib.parse import quote

HEADING, ITEM, ROW = re.compile(r"(#{1,4}) +(.*)"), re.compile(r"(?:-|(\d+)\.) +(.*)"), re.compile(r"\|(.*)\|\s*")
RULER = re.compile(r"[|\s:-]+")
IMAGE = re.compile(r"!\[([^\]]*)\]\(pictures/([\w-]+\.png)\)")
LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
DOCUMENT = re.compile(r"([a-z]+)\.md(#.*)?")
# Two Chinese lines are one sentence; between others a line break is a blank.
WIDE = r"[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f“”‘’—…]"
JOINT = re.compile(rf"(?<={WIDE})\n(?={WIDE})")


def rendered(text: str, documents: frozenset[str]) -> str:
    """A document as HTML. Of other documents only those named are linked."""
    return "\n".join(_blocks(text.splitlines(), documents))


def _blocks(lines: list[str], documents: frozenset[str]) -> Iterator[str]:
    place = 0
    while place < len(lines):
        line = lines[place]
        if line.startswith("```"):
            body = list(takewhile(lambda one: not one.startswith("```"), lines[place + 1 :]))
            yield f"<pre>{escape(chr(10).join(body))}</pre>"
            place += len(body) + 2
        elif found := HEADING.match(line):
            level, words = len(found[1]), found[2]
            yield f'<h{level} id="{escape(anchor(words))}">{_inline(words, documents)}</h{level}>'
            place += 1
        elif ROW.match(line):
            rows = list(takewhile(ROW.match, lines[place:]))
            yield _table(rows, documents)
            place += len(rows)
        elif ITEM.match(line):
            items = list(takewhile(lambda one: ITEM.match(one) or one.startswith("  "), lines[place:]))
            yield _list(items, documents)
            place += len(items)
        else:
            words = list(takewhile(lambda one: one.strip() and not _begins(one), lines[place:]))
            if words:
                yield f"<p>{_inline(chr(10).join(words), documents)}</p>"
            place += max(len(words), 1)


def _begins(line: str) -> bool:
    """Whether a block of its own begins with this line."""
    return line.startswith("```") or any(kind.match(line) for kind in (HEADING, ROW, ITEM))


def _table(rows: list[str], documents: frozenset[str]) -> str:
    cells = [[cell.strip() for cell in row.strip().strip("|").split("|")] for row in rows if not RULER.fullmatch(row)]
    head, *body = [[_inline(cell, documents) for cell in row] for row in cells]
    top = "".join(f'<th scope="col">{cell}</th>' for cell in head)
    lines = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in body)
    return f'<div class="wide"><table><thead><tr>{top}</tr></thead><tbody>{lines}</tbody></table></div>'


def _list(lines: list[str], documents: frozenset[str]) -> str:
    items: list[str] = []
    for line in lines:
        if found := ITEM.match(line):
            items.append(found[2])
        else:
            items[-1] += "\n" + line.strip()
    kind = "ol" if lines[0][0].isdigit() else "ul"
    return f"<{kind}>{''.join(f'<li>{_inline(item, documents)}</li>' for item in items)}</{kind}>"


def _inline(text: str, documents: frozenset[str]) -> str:
    """Escaped, then code, pictures, links and bold."""
    whole = escape(JOINT.sub("", text))
    parts = re.split(r"`([^`]+)`", whole)
    return "".join(f"<code>{part}</code>" if code % 2 else _marked(part, documents) for code, part in enumerate(parts))


def _marked(text: str, documents: frozenset[str]) -> str:
    with_pictures = IMAGE.sub(r'<img src="/guide/pictures/\2" alt="\1" loading="lazy">', text)
    linked = LINK.sub(lambda found: _link(found[1], found[2], documents), with_pictures)
    return re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", linked, flags=re.DOTALL)


def _link(words: str, target: str, documents: frozenset[str]) -> str:
    """A link, or the words alone where it leads elsewhere."""
    if target.startswith("#"):
        return f'<a href="#{quote(target[1:])}">{words}</a>'
    found = DOCUMENT.fullmatch(target)
    if found and found[1] in documents:
        return f'<a href="/guide/{found[1]}{"#" + quote(found[2][1:]) if found[2] else ""}">{words}</a>'
    return words


def anchor(heading: str) -> str:
    """What a link to a heading names, as the documents are written for: lower case, no punctuation, - for blanks."""
    return re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", heading.lower()))
