"""The data dictionary."""

from data.ledgers import ledgers
from services.exchange.dictionary import PATH, dictionary


def test_the_committed_dictionary_is_what_the_declarations_say() -> None:
    assert PATH.read_text(encoding="utf-8") == dictionary()


def test_every_column_choice_and_rule_is_in_it() -> None:
    text = dictionary()
    for ledger in ledgers().values():
        assert f"## {ledger.title.zh}" in text
        for column in ledger.columns:
            assert (
                f"{column.label.zh} · {column.label.en} | `{column.name}`" in text or column.label.zh == column.label.en
            )
            assert all(f"`{choice.code}`" in text for choice in column.options())
        assert all(rule.message.zh in text for rule in ledger.rules)
        assert all(f"`{rollup.name}`" in text for rollup in ledger.rollups)
