"""The targets of a plan as an administrator writes them, one on each line: 取得执法资格人数 = 5."""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any

from data.texts import Text
from services.administration.settings.errors import SettingRefused
from services.indicators import indicators

Tasks = Sequence[Mapping[str, Any]]


def write_targets(tasks: Tasks) -> str:
    """Each indicator with a target once, by its Chinese name."""
    known = indicators()
    found = {one["indicator"]: one["target"] for one in _with_target(tasks)}
    return "\n".join(f"{known[code].label.zh} = {target}" for code, target in found.items())


def set_targets(tasks: Tasks, text: str) -> list[dict[str, Any]]:
    """The tasks with the targets of the text; what it doesn't name keeps its own. Raises SettingRefused, naming the
    line, for an indicator that has no target here and for what is no whole number from 1 on."""
    changed = deepcopy(list(map(dict, tasks)))
    having = {one["indicator"] for one in _with_target(changed)}
    codes = {name: code for code in having for name in (code, *indicators()[code].label.both())}
    for line in filter(None, map(str.strip, text.splitlines())):
        name, _, number = (part.strip() for part in line.replace("＝", "=").partition("="))
        if name not in codes or not (number.isascii() and number.isdecimal() and int(number)):
            raise SettingRefused(
                Text(
                    f"“{line}”应写作“指标名 = 目标”，目标为不小于 1 的整数，指标须是方案中有目标的",
                    f"“{line}”: write an indicator of the plan that has a target = a whole number from 1 on",
                )
            )
        for one in _with_target(changed):
            if one["indicator"] == codes[name]:
                one["target"] = int(number)
    return changed


def _with_target(tasks: Tasks) -> Iterator[dict[str, Any]]:
    measures = (one for task in tasks for clause in task["clauses"] for one in clause.get("measures", ()))
    return (one for one in measures if one.get("indicator") and one.get("target"))
