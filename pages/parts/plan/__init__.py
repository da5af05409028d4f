"""Pieces of the plan's page."""
