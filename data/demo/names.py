"""Invented names and codes, recognisable as such at sight."""

from collections.abc import Sequence
from random import Random

FANCY = "顺达福满恒兴聚源永盛佳禾广发瑞祥金穗宏图万家鑫悦和美春晖丰泽德润利民昌隆益民兴旺"  # two characters a name
SURNAMES = "赵钱孙李周吴郑王冯陈"

# GB 32100-2015: the characters of the code and the weights of its first seventeen places.
CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
NOWHERE = "999999"  # no place has this region code


def party(chance: Random, shops: Sequence[str]) -> str:
    """A business of one of those kinds, or now and then a person, with an invented name."""
    if chance.random() < 0.15:
        return f"示例{chance.choice(SURNAMES)}某"
    start = 2 * chance.randrange(len(FANCY) // 2)
    return f"示例{FANCY[start : start + 2]}{chance.choice(shops)}"


def credit_code(chance: Random, kind: str) -> str:
    """A unified social credit code of no place, with a true check digit; `kind` is its first two digits."""
    body = f"{kind}{NOWHERE}MA" + "".join(chance.choice(CHARACTERS) for _ in range(7))
    total = sum(CHARACTERS.index(sign) * weight for sign, weight in zip(body, WEIGHTS, strict=True))
    return body + CHARACTERS[-total % 31]
