"""What a number format shows around and within the figures of a number: "ZD"0000, 0"号", 0.00"万元", 0%.

Whoever hands a sheet in sees ZD0007, 3.5万元 and 85%, where the cell holds 7, 3.5 and 0.85: what is seen is what is
meant, but never fewer decimals than the cell holds. Codes: ECMA-376, 18.8.31.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

# Quoted, escaped, as wide as another sign, filling up; locale, colour or condition; what stands for figures.
TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|[_*].|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[(?P<condition>[<>=][^\]]*)\]'
    r"|\[[^\]]*\]|(?P<general>general|g/通用格式|@)|(?P<digit>[0#?])|(?P<mark>[.,%/e])|(?P<plain>.)",
    re.IGNORECASE | re.DOTALL,
)
SECTIONS = re.compile(r'(?:"[^"]*"|[\\!_*].|\[[^\]]*\]|[^;])+', re.DOTALL)
CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
# Fractions and powers of ten show the number in another way, and nothing beside it.
# No spreadsheet writes a longer one.
LONGEST = 255
OTHER_WAYS = ("/", "e")
GENERAL = "g"
FIGURES = ("0", "#", "?", GENERAL)
PERCENT = 100
# The built-in formats without a code of their own that show a hundredfold.
PERCENTAGES = {9: "0%", 10: "0.00%"}


@dataclass(frozen=True, slots=True)
class Format:
    """One section of a format: the condition under which it holds ("" always), the texts `before` and `behind`, the
    `figures` it shows at least before the point, by what the number is divided before it is shown, and its `mask`
    where texts stand between those figures: 0 a figure, # one where there is one, else a text."""

    condition: str
    before: str
    behind: str
    figures: int
    divisor: Decimal
    mask: tuple[str, ...] = ()

    def shown(self, value: Decimal) -> str:
        """The number as it is seen, all its decimals kept."""
        value = value / self.divisor
        whole, point, decimals = f"{abs(value).normalize():f}".partition(".")
        whole = _masked(whole, self.mask) if self.mask else whole.zfill(self.figures)
        return f"{self.before}{'-' if value < 0 else ''}{whole}{point}{decimals}{self.behind}"

    def holds(self, value: Decimal) -> bool:
        """Whether the section is the one for this number."""
        found = CONDITION.fullmatch(self.condition)
        if not found:
            return True
        bound = Decimal(found[2])
        return {
            "<": value < bound, "<=": value <= bound, ">": value > bound, ">=": value >= bound,
            "=": value == bound, "<>": value != bound,
        }[found[1]]  # fmt: skip


PLAIN = Format("", "", "", 0, Decimal(1))


@lru_cache(maxsize=1_000)
def formats(code: str) -> tuple[Format, ...]:
    """What a format's sections show beside a number's figures; none where they show nothing of their own."""
    read = [_section(section) for section in SECTIONS.findall(code[:LONGEST])]
    # Without conditions the first section is that of positive numbers; the others differ in the sign alone.
    held = ([one for one in read if one.condition] and read) or read[:1]
    return () if all(one == PLAIN for one in held) else tuple(held)


@lru_cache(maxsize=10_000)
def shown(text: str, held: tuple[Format, ...]) -> str:
    """A plain number as the format shows it."""
    value = Decimal(text)
    return next((one for one in held if one.holds(value)), PLAIN).shown(value)


@lru_cache(maxsize=1_000)
def around(code: str) -> tuple[str, str]:
    """What a format shows before and behind a text: "津"@"号"."""
    for section in SECTIONS.findall(code[:LONGEST]):
        before, at, behind = section.rpartition("@")
        if at:
            return _texts(before), _texts(behind)
    return "", ""


def _texts(part: str) -> str:
    return "".join(_text(found) for found in TOKEN.finditer(part)).strip()


def _text(found: re.Match[str]) -> str:
    return found["quoted"] or found["escaped"] or found["currency"] or found["plain"] or ""


def _section(section: str) -> Format:
    condition, tokens = "", list[tuple[str, str]]()
    for found in TOKEN.finditer(section):
        condition = found["condition"] or condition
        kind = found.lastgroup or ""
        if kind == "general":
            tokens.append(("digit", GENERAL))
        elif kind in ("digit", "mark"):
            tokens.append((kind, found[0].lower()))
        elif text := _text(found):
            tokens.append(("text", text))
    places = [place for place, (kind, sign) in enumerate(tokens) if kind == "digit" and sign != "?"]
    if not places or any(kind == "mark" and sign in OTHER_WAYS for kind, sign in tokens):
        return Format(condition, "", "", 0, Decimal(1))
    first, last = places[0], places[-1]
    before, within, behind = tokens[:first], tokens[first : last + 1], tokens[last + 1 :]
    percent = ("mark", "%") in tokens
    divisor = Decimal(1000) ** behind.count(("mark", ",")) / (PERCENT if percent else 1)
    whole = within[: within.index(("mark", "."))] if ("mark", ".") in within else within
    figures = whole.count(("digit", "0"))
    mask = tuple(sign for kind, sign in whole if kind == "digit" or (kind == "text" and sign.strip()))
    if ("text", ".") in whole:
        # 0!.0, shows thousands with a point set before the last figure: ten thousands.
        divisor *= 10 ** sum(kind == "digit" for kind, _ in whole[whole.index(("text", ".")) :])
        figures, mask = 0, ()
    texts = any(sign not in FIGURES for sign in mask)
    return Format(
        condition,
        _joined(before),
        _joined(behind) + ("%" if percent else ""),
        figures if figures > 1 else 0,
        divisor,
        mask if texts else (),
    )


def _joined(tokens: list[tuple[str, str]]) -> str:
    return "".join(sign for kind, sign in tokens if kind == "text").strip()


def _masked(figures: str, mask: tuple[str, ...]) -> str:
    """Figures filled into a mask from the right; what is left over stands before the first."""
    left, pieces = list(figures), list[str]()
    digits = sum(sign in FIGURES for sign in mask)
    for sign in reversed(mask):
        if sign not in FIGURES:
            pieces.append(sign)
            continue
        digits -= 1
        if digits == 0:
            pieces.append("".join(left) or ("0" if sign == "0" else ""))
        else:
            pieces.append(left.pop() if left else ("0" if sign == "0" else ""))
    return "".join(reversed(pieces))
