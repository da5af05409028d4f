"""Passwords: Argon2id hashes, and the rules for a new one."""

import re
import secrets
import threading
import unicodedata
from collections.abc import Collection
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn

from data.texts import Text
from services.access.accounts.limits import least_password
from services.access.accounts.words import common_words

# argon2-cffi's defaults: the second recommendation of RFC 9106 (64 MiB, 3 passes, 4 lanes).
HASHER = PasswordHasher()
# 64 MiB each: many sign-ins at once must not take the machine's memory.
ONE_AT_A_TIME = threading.Lock()
MOST = 128
# zxcvbn reads no further; 3 of 4 is "safely unguessable": more than 10^8 guesses (Wheeler, USENIX Security 2016).
READ, UNGUESSABLE = 72, 3
# What must be left of a password without the words that everybody tries first, the person's names, and years or dates.
OWN_LETTERS = 8
DATE = r"(?:19|20)\d\d(?:[-./年]?\d{1,2}){0,2}"
# No l, 1, o or 0: an initial password is read out and copied by hand.
ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"


def hashed(password: str) -> str:
    """The Argon2id hash of a password, with its parameters and salt."""
    with ONE_AT_A_TIME:
        return HASHER.hash(_normal(password))


def fits(hash: str | None, password: str) -> bool:
    """Whether a password is the one of a hash. Without a hash never, and it takes just as long."""
    stand_in = _decoy()
    with ONE_AT_A_TIME:
        try:
            return HASHER.verify(hash or stand_in, _normal(password[: MOST + 1])) and hash is not None
        except (VerificationError, InvalidHashError):
            return False


def outdated(hash: str) -> bool:
    """Whether a hash was made with weaker parameters than those of today."""
    return HASHER.check_needs_rehash(hash)


def fault(password: str, known: Collection[str]) -> Text | None:
    """What is wrong with a new password, None when nothing is. `known` are words it must not be built of: the
    sign-in name, the person's name."""
    least = least_password()
    if len(password) < least:
        return Text(f"口令至少 {least} 个字符", f"the password needs at least {least} characters")
    if len(password) > MOST:
        return Text(f"口令最多 {MOST} 个字符", f"the password can have {MOST} characters at most")
    own = [*(word for word in known if len(word) > 1), *common_words()]
    score = zxcvbn(_normal(password)[:READ], user_inputs=own)["score"]
    if score < UNGUESSABLE or len(_without(own, password)) < OWN_LETTERS:
        return Text(
            "口令太常见或太容易猜到：请用几个不相干的词，不要用姓名、工号、日期、键盘顺序",
            "the password is common or easily guessed: take several unrelated words, no names, dates or key rows",
        )
    return None


def initial_password() -> str:
    """A random password to be handed over and changed at once: 4 groups of 4 letters and digits, 80 bits."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4))


@cache
def _decoy() -> str:
    return HASHER.hash(secrets.token_urlsafe(32))


def _without(words: Collection[str], password: str) -> str:
    """What is left of a password without words, dates, blanks and marks."""
    known = "|".join([*(re.escape(_normal(word)) for word in words), DATE])
    left = re.sub(known, " ", _normal(password), flags=re.IGNORECASE)
    return re.sub(r"[\W_]", "", left) if left != _normal(password) else left


def _normal(password: str) -> str:
    """The same password, whichever input method wrote its letters (NIST SP 800-63B 5.1.1.2)."""
    return unicodedata.normalize("NFKC", password)
