"""What the announcements say of the product's rights: the words of gi_rights, a right in each system of protection."""

import polars as pl

from data.ledgers import ledger as ledger_of
from data.store import Store, read_rows
from services.exchange.sheets import written

LEDGER = ledger_of("gi_rights")
SAID = ("system", "status", "number", "announcement", "announced_on", "holder", "area_text", "standard_code")


def announced(store: Store, language: str) -> pl.DataFrame:
    """The rights by system: code, product and SAID, choices as words; null for what nobody has entered."""
    rows = read_rows(store, LEDGER.name, order=("system", "code"))
    return written(rows, LEDGER, language).select("code", "product", *SAID)
