"""Numbers of a coordinate table: decimal degrees, degrees-minutes-seconds, or metres."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Literal

from services.ground.coordinates import Point, in_china, inside_district

Writing = Literal["degrees", "seconds", "minutes"]
"""How numbers with a point are meant: 117.0418 as degrees, ddd.mmssss (117°04′18″) or ddd.mmmm (117°4.18′)."""

LOOKALIKES = {"°": "度º˚∘⁰゜ᵒ◦○", "'": "分′’‘´ˊ`", '"': "秒”“˝〞〃"}
SIGNS = str.maketrans({one: sign for sign, others in LOOKALIKES.items() for one in others})
WORDS = {"东经": "E", "北纬": "N", "西经": "W", "南纬": "S"}
# 117d02m30.5s, 117 deg 2 min, 117·02′30″: letters and points for the signs, told by the minutes' behind them.
SPELLED = re.compile(
    r"(\d)\s*(?:DEG|D|O|·|•|。|°)\s*(\d+(?:\.\d+)?)\s*(?:MIN|M|')\s*(?:(\d+(?:\.\d+)?)\s*(?:SEC|S(?![A-Z])|S(?=[NSEW])|\")?)?"
)
# 30″.5 and 30秒5, as old instruments write decimals of a second; 117.02.30.5, whose points part it.
BEHIND = re.compile(r'(\d)"\.?(\d+)')
DOTTED = re.compile(r"(\d{1,3})\.(\d{1,2})\.(\d{1,2}\.\d+)")
DECIMAL = re.compile(r"(?P<degrees>[+-]?\d+(?:\.\d+)?)(?:°|M|米)?")
SEXAGESIMAL = re.compile(
    r"(?P<degrees>\d{1,3})\s*[°:\s_-]\s*(?P<minutes>\d{1,2}(?:\.\d+)?)\s*(?:[':\s_-]\s*(?:(?P<seconds>\d{1,2}(?:\.\d+)?)\s*\"?)?)?"
)


def number_of(text: str) -> float | None:
    """Degrees or metres of one cell, west and south negative; None for anything else.

    117°02′30.5″E, 117-02-30.5, 117度2分30.5秒, E117:02:30.5, 117d02m30.5s and 117°2.5′ are degrees, minutes,
    seconds.
    """
    # º before, for NFKC makes it an o; what NFKC makes of ″, after.
    plain = (
        unicodedata.normalize("NFKC", text.translate(SIGNS)).translate(SIGNS).replace("''", '"').upper().strip(" 。.")
    )
    for word, letter in WORDS.items():
        plain = plain.replace(word, letter)
    plain = SPELLED.sub(lambda found: f"{found[1]}°{found[2]}'" + (f'{found[3]}"' if found[3] else ""), plain)
    plain = plain.strip(" ():")
    side = next((letter for letter in "NSEW" if letter in (plain[:1], plain[-1:])), "")
    plain = DOTTED.sub(r"\1°\2'\3", BEHIND.sub(r'\1.\2"', plain.strip("NSEW ():")))
    value = _decimal(plain) if _decimal(plain) is not None else _sexagesimal(plain)
    return -value if value is not None and side in ("S", "W") and side else value


def is_plain(text: str) -> bool:
    """Whether a cell is a bare number, without signs that show what its digits mean."""
    return re.fullmatch(r"[+-]?[\d,]+(?:\.\d+)?", unicodedata.normalize("NFKC", text).strip()) is not None


def _decimal(text: str) -> float | None:
    found = DECIMAL.fullmatch(text.replace(",", ""))
    return float(found["degrees"]) if found else None


def _sexagesimal(text: str) -> float | None:
    found = SEXAGESIMAL.fullmatch(text)
    if not found:
        return None
    minutes, seconds = float(found["minutes"]), float(found["seconds"] or 0)
    if minutes >= 60 or seconds >= 60:
        return None
    return int(found["degrees"]) + minutes / 60 + seconds / 3600


def writings(points: Sequence[Point]) -> tuple[Writing, ...]:
    """What numbers with a point may mean, the likeliest first; just "degrees" where nothing else can be.

    ddd.mmssss shows by minutes and seconds that are all below 60. ddd.mmmm, of which that is too often true of
    degrees as well, is only thought of where degrees lie outside the district and it lies inside.
    """
    if not points or not _angular(points):
        return ("degrees",)
    read: dict[Writing, list[Point]] = {"degrees": list(points)}
    for writing in ("seconds", "minutes"):
        if (meant := [(angle(x, writing), angle(y, writing)) for x, y in points]) and all(
            x is not None and y is not None for x, y in meant
        ):
            read[writing] = [(x, y) for x, y in meant if x is not None and y is not None]
    here = {writing: _here(given) for writing, given in read.items()}
    if here["degrees"] or not here.get("minutes"):
        read.pop("minutes", None)
    if max(len(_decimals(number)) for point in points for number in point) < SECONDS:
        read.pop("seconds", None)
    return tuple(sorted(read, key=lambda writing: not here[writing]))


def angle(value: float, writing: Writing) -> float | None:
    """Degrees of a number in a writing; None where its minutes or seconds are no such."""
    if writing == "degrees":
        return value
    whole, digits = int(abs(value)), _decimals(value)
    padded = digits.ljust(SECONDS, "0")
    minutes = float(f"{padded[:2]}.{padded[2:]}") if writing == "minutes" else float(padded[:2])
    seconds = 0.0 if writing == "minutes" else float(f"{padded[2:4]}.{padded[4:] or 0}")
    if minutes >= 60 or seconds >= 60:
        return None
    return (whole + minutes / 60 + seconds / 3600) * (-1 if value < 0 else 1)


# Digits behind the point that minutes and seconds take, and those a float is sure of.
SECONDS, SURE = 4, 10


def _decimals(value: float) -> str:
    """The digits behind the point, without what a spreadsheet's float adds."""
    return f"{abs(value):.{SURE}f}".rpartition(".")[2].rstrip("0")


def _angular(points: Sequence[Point]) -> bool:
    return in_china(points) or in_china([(y, x) for x, y in points])


def _here(points: Sequence[Point]) -> bool:
    """Whether any point lies in the district, in either order."""
    return any(inside_district(points)) or any(inside_district([(y, x) for x, y in points]))
