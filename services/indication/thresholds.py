"""Thresholds, each declared once: those of checks and of "inside" in data/registry/indication.toml, those of the use
of the mark in mark-use.toml."""

from collections.abc import Mapping
from dataclasses import dataclass

from data.registry import Entry, RegistryError, entries, judged_by, text_of
from data.texts import Text

Limits = Mapping[str, float]
OF_CHECKS, OF_USE = "indication", "mark-use"


@dataclass(frozen=True, slots=True)
class Threshold:
    """One threshold: what it means, its value and unit, and where it comes from."""

    code: str
    label: Text
    definition: Text
    value: float
    unit: Text
    source: Text


def thresholds(registry: str = OF_CHECKS) -> dict[str, Threshold]:
    """Every threshold of a registry file by code; RegistryError names what is wrong with one."""
    return {entry.code: _threshold(registry, entry) for entry in entries(registry)}


def limits(registry: str = OF_CHECKS) -> Limits:
    """The values alone, by code."""
    return {code: threshold.value for code, threshold in thresholds(registry).items()}


def _threshold(registry: str, entry: Entry) -> Threshold:
    where, value = f"{registry}.toml [{entry.code}]", entry.more.get("value")
    if entry.definition is None:
        raise RegistryError(where, Text("缺少 definition", "needs a definition"))
    if isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
        raise RegistryError(f"{where} value", Text("应为大于零的数", "a number above zero"))
    unit, source = (text_of(entry.more.get(name), f"{where} {name}") for name in ("unit", "source"))
    return Threshold(entry.code, entry.label, entry.definition, float(value), unit, source)


judged_by(OF_CHECKS, thresholds)
judged_by(OF_USE, lambda: thresholds(OF_USE))
