"""Check digits against published codes and the standards' own examples."""

import polars as pl
import pytest

from services.access.numbers import hide_numbers, is_decision_number, is_identity_number, is_uscc, personal_numbers


@pytest.mark.parametrize(
    "code",
    [
        "91350100M000100Y43",  # GB 32100-2015, annex A
        "9144030071526726XG",  # 深圳市腾讯计算机系统有限公司
        "914403001922038216",  # 华为技术有限公司
        "91110000802100433B",  # 百度在线网络技术（北京）有限公司
    ],
)
def test_published_credit_codes_pass(code: str) -> None:
    assert is_uscc(code)


@pytest.mark.parametrize("code", ["91350100M000100Y44", "91350100M000100Y4", "9135010OM000100Y43", ""])
def test_a_wrong_character_fails(code: str) -> None:
    assert not is_uscc(code)


def test_the_standards_identity_numbers_pass() -> None:
    """GB 11643-1999, examples of clause 5."""
    assert is_identity_number("11010519491231002X")
    assert is_identity_number("440524188001010014")
    assert not is_identity_number("110105194912310021")
    assert not is_identity_number("11010519491331002X")


def test_decision_numbers() -> None:
    assert is_decision_number("津北辰市监处罚〔2025〕128号")
    assert not is_decision_number("津北辰市监处罚2025第128号")


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("联系13812345678", "mobile"),
        ("138-1234-5678", "mobile"),
        ("+86 138 1234 5678", "mobile"),
        ("住址，身份证11010519491231002x。", "identity"),
        ("工单20230529001384", None),
        ("SL13812345678", None),
        ("110105194912310021", None),
        ("共1,234.50元", None),
    ],
)
def test_personal_numbers_are_found_and_others_are_not(text: str, rule: str | None) -> None:
    assert personal_numbers(pl.Series([text])).to_list() == [rule]


def test_hidden_numbers_keep_their_first_digits() -> None:
    assert hide_numbers("电话13812345678。") == "电话138＊＊＊＊＊＊＊＊。"
