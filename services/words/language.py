"""The languages of the interface: gettext catalogues, chosen per request and passed on as an argument.

The English sentence in the code is the msgid; `data/locale/zh_CN/LC_MESSAGES/board.po` holds the
Chinese. Babel compiles the catalogue in memory, so that no binary file lies in the tree. A sentence
without a translation stays English. Extract with the keywords `_` and `n:1,2`.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Protocol

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from data.errors import BoardError
from data.terminal import terminal_language
from data.texts import LANGUAGES, Text

LOCALE = Path(__file__).parents[2] / "data" / "locale"
NAMES = {"zh_CN": "中文", "en": "English"}
# The language that a browser's tag asks for, whatever country follows it.
SPOKEN = {"zh": "zh_CN", "en": "en"}
LEAST = 0.001


class Labelled(Protocol):
    """What has a code, and a label for whoever reads it: a choice of a column, an entry of a registry."""

    @property
    def code(self) -> str: ...
    @property
    def label(self) -> Text: ...


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

    def labels(self, declared: Iterable[Labelled]) -> dict[str, str]:
        """The names shown for codes, in the order in which they are declared."""
        return {one.code: self.text(one.label) for one in declared}


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

    `accept_language` is an Accept-Language header (RFC 9110, 12.5.4: the highest `q` first, 0 refuses) or one locale
    ("zh-CN", "en-GB;q=0.5,zh;q=0.9"). Who asks only for languages the board does not speak gets English.
    """
    if override in LANGUAGES:
        return override
    asked = [_weighed(part) for part in (accept_language or "").split(",") if part.strip()]
    refused = {SPOKEN.get(name.split("-")[0]) for name, weight in asked if weight == 0}
    for name, _weight in sorted(asked, key=lambda one: -one[1]):
        wanted = LANGUAGES if name == "*" else (SPOKEN.get(name.split("-")[0]),)
        if code := next((one for one in wanted if one and one not in refused), None):
            return code
    return "en" if asked else "zh_CN"


def _weighed(part: str) -> tuple[str, float]:
    """A language of the header in lower case, and its weight; one that is no number refuses nothing and asks last."""
    name, *parameters = (piece.strip().lower() for piece in part.split(";"))
    for parameter in parameters:
        if parameter.startswith("q="):
            try:
                return name, min(max(float(parameter[2:]), 0.0), 1.0)
            except ValueError:
                return name, LEAST
    return name, 1.0


def at_terminal() -> Language:
    """The translator for lines in this terminal."""
    return language(terminal_language(os.environ))


def told_at_terminal(error: BoardError | OSError) -> str:
    """What a fault says, in this terminal's language; of the system's own only those that a wrong path makes."""
    _ = at_terminal()
    match error:
        case BoardError():
            return _.text(error.text)
        case FileNotFoundError():
            return _("{file}: no such file or folder", file=error.filename)
        case IsADirectoryError():
            return _("{file}: a folder, no file", file=error.filename)
        case PermissionError():
            return _("{file}: may not be read or written", file=error.filename)
    return str(error)
