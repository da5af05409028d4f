"""Thresholds, each declared once: those of checks and of "inside" in data/registry/indication.toml, those of the use
of the mark in mark-use.toml."""

from collections.abc import Mapping

from data.registry import entries
from data.registry.shapes import Threshold

Limits = Mapping[str, float]
OF_CHECKS, OF_USE = "indication", "mark-use"


def thresholds(registry: str = OF_CHECKS) -> dict[str, Threshold]:
    """Every threshold of a registry file by code. Raises RegistryError."""
    return {entry.code: entry for entry in entries(registry, Threshold)}


def limits(registry: str = OF_CHECKS) -> Limits:
    """The values alone, by code."""
    return {code: threshold.value for code, threshold in thresholds(registry).items()}
