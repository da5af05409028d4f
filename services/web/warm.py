"""What is imported once at the start, so that the first visitor does not wait for it."""

from collections.abc import Iterable
from importlib import import_module
from pkgutil import walk_packages
from types import ModuleType

# Streamlit imports it when the first page shows a table or a map: two seconds.
LATE_BY_STREAMLIT = ("pandas",)


def load(packages: Iterable[ModuleType]) -> list[str]:
    """Import every module of these packages, and with them every library a page uses; their names."""
    names = [
        found.name
        for package in packages
        for found in walk_packages(package.__path__, f"{package.__name__}.")
        if not found.name.startswith("services.commands")
    ]
    for name in (*LATE_BY_STREAMLIT, *names):
        import_module(name)
    return names
