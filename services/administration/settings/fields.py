"""The fields of a setting's form: the inputs they are filled in with, and what they become in the registry file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from data.registry.shapes import DAY_OF_MONTH, DAYS, HOURS, MONTHS, WORKING_DAYS, YEARS
from data.texts import Text
from services.administration.settings.days import parse_days, write_days
from services.administration.settings.errors import SettingRefused
from services.administration.settings.targets import set_targets, write_targets

SEPARATOR = "；"
UNITS = {
    WORKING_DAYS: Text("工作日", "working days"),
    DAYS: Text("自然日", "days"),
    MONTHS: Text("月", "months"),
    YEARS: Text("年", "years"),
    HOURS: Text("小时", "hours"),
    DAY_OF_MONTH: Text("每月几日前", "day of the month"),
}
LENGTHS = {
    WORKING_DAYS: Text("{n} 个工作日", "{n} working days"),
    DAYS: Text("{n} 日", "{n} days"),
    MONTHS: Text("{n} 个月", "{n} months"),
    YEARS: Text("{n} 年", "{n} years"),
    HOURS: Text("{n} 小时", "{n} hours"),
    DAY_OF_MONTH: Text("每月 {n} 日前", "by day {n} of the month"),
}


class FieldKind(StrEnum):
    """What a field holds: one text in both languages (LONG: several lines), words, a number, one text, a code, the
    versions of a time limit, one day (DAY), days on weekdays (OFF) or on weekends (WORKED),
    the targets within a plan's tasks."""

    BOTH = "both"
    LONG = "long"
    WORDS = "words"
    NUMBER = "number"
    LINE = "line"
    CHOICE = "choice"
    TERM = "term"
    DAY = "day"
    OFF = "off"
    WORKED = "worked"
    TARGETS = "targets"


@dataclass(frozen=True, kw_only=True)
class Field:
    """One key of an entry."""

    name: str
    label: Text
    kind: FieldKind
    low: int = 1
    high: int = 365
    choices: Mapping[str, Text] | None = None
    note: Text | None = None
    entry: str = ""

    def belongs_to(self, code: str) -> bool:
        """Whether the entry of this code has the field; without `entry` all of them do."""
        return self.entry in ("", code)


@dataclass(frozen=True, kw_only=True)
class Input:
    """One widget of a field: line, lines, number or choice."""

    key: str
    label: Text
    widget: str = "line"
    low: int = 1
    high: int = 365
    choices: Mapping[str, Text] | None = None
    note: Text | None = None


Given = Mapping[str, str | int | None]


def inputs(field: Field) -> tuple[Input, ...]:
    """The widgets that fill in a field."""
    name, label = field.name, field.label
    match field.kind:
        case FieldKind.BOTH | FieldKind.LONG:
            widget = "lines" if field.kind is FieldKind.LONG else "line"
            return (
                Input(key=f"{name}.zh", label=Text(f"{label.zh}（中文）", f"{label.en} (Chinese)"), widget=widget),
                Input(key=f"{name}.en", label=Text(f"{label.zh}（英文）", f"{label.en} (English)"), widget=widget),
            )
        case FieldKind.TERM:
            extension = Text("经批准可延长（无则填 0）", "Extension with approval (0 for none)")
            further = Text("再次延长（无则填 0）", "Extended once more (0 for none)")
            return (
                Input(key=f"{name}.value", label=label, widget="number", low=field.low, high=field.high),
                Input(key=f"{name}.unit", label=Text("计算方式", "Counted in"), widget="choice", choices=UNITS),
                Input(key=f"{name}.extension", label=extension, widget="number", low=0, high=field.high),
                Input(key=f"{name}.further", label=further, widget="number", low=0, high=field.high),
            )
        case FieldKind.NUMBER:
            return (Input(key=name, label=label, widget="number", low=field.low, high=field.high, note=field.note),)
        case FieldKind.CHOICE:
            return (Input(key=name, label=label, widget="choice", choices=field.choices, note=field.note),)
        case FieldKind.OFF | FieldKind.WORKED | FieldKind.TARGETS:
            return (Input(key=name, label=label, widget="lines", note=field.note),)
        case _:
            return (Input(key=name, label=label, note=field.note),)


def shown(field: Field, entry: Mapping[str, Any]) -> dict[str, str | int | None]:
    """What the inputs of a field hold for an entry, by their keys."""
    name, value = field.name, entry.get(field.name)
    match field.kind:
        case FieldKind.BOTH | FieldKind.LONG:
            text = value or {}
            return {f"{name}.zh": text.get("zh", ""), f"{name}.en": text.get("en", "")}
        case FieldKind.TERM:
            term = value[-1] if value else {}
            unit = term.get("unit", WORKING_DAYS)
            return {
                f"{name}.value": term.get("value"),
                f"{name}.unit": unit,
                f"{name}.extension": term.get("extension", 0),
                f"{name}.further": term.get("further", 0),
            }
        case FieldKind.WORDS:
            return {name: SEPARATOR.join(_label(field, word)("zh_CN") for word in value or ())}
        case FieldKind.OFF | FieldKind.WORKED:
            return {name: write_days(value or ())}
        case FieldKind.NUMBER:
            return {name: value}
        case FieldKind.DAY:
            return {name: value.isoformat() if value else ""}
        case FieldKind.TARGETS:
            return {name: write_targets(value or ())}
        case _:
            return {name: value or ""}


def written(field: Field, entry: Mapping[str, Any], language: str) -> str:
    """A field of an entry as one line for reading; "" when it is empty."""
    value, between = entry.get(field.name), Text(SEPARATOR, "; ")(language)
    if not value:
        return ""
    match field.kind:
        case FieldKind.BOTH | FieldKind.LONG:
            return Text(**value)(language)
        case FieldKind.WORDS:
            return between.join(_label(field, word)(language) for word in value)
        case FieldKind.TERM:
            return between.join(_term(term, language) for term in value)
        case FieldKind.CHOICE:
            return (field.choices or {}).get(value, Text(value, value))(language)
        case FieldKind.OFF | FieldKind.WORKED:
            return write_days(value).replace("\n", between)
        case FieldKind.TARGETS:
            return write_targets(value).replace("\n", between)
        case _:
            return str(value)


def _term(term: Mapping[str, Any], language: str) -> str:
    text = LENGTHS[term["unit"]](language).format(n=term["value"])
    if extension := term.get("extension"):
        more = [n for n in (extension, term.get("further")) if n]
        text += Text(f"（可延长 {'，再延长 '.join(map(str, more))}）", f" (+{', +'.join(map(str, more))})")(language)
    if since := term.get("since"):
        text += Text(f"，{since} 起", f", from {since}")(language)
    if until := term.get("until"):
        text += Text(f"，至 {until}", f", until {until}")(language)
    return text


def taken(field: Field, given: Given, entry: Mapping[str, Any], holds_from: date) -> Any:
    """What the inputs make of a field's value; None leaves it out. Raises SettingRefused."""
    now, value = entry.get(field.name), given.get(field.name)
    match field.kind:
        case FieldKind.BOTH | FieldKind.LONG:
            return _both(field, given, now)
        case FieldKind.TERM:
            return _terms(field, given, now or [], holds_from)
        case FieldKind.WORDS:
            words = [word.strip() for word in str(value or "").replace(";", SEPARATOR).split(SEPARATOR)]
            return list(dict.fromkeys(_word(field, word) for word in words if word))
        case FieldKind.OFF | FieldKind.WORKED:
            return parse_days(str(value or ""), weekend=field.kind is FieldKind.WORKED)
        case FieldKind.NUMBER:
            return value
        case FieldKind.CHOICE:
            return value or None
        case FieldKind.TARGETS:
            return set_targets(now or (), str(value or ""))
        case FieldKind.DAY:
            return _day(field, str(value or "").strip())
        case _:
            return str(value or "").strip() or (None if now is None else "")


def _day(field: Field, text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise SettingRefused(
            Text(f"“{field.label.zh}”应写作 2027-03-01", f"{field.label.en}: write it as 2027-03-01")
        ) from error


def _label(field: Field, word: str) -> Text:
    return (field.choices or {}).get(word, Text(word, word))


def _word(field: Field, word: str) -> str:
    """The word itself; for a field of codes the code, which may be written by its name in either language."""
    names = {name: code for code, text in (field.choices or {}).items() for name in (code, *text.both())}
    if field.choices is not None and word not in names:
        raise SettingRefused(Text(f"“{field.label.zh}”中没有“{word}”", f"{field.label.en}: there is no {word}"))
    return names.get(word, word)


def _both(field: Field, given: Given, now: Any) -> dict[str, str] | None:
    zh, en = (str(given.get(f"{field.name}.{code}") or "").strip() for code in ("zh", "en"))
    if not zh and not en and now is None:
        return None
    if not zh or not en:
        raise SettingRefused(
            Text(f"“{field.label.zh}”须填写中文和英文", f"{field.label.en}: write it in Chinese and in English")
        )
    return {"zh": zh, "en": en}


def _terms(field: Field, given: Given, now: list[dict[str, Any]], holds_from: date) -> list[dict[str, Any]]:
    """The versions of a limit with the new one from its day on: earlier matters keep the one they had."""
    value = given.get(f"{field.name}.value")
    if value is None:
        return now
    more = {key: part for key in ("extension", "further") if (part := given.get(f"{field.name}.{key}"))}
    new = {"value": value, "unit": given.get(f"{field.name}.unit"), **more}
    if now and {key: part for key, part in now[-1].items() if key not in ("since", "until")} == new:
        return now
    earlier = [term for term in now if term.get("since", date.min) < holds_from]
    return [*earlier, {"since": holds_from, **new}]
