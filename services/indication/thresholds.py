"""The thresholds of checks and of "inside", each declared once in data/registry/indication.toml."""

from collections.abc import Mapping
from dataclasses import dataclass

from data.registry import Entry, RegistryError, entries, text_of
from data.texts import Text

Limits = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Threshold:
    """One threshold: what it means, its value and unit, and where it comes from."""

    code: str
    label: Text
    definition: Text
    value: float
    unit: Text
    source: Text


def thresholds() -> dict[str, Threshold]:
    """Every threshold by code; RegistryError names what is wrong with one."""
    return {entry.code: _threshold(entry) for entry in entries("indication")}


def limits() -> Limits:
    """The values alone, by code."""
    return {code: threshold.value for code, threshold in thresholds().items()}


def _threshold(entry: Entry) -> Threshold:
    where, value = f"indication.toml [{entry.code}]", entry.more.get("value")
    if entry.definition is None:
        raise RegistryError(f"{where}: needs a definition")
    if isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
        raise RegistryError(f"{where} value: a number above zero")
    unit, source = (text_of(entry.more.get(name), f"{where} {name}") for name in ("unit", "source"))
    return Threshold(entry.code, entry.label, entry.definition, float(value), unit, source)
