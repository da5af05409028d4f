"""Enforcement as figures: pure functions over rollup frames, and bounded reads of single rows."""
