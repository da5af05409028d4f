"""Pieces of the overview."""
