"""Making a setting, and taking it back: one commit each."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from typing import Any

import tomli_w

from data.ledgers import ledgers
from data.ledgers.columns import Kind
from data.registry import RegistryError, faults, own_files, proposing
from data.store import Change, Commit, Store, commit, count_rows, override_name, read_rows
from data.texts import Text
from services.access.rights import Action, Person, require
from services.administration.settings.errors import SettingRefused
from services.administration.settings.fields import Given, taken
from services.administration.settings.registries import SETTINGS, Setting, filled_in, label_of
from services.days.clock import Clock
from services.records.batches import undo

CODE = re.compile(r"[a-z][a-z0-9_]{1,39}")


def change(
    store: Store,
    person: Person,
    name: str,
    code: str,
    given: Given,
    *,
    holds_from: date,
    why: str,
    clock: Clock,
) -> Commit:
    """Set one entry of a registry from a day on: `given` are the inputs of its form that change, by their keys.

    Raises NotAllowed; SettingRefused for a day that is over, no reason, nothing new, a later setting of the same
    thing, or what the registry's loader does not take. Nothing is written then.
    """
    require(person, Action.ADMINISTER)
    setting = SETTINGS[name]
    _refuse_form(setting, code, holds_from, why, clock.today())
    entry = _new_values(setting, code, given, holds_from)
    _refuse_later(setting, code, entry, holds_from)
    row, tables = _kept(store, name, holds_from)
    tables[code] = {**tables.get(code, {}), **entry}
    _judge(setting, tables)
    values = {"registry": name, "holds_from": holds_from, "content": tomli_w.dumps(tables), "why": why.strip()}
    reason = f"设置：{setting.title.zh}“{_name(setting, code, entry, holds_from)}”自 {holds_from} 起（{why.strip()}）"
    return commit(store, person.actor, reason, [Change("settings", values, **row)])


def _refuse_form(setting: Setting, code: str, holds_from: date, why: str, today: date) -> None:
    if holds_from < today:
        raise SettingRefused(
            Text("生效日期不能早于今天：设置不改变过去", "the day lies in the past: settings never alter the past")
        )
    if not why.strip():
        raise SettingRefused(Text("请写明理由", "write down why"))
    if code not in setting.holding(holds_from) and not (setting.adds and CODE.fullmatch(code)):
        raise SettingRefused(
            Text(
                "代码须为小写英文字母、数字和下划线，以字母开头，2—40 个字符",
                "a code has 2 to 40 small letters, digits and underscores and begins with a letter",
            )
        )


def _new_values(setting: Setting, code: str, given: Given, holds_from: date) -> dict[str, Any]:
    """The keys of the entry that the form changes."""
    now = setting.holding(holds_from).get(code, {})
    form = {**filled_in(setting, code, now), **given}
    all_ = {field.name: taken(field, form, now, holds_from) for field in setting.asked(code)}
    filled = {name: value for name, value in all_.items() if value is not None}
    changed = {name: value for name, value in filled.items() if value != now.get(name)}
    if not changed:
        raise SettingRefused(Text("没有改动，未写入", "nothing was changed, nothing is written"))
    return {**now, **filled} if setting.whole else changed


def _refuse_later(setting: Setting, code: str, entry: Mapping[str, Any], holds_from: date) -> None:
    """A later setting of the same keys would silently undo this one when its day comes."""
    refused = {fault.file for fault in faults()}
    for since, path in own_files(setting.name):
        if since <= holds_from or path.name in refused:
            continue
        there = tomllib.loads(path.read_text(encoding="utf-8")).get(code, {})
        if entry.keys() & there.keys():
            raise SettingRefused(
                Text(
                    f"同一内容已定于 {since} 起另有规定：先撤销那一条，或选更晚的生效日期",
                    f"the same is set otherwise from {since} on: undo that first, or choose a later day",
                )
            )


def _kept(store: Store, name: str, holds_from: date) -> tuple[dict[str, Any], dict[str, Any]]:
    """The row of that day, as `Change` wants it, and what it says; a file of that day must not be somebody's own."""
    found = read_rows(store, "settings", where={"registry": name, "holds_from": holds_from})
    if found.height:
        row = found.row(0, named=True)
        return {"id": row["id"], "version": row["version"]}, tomllib.loads(row["content"])
    file = override_name(name, holds_from)
    if any(path.name == file for _since, path in own_files(name)):
        raise SettingRefused(
            Text(
                f"已有手工写的 {file}：请管理员移走它，或另选生效日期",
                f"{file} was written by hand: move it away, or choose another day",
            )
        )
    return {}, {}


def _judge(setting: Setting, tables: Mapping[str, Any]) -> None:
    """Let the registry's own loader judge what is not written yet."""
    try:
        with proposing(setting.name, tables):
            setting.check()
    except RegistryError as error:
        raise SettingRefused(Text(f"未写入：{error.text.zh}", f"not written: {error.text.en}")) from error


def _name(setting: Setting, code: str, entry: Mapping[str, Any], day: date) -> str:
    return label_of(code, {**setting.holding(day).get(code, {}), **entry}).zh


def take_back(store: Store, person: Person, number: int) -> Commit:
    """Undo the commit that made or changed a setting. Raises NotAllowed, Conflict where a later one changed the same
    day's settings, SettingRefused where rows use a code that it brought."""
    require(person, Action.ADMINISTER)
    for row in read_rows(store, "settings", where={"since": number}).iter_rows(named=True):
        setting = SETTINGS[row["registry"]]
        _refuse_used(store, setting, tomllib.loads(row["content"]).keys() - setting.shipped(setting.name).keys())
    return undo(store, person, number)


def _refuse_used(store: Store, setting: Setting, codes: set[str]) -> None:
    columns = [
        (ledger.name, column.name)
        for ledger in ledgers().values()
        for column in ledger.columns
        if column.choices == setting.name and column.kind is Kind.CHOICE
    ]
    for code in sorted(codes):
        used = sum(count_rows(store, ledger, where={column: code}) for ledger, column in columns)
        if used:
            raise SettingRefused(
                Text(
                    f"已有 {used} 行使用代码 {code}，不能撤销：请先更正这些行",
                    f"{used} rows use the code {code}: correct them before you undo this",
                )
            )
