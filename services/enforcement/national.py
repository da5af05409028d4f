"""National and Tianjin figures that stand beside the district's own, each with its definition and source."""

from data.registry import entries
from data.registry.shapes import Reference

MEASURES = ("cases", "amount", "fines_and_confiscation", "transferred")


def references() -> tuple[Reference, ...]:
    """Every reference figure. Raises RegistryError."""
    return entries("references", Reference)
