"""The tables of a registry file read into what they may say (`shapes.py`); what they may not is named with its path."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import msgspec
from msgspec import inspect

from data.registry import form_shapes, ladder_shapes, plan_shapes, shapes
from data.registry.judging import RegistryError
from data.registry.shapes import Entry, Table
from data.texts import Text

# What a table of each file may say; where its tables differ, each by its code.
SHAPES: dict[str, type[Table] | Mapping[str, type[Table]]] = {
    "access": {"session": shapes.SessionLimits, "link": shapes.LinkLife, "password": shapes.Password},
    "criteria": ladder_shapes.Criterion,
    "criteria-groups": ladder_shapes.Group,
    "definitions": shapes.Defined,
    "districts": Entry,
    "forms": form_shapes.Form,
    "holidays": shapes.Year,
    "indication": shapes.Threshold,
    "indicators": shapes.Indicator,
    "ladders": ladder_shapes.Ladder,
    "legal-bases": shapes.LegalBasis,
    "map": shapes.MapSetting,
    "mark-use": shapes.Threshold,
    "milestones": ladder_shapes.Milestone,
    "offices": shapes.Office,
    "pages": shapes.Page,
    "plans": plan_shapes.Plan,
    "product-groups": Entry,
    "references": shapes.Reference,
    "reporting": shapes.Reporting,
    "sectors": shapes.Sector,
    "stages": ladder_shapes.Stage,
    "time-limits": shapes.Limit,
    "townships": Entry,
    "transfer-thresholds": shapes.TransferThreshold,
    "zone": shapes.ZoneEntry,
}
# Registries whose entries are known to the board one by one: another one would do nothing.
CLOSED = frozenset({"access", "definitions", "indication", "map", "mark-use", "pages", "reporting"})
# Registries of which each entry is a file of its own, in a folder of the registry's name.
FOLDERS = frozenset({"plans"})
# What the board's own code rests on: with another value no page at all would open.
FIXED = {"pages": ("icon", "script", "needs")}
SAID = re.compile(r"(?P<what>.*?)(?: - at `\$\.?(?P<path>.*)`)?", re.DOTALL)
UNKNOWN = re.compile(r"Object contains unknown field `(.*)`", re.DOTALL)
MISSING = re.compile(r"Object missing required field `(.*)`", re.DOTALL)
STEP = re.compile(r"\[[\d.]+\]|[^.\[]+")
OF_A_TEXT = re.compile(r"\.(?:zh|en)$")


def shaped(name: str, tables: Mapping[str, Any]) -> tuple[Table, ...]:
    """The tables of a file. RegistryError for one that is no table, a key that nobody knows or that is missing, and a
    value of another kind, with its path."""
    return tuple(_shaped(name, code, table) for code, table in tables.items())


def check_codes(name: str, shipped: Mapping[str, Any], own: Mapping[str, Any]) -> None:
    """RegistryError for an entry nobody knows, where the board knows each, and for another value of what is FIXED."""
    for code, table in own.items():
        if name in CLOSED and code not in shipped:
            known = ", ".join(shipped)
            raise RegistryError(f"{name}.toml [{code}]", Text("没有这一项", f"no such entry; known: {known}"))
        for key in FIXED.get(name, ()):
            if isinstance(table, dict) and key in table and table[key] != shipped[code].get(key):
                raise RegistryError(f"{name}.toml [{code}] {key}", Text("由程序决定，不能改动", "can't be changed"))


def _shaped(name: str, code: str, table: Any) -> Table:
    shape = SHAPES[name]
    shape = shape[code] if isinstance(shape, Mapping) else shape
    if isinstance(table, dict) and "" in table:
        raise RegistryError(f"{name}.toml [{code}]", Text("有一个键没有名称", "a key has no name"))
    try:
        return msgspec.convert(
            {**table, "": code} if isinstance(table, dict) else table, shape, builtin_types=(date, datetime)
        )
    except msgspec.ValidationError as error:
        path, wrong = _wrong(inspect.type_info(shape), str(error))
        raise RegistryError(f"{name}.toml [{code}] {path}".rstrip(), wrong) from error


def _wrong(kind: inspect.Type, said: str) -> tuple[str, Text]:
    """What msgspec says of a table, as the path of the key that it is about and in both languages."""
    found = SAID.fullmatch(said)
    what, path = (found["what"], found["path"] or "") if found else (said, "")
    path = OF_A_TEXT.sub("", path)
    there = _within(kind, path)
    if key := UNKNOWN.fullmatch(what):
        known = ", ".join(sorted(filter(None, _fields(there))))
        return f"{path}.{key[1]}".lstrip("."), Text(f"不认识这个键；可用：{known}", f"unknown key; known: {known}")
    if (key := MISSING.fullmatch(what)) and key[1] not in ("zh", "en"):
        return path, Text(f"缺少 {key[1]}", f"needs {key[1]}")
    return path, _wanted(there)


def _within(kind: inspect.Type, path: str) -> inspect.Type:
    """The kind of value at a path of a kind of table."""
    for step in STEP.findall(path):
        match kind:
            case inspect.StructType():
                kind = _fields(kind)[step]
            case inspect.DictType():
                kind = kind.value_type
            case inspect.VarTupleType():
                kind = kind.item_type
        kind = _alone(kind)
    return kind


def _fields(kind: inspect.Type) -> dict[str, inspect.Type]:
    return {each.encode_name: each.type for each in kind.fields} if isinstance(kind, inspect.StructType) else {}


def _alone(kind: inspect.Type) -> inspect.Type:
    """A kind that may be left out as what it is where it is not."""
    if not isinstance(kind, inspect.UnionType):
        return kind
    rest = [each for each in kind.types if not isinstance(each, inspect.NoneType)]
    return rest[0] if len(rest) == 1 else kind


def _wanted(kind: inspect.Type) -> Text:
    if isinstance(kind, inspect.StructType) and issubclass(kind.cls, Text):
        return Text("须有 zh 和 en 两种文字", "needs zh and en")
    zh, en = _kind(kind).both()
    return Text(f"应为{zh}", f"has to be {en}")


def _kind(kind: inspect.Type) -> Text:
    match kind:
        case inspect.LiteralType():
            choices = ", ".join(map(str, kind.values))
            return Text(f" {choices} 之一", f"one of {choices}")
        case inspect.BoolType():
            return Text(" true 或 false", "true or false")
        case inspect.IntType() | inspect.FloatType():
            return _number(kind)
        case inspect.StrType():
            return Text("文字，不能为空", "a text, and not empty") if kind.min_length else Text("文字", "a text")
        case inspect.DateType():
            return Text("日期，如 2027-01-01", "a day; write it as 2027-01-01")
        case inspect.VarTupleType():
            return Text("列表，至少一项", "a list of at least one") if kind.min_length else Text("列表", "a list")
        case inspect.UnionType():
            kinds = [_kind(each) for each in kind.types]
            return Text("或".join(each.zh for each in kinds), " or ".join(each.en for each in kinds))
        case _:
            return Text("一张表", "a table")


def _number(kind: inspect.IntType | inspect.FloatType) -> Text:
    zh, en = ("整数", "a whole number") if isinstance(kind, inspect.IntType) else ("数字", "a number")
    if kind.ge is not None and kind.le is not None:
        return Text(f" {kind.ge} 到 {kind.le} 的{zh}", f"{en} from {kind.ge} to {kind.le}")
    bounds = (
        (kind.ge, "不小于 {:g}", "at least {:g}"),
        (kind.gt, "大于 {:g}", "above {:g}"),
        (kind.le, "不超过 {:g}", "at most {:g}"),
    )
    given = [(zh.format(bound), en.format(bound)) for bound, zh, en in bounds if bound is not None]
    return Text(
        "、".join([*(zh for zh, _ in given)]) + ("的" if given else "") + zh,
        ", ".join([en, *(en for _, en in given)]),
    )
