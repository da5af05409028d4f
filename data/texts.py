"""Texts that stand in a declaration in both languages."""

import re
from typing import Annotated

from msgspec import Meta, Struct

LANGUAGES = ("zh_CN", "en")
# What can't be seen in a text and yet changes it: controls but tab and line breaks, marks without width, and those
# that turn the direction of writing (Unicode 17: Cc, Cf but for the signs of scripts, line and paragraph separators),
# tags, and what is no character at all. A pattern for Python's `re` and polars alike.
UNSEEN = (
    "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e007f]"
)
# Half a surrogate pair, which neither a database nor polars takes.
HALF = "[\ud800-\udfff]"
_HIDDEN = re.compile(f"{UNSEEN}|{HALF}")
_NOWHERE = re.compile(f"\0|{HALF}")


class Text(Struct, frozen=True, forbid_unknown_fields=True):
    """One text, Chinese first. `text("en")` gives the English, any other language the Chinese. What is read from a
    file needs both."""

    zh: Annotated[str, Meta(min_length=1)]
    en: Annotated[str, Meta(min_length=1)]

    def __call__(self, language: str) -> str:
        return self.en if language.startswith("en") else self.zh

    def both(self) -> tuple[str, str]:
        return (self.zh, self.en)


def visible(text: str) -> str:
    """The text without what can't be seen in it: two texts that look alike are one, and none reads other than it is."""
    return _HIDDEN.sub("", text)


def storable(text: str) -> str:
    """The text without what no database takes: NUL and half surrogate pairs."""
    return _NOWHERE.sub("", text)
