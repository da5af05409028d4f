"""What is wrong with a registry file that somebody wrote by hand, in words that say where to mend it."""

import re
from collections.abc import Mapping
from typing import Any

from data.errors import BoardError
from data.texts import Text

# Keys that a registry's entries may have beside those that the shipped ones do.
ANY = frozenset({"label", "aliases", "definition", "source", "grade"})
# What a new entry must say before any loader looks at it.
NEEDED: dict[str, tuple[str, ...]] = {"holidays": (), "offices": ("label", "kind")}
NAMES = frozenset({"label", "definition"})
MORE: dict[str, frozenset[str]] = {
    "criteria": frozenset({"online", "records"}),
    "holidays": frozenset({"off", "working"}),
    "indicators": frozenset({"denominator", "target", "overview"}),
    "references": frozenset({"cases", "amount", "fines_and_confiscation", "transferred"}),
    "stages": frozenset({"gate", "requires", "days", "years"}),
    "time-limits": frozenset({"stops", "extended", "excluded", "only", "version"}),
}
# Registries whose entries are known to the board one by one: another one would do nothing.
CLOSED = frozenset({"access", "definitions", "indication", "map", "mark-use", "pages", "reporting"})
KINDS = {
    bool: Text("true 或 false", "true or false"),
    int: Text("数字", "a number"),
    float: Text("数字", "a number"),
    str: Text("文字", "a text"),
    list: Text("列表", "a list"),
    dict: Text("表", "a table"),
}
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


def check_keys(name: str, shipped: Mapping[str, Any], own: Mapping[str, Any]) -> None:
    """RegistryError for an entry or key nobody knows, or a value of another kind than the shipped ones."""
    kinds = {key: value for entry in shipped.values() for key, value in entry.items()}
    for code, entry in own.items():
        where = f"{name}.toml [{code}]"
        if not isinstance(entry, dict):
            raise RegistryError(where, Text("不是一张表", "is no table"))
        if code not in shipped and name in CLOSED:
            raise RegistryError(where, Text("没有这一项", f"no such entry; known: {', '.join(shipped)}"))
        for key in NEEDED.get(name, ("label",)) if code not in shipped else ():
            if key not in entry:
                raise RegistryError(where, Text(f"缺少 {key}", f"needs {key}"))
        known = {*ANY, *MORE.get(name, ()), *(shipped[code] if name in CLOSED else kinds)}
        for key, value in entry.items():
            if key not in known:
                listed = ", ".join(sorted(known))
                raise RegistryError(
                    f"{where} {key}", Text(f"不认识这个键；可用：{listed}", f"unknown key; known: {listed}")
                )
            _check_kind(where, key, value, kinds.get(key))


def _check_kind(entry: str, key: str, value: Any, like: Any) -> None:
    where = f"{entry} {key}"
    if like is None:
        return
    numbers = isinstance(like, int | float) and not isinstance(like, bool)
    fits = isinstance(value, int | float) and not isinstance(value, bool) if numbers else type(value) is type(like)
    if not fits:
        kind = KINDS[type(like)]
        raise RegistryError(where, Text(f"应为{kind.zh}", f"has to be {kind.en}"))
    if isinstance(like, dict) and isinstance(value, dict) and set(like) == {"zh", "en"}:
        # A unit may be empty in a language, a name may not.
        text_of(value if key in NAMES else {name: text or "-" for name, text in value.items()}, where)


def text_of(value: Any, where: str) -> Text:
    """The two-language text in a TOML table {zh = …, en = …}."""
    if not isinstance(value, dict) or not all(
        isinstance(value.get(name), str) and value[name] for name in ("zh", "en")
    ):
        raise RegistryError(where, Text("须有 zh 和 en 两种文字", "needs zh and en"))
    return Text(value["zh"], value["en"])


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
