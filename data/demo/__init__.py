"""The demonstration: invented ledgers as workbooks, which go into a store through the intake like any other."""

from pathlib import Path

FOLDER = Path(__file__).parent
