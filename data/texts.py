"""Texts that stand in a declaration in both languages."""

import locale
from collections.abc import Mapping
from dataclasses import dataclass

LANGUAGES = ("zh_CN", "en")


@dataclass(frozen=True, slots=True)
class Text:
    """One text, Chinese first. `text("en")` gives the English, any other language the Chinese."""

    zh: str
    en: str

    def __call__(self, language: str) -> str:
        return self.en if language.startswith("en") else self.zh

    def both(self) -> tuple[str, str]:
        return (self.zh, self.en)


def terminal_language(environment: Mapping[str, str]) -> str:
    """The language for lines in a terminal: Chinese where its locale is (POSIX: the first of LC_ALL, LC_MESSAGES, LANG
    that is set; where none is, as on Windows, the system's own), else English."""
    given = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    name = given or locale.getlocale()[0] or ""
    return "zh_CN" if name.lower().startswith(("zh", "chinese")) else "en"
