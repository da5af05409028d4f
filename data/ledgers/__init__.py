"""The ledgers, one file each: every module here that holds a `LEDGER` is one."""

import importlib
import pkgutil
from collections.abc import Iterable
from functools import cache

from data.ledgers.columns import Ledger
from data.registry import RegistryError
from data.texts import Text


@cache
def ledgers() -> dict[str, Ledger]:
    """All declared ledgers by name, those that are referred to before those that refer to them."""
    modules = (importlib.import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__))
    declared = sorted(
        (module.LEDGER for module in modules if hasattr(module, "LEDGER")),
        key=lambda ledger: (ledger.order, ledger.name),
    )
    ordered: dict[str, Ledger] = {}

    def place(ledger: Ledger) -> None:
        for column in ledger.references:
            if column.refers_to not in ordered and column.refers_to != ledger.name:
                place(next(other for other in declared if other.name == column.refers_to))
        ordered.setdefault(ledger.name, ledger)

    for ledger in declared:
        place(ledger)
    return ordered


def ledger(name: str) -> Ledger:
    """The ledger of that name; KeyError names the known ones."""
    if name not in ledgers():
        raise KeyError(f"unknown ledger {name!r}; known: {', '.join(ledgers())}")
    return ledgers()[name]


def require_declared(where: str, name: str, columns: Iterable[str] = ()) -> None:
    """RegistryError where an entry of the registry (`where`) names a ledger, or columns of it, that there is not."""
    if name not in ledgers():
        raise RegistryError(f"{where} ledger", Text(f"没有台账 {name}", f"no such ledger: {name}"))
    for column in columns:
        if column not in ledgers()[name].schema:
            raise RegistryError(
                where, Text(f"台账 {name} 没有列 {column}", f"the ledger {name} has no column {column}")
            )
