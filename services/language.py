"""The languages of the interface: gettext catalogues, chosen per request and passed on as an argument.

The English sentence in the code is the msgid; `data/locale/zh_CN/LC_MESSAGES/board.po` holds the
Chinese. Babel compiles the catalogue in memory, so that no binary file lies in the tree. A sentence
without a translation stays English. Extract with the keywords `_` and `n:1,2`.
"""

import os
from dataclasses import dataclass, field
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from data.texts import LANGUAGES, Text, terminal_language

LOCALE = Path(__file__).parent.parent / "data" / "locale"
NAMES = {"zh_CN": "中文", "en": "English"}


@dataclass(frozen=True, slots=True)
class Language:
    """A translator. `_("Opened on {day}", day=…)` translates, then fills in the named values."""

    code: str
    catalogue: NullTranslations = field(repr=False, compare=False)

    def __call__(self, message: str, **values: object) -> str:
        translated = self.catalogue.gettext(message)
        return translated.format(**values) if values else translated

    def n(self, one: str, many: str, count: int, **values: object) -> str:
        """The form for `count` things, in which `{n}` is the count with thousands separators."""
        return self.catalogue.ngettext(one, many, count).format(n=f"{count:,}", **values)

    def text(self, text: Text) -> str:
        """A declaration's text in this language."""
        return text(self.code)


@lru_cache(maxsize=len(LANGUAGES))
def language(code: str) -> Language:
    """The translator for a code of `data.texts.LANGUAGES`; raises KeyError for any other."""
    if code not in LANGUAGES:
        raise KeyError(code)
    return Language(code, _catalogue(LOCALE / code / "LC_MESSAGES" / "board.po"))


def _catalogue(path: Path) -> NullTranslations:
    if not path.is_file():
        return NullTranslations()
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file))
    compiled.seek(0)
    return GNUTranslations(compiled)


def pick(accept_language: str | None, override: str | None = None) -> str:
    """The language code to use: the override if it is one, else the browser's, else Chinese.

    `accept_language` is an Accept-Language header or one locale ("zh-CN", "en-GB,en;q=0.9"). Who asks
    only for languages the board does not speak gets English.
    """
    if override in LANGUAGES:
        return override
    wanted = [part.split(";")[0].strip().lower() for part in (accept_language or "").split(",")]
    for name in filter(None, wanted):
        if name.startswith("zh"):
            return "zh_CN"
        if name.startswith("en"):
            return "en"
    return "en" if any(wanted) else "zh_CN"


def at_terminal() -> Language:
    """The translator for lines in this terminal."""
    return language(terminal_language(os.environ))
