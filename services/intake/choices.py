"""Choices by code, label or alias, and yes or no."""

import re

import polars as pl

from data.ledgers.columns import Column
from services.intake.outcome import Found, How, each, offered
from services.intake.words import plain

SEPARATORS = re.compile(r"[;；、,，/\n]")
# Around the name of a law.
TITLE = "《》"
YES = {plain(word) for word in ("是", "有", "对", "√", "✓", "✔", "☑", "✅", "Y", "yes", "true", "1", "是的")}
NO = {
    plain(word)
    for word in ("否", "无", "不", "没有", "×", "✗", "✘", "☒", "❌", "错", "X", "N", "no", "false", "0", "不是")
}


def codes_by_word(column: Column) -> dict[str, str]:
    """Every plain word for a choice, to its code; a code wins over another choice's label, a label over an alias."""
    choices = column.options()
    aliases = {plain(alias): choice.code for choice in choices for alias in choice.aliases}
    labels = {plain(word): choice.code for choice in choices for word in choice.label.both()}
    return {**aliases, **labels, **{plain(choice.code): choice.code for choice in choices}}


def parse_choices(column: Column, texts: pl.Series, how: How) -> pl.DataFrame:
    """One choice a cell, as its code; rule: choice, with the labels that look like it."""
    known = {**how.remembered, **codes_by_word(column)}
    labels = [choice.label.zh for choice in column.options()]
    return each(offered(texts, [_one(text, known) for text in texts], labels), column.dtype)


def parse_several(column: Column, texts: pl.Series, how: How) -> pl.DataFrame:
    """Several choices a cell, as their codes in declared order joined by ";"."""
    known = {**how.remembered, **codes_by_word(column)}
    labels = [choice.label.zh for choice in column.options()]
    order = [choice.code for choice in column.options()]
    return each(offered(texts, [_several(text, known, order) for text in texts], labels), column.dtype)


def parse_yes_no(column: Column, texts: pl.Series, how: How) -> pl.DataFrame:
    """Yes or no; rule: yes_no."""
    words = [plain(text) for text in texts]
    return each(
        [(True, None, []) if w in YES else (False, None, []) if w in NO else (None, "yes_no", []) for w in words],
        column.dtype,
    )


def _one(text: str, known: dict[str, str]) -> Found:
    code = known.get(plain(text).strip(TITLE))
    return (code, None, []) if code else (None, "choice", [])


def _several(text: str, known: dict[str, str], order: list[str]) -> Found:
    parts = [text] if plain(text).strip(TITLE) in known else [part for part in SEPARATORS.split(text) if part.strip()]
    codes = [known.get(plain(part).strip(TITLE)) for part in parts]
    if not codes or None in codes:
        return None, "choice", []
    return ";".join(sorted({code for code in codes if code}, key=order.index)), None, []
