"""Numbers of a coordinate table: decimal degrees, degrees-minutes-seconds, or metres."""

import re
import unicodedata

SIGNS = str.maketrans({"度": "°", "º": "°", "分": "'", "′": "'", "’": "'", "‘": "'", "秒": '"', "”": '"', "“": '"'})
WORDS = {"东经": "E", "北纬": "N", "西经": "W", "南纬": "S"}
SIDE = r"(?P<{}>[NSEW])?"
DECIMAL = re.compile(r"(?P<degrees>[+-]?\d+(?:\.\d+)?)(?:°|M|米)?")
SEXAGESIMAL = re.compile(
    r"(?P<degrees>\d{1,3})\s*[°:\s-]\s*(?P<minutes>\d{1,2}(?:\.\d+)?)\s*(?:[':\s-]\s*(?:(?P<seconds>\d{1,2}(?:\.\d+)?)\s*\"?)?)?"
)


def number_of(text: str) -> float | None:
    """Degrees or metres of one cell, west and south negative; None for anything else.

    117°02′30.5″E, 117-02-30.5, 117度2分30.5秒, E117:02:30.5 and 117°2.5′ are degrees, minutes and seconds.
    """
    # º before, for NFKC makes it an o; what NFKC makes of ″, after.
    plain = unicodedata.normalize("NFKC", text.translate(SIGNS)).translate(SIGNS).replace("''", '"').upper().strip()
    for word, letter in WORDS.items():
        plain = plain.replace(word, letter)
    side = next((letter for letter in "NSEW" if letter in (plain[:1], plain[-1:])), "")
    plain = plain.strip("NSEW ")
    value = _decimal(plain) if _decimal(plain) is not None else _sexagesimal(plain)
    return -value if value is not None and side in ("S", "W") and side else value


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
