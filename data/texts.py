"""Texts that stand in a declaration in both languages."""

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
