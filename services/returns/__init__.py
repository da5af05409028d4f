"""Forms that the ledgers fill: declared in `data/registry/forms.toml`, a cell for each row and column.

A cell that the ledger can't fill stays empty and is named with its reason; nothing is guessed.
"""
