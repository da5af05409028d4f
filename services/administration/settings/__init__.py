"""Settings: what an administrator may change of the shipped registry, entry by entry and from a day on.

A setting is a row of the ledger `settings` that holds only what it changes; the store writes it out as the bureau's own
registry file of that day. The loaders of the registry judge it before anything is written.
"""
