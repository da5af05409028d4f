"""Argon2id, and the rules for a new password."""

import re

import pytest
from argon2 import PasswordHasher, Type, extract_parameters

from services.access.accounts import passwords


def test_the_hash_is_argon2id_with_the_parameters_of_rfc_9106():
    """RFC 9106, 4: the second recommended option is 3 passes, 4 lanes, 64 MiB, 128 bits of salt."""
    found = extract_parameters(passwords.hashed("yellow tractor velvet 9"))
    assert (found.type, found.time_cost, found.parallelism, found.memory_cost) == (Type.ID, 3, 4, 64 * 1024)
    assert found.salt_len == 16


def test_a_password_fits_its_hash_only():
    kept = passwords.hashed("口令 yellow tractor")
    assert passwords.fits(kept, "口令 yellow tractor")
    assert not passwords.fits(kept, "口令 yellow tractor ")
    assert not passwords.fits(None, "口令 yellow tractor")
    assert not passwords.fits("no hash", "口令 yellow tractor")


def test_full_width_letters_are_the_same_password():
    assert passwords.fits(passwords.hashed("ｙｅｌｌｏｗ１２３"), "yellow123")


def test_weaker_hashes_are_outdated():
    weak = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash("x")
    assert passwords.outdated(weak)
    assert not passwords.outdated(passwords.hashed("x"))


@pytest.mark.parametrize(
    "password",
    [
        "short",
        "elevenchars",
        "password1234",
        "qwertyuiopas",
        "123456789012",
        "aaaaaaaaaaaaaaaa",
        "xiqing西青2026",
        "zhangsan-zhangsan",
        "x" * 129,
        "天津西青2026",
        "Xiqing2026",
        "tianjinxiqing2026",
        "天津市西青区2026年",
        "Tianjin@Xiqing#2026",
        "西青萝卜shawo2026",
        "shawoluobo2026",
        "沙窝萝卜卫青年画2026",
        "yangliuqing2026",
        "杨柳青镇张家窝镇2025",
        "xiqingscjgj2026!",
        "zhishichanquan2026",
        "西青市场监管2026-11-28",
        "知识产权科执法支队2026",
        "张三zhangsan20260101",
        "张三西青市场监督管理局",
        "Radish.Xiqing.1998",
    ],
)
def test_weak_passwords_are_refused(password: str):
    assert passwords.fault(password, ("zhangsan", "张三")) is not None


@pytest.mark.parametrize(
    "password",
    ["yellow tractor velvet 9", "k7#Qw!zP2m@vX", "星期三的水壶从来不会唱歌给谁听", "西青的乌龟骑着自行车去赶集"],
)
def test_good_passwords_are_taken(password: str):
    assert passwords.fault(password, ("zhangsan", "张三")) is None


def test_initial_passwords_differ_and_are_readable():
    made = {passwords.initial_password() for _ in range(50)}
    assert len(made) == 50
    assert all(re.fullmatch(r"([a-km-np-z2-9]{4}-){3}[a-km-np-z2-9]{4}", one) for one in made)
