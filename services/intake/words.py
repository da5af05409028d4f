"""Words as people type them, made comparable: width, case, blanks and required marks don't count."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

from data.texts import UNSEEN

IGNORED = re.compile(rf"\s|{UNSEEN}|\*|\((?:必填|选填|required|optional)\)")
MOST_COMPARED = 5_000


def plain(text: str) -> str:
    """The text without blanks, line breaks, `*` and 必填 marks, in half width and lower case."""
    return IGNORED.sub("", unicodedata.normalize("NFKC", text)).rstrip(":").lower()


# 〔2026〕 in whatever brackets, and the number behind it, whatever stands before its first figure.
YEAR = re.compile(r"[\[(【〔{〖《〈<]\s*((?:19|20)\d{2})\s*[\])】〕}〗》〉>]")
NUMBERED = re.compile(r"(〔(?:19|20)\d{2}〕)第?0*(\d+)")
DASHES = "[‐‑‒–—―−－]"


def identifier(text: str) -> str:
    """A key in the one spelling that is stored: half width, without blanks, years in 〔〕, 第01号 as 1号."""
    half = re.sub(rf"\s|{UNSEEN}", "", unicodedata.normalize("NFKC", text))
    return re.sub(DASHES, "-", NUMBERED.sub(r"\1\2", YEAR.sub(r"〔\1〕", half)))


def near(text: str, known: Iterable[str]) -> list[str]:
    """Up to three of the known words that look like `text`, to be offered and never taken unasked."""
    by_plain = {plain(word): word for word in known}
    if len(by_plain) > MOST_COMPARED:
        return []
    word = plain(text)
    close = get_close_matches(word, by_plain, n=3, cutoff=0.6)
    close += [other for other in by_plain if len(word) > 1 and (word in other or other in word) and other not in close]
    return [by_plain[other] for other in close[:3] if other]
