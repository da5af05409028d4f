"""Pieces of the ledgers page."""
