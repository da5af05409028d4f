"""What is wrong with a registry file that somebody wrote by hand, in words that say where to mend it."""

import re

from data.errors import BoardError
from data.texts import Text

PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")
SPOKEN_OF = re.compile(r"\[(?P<code>[^\]]+)\]:? *(?P<key>[\w-]*)")


class RegistryError(BoardError):
    """A registry file that can't be used; the message names file, entry and key (`where`) and what is wrong there."""

    def __init__(self, where: str, wrong: Text) -> None:
        super().__init__(Text(f"{where}：{wrong.zh}", f"{where}: {wrong.en}"))


def unreadable(said: str) -> Text:
    """What Python says of a text that is no TOML, with the place first."""
    place = PLACE.search(said)
    why = PLACE.sub("", said).strip()
    if not place:
        return Text(f"不是完整的 TOML（{why}）", f"is no complete TOML ({why})")
    line, column = place.groups()
    return Text(
        f"第 {line} 行第 {column} 列不合 TOML 写法（{why}）", f"line {line}, column {column} is no TOML ({why})"
    )


def told(error: Exception, content: bytes) -> Text:
    """An error as people are told of it, with the line in the file where what it names stands."""
    if not isinstance(error, RegistryError):
        return Text(f"内容无法使用（{error!r}）", f"can't be used ({error!r})")
    line = _line(SPOKEN_OF.search(error.text.en), content.decode(errors="replace"))
    return Text(f"第 {line} 行，{error.text.zh}", f"line {line}, {error.text.en}") if line else error.text


def _line(named: re.Match[str] | None, text: str) -> int | None:
    """Where an entry, or a key of it, stands; None where the error names neither."""
    if named is None:
        return None
    section, at = f"[{named['code']}]", None
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip().startswith("["):
            inside = line.strip().startswith(section)
            at = number if inside else at
        elif at and inside and re.match(rf"\s*{re.escape(named['key'])}\s*[.=]", line) and named["key"]:
            return number
    return at
