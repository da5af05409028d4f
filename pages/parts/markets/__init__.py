"""Pieces of the market map."""
