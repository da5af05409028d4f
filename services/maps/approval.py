"""审图号: the number that one reviewed map was given. How it is written is checked; whether it is true, no board can.

A number is made of the agency's code, the year of the approval and a running number: 津S(2026)012号 of Tianjin,
GS(2023)1234号 of the state, GS京(2022)1061号 where a province reviews for it. Brackets are written in many ways; here
they become ().
"""

import re
import unicodedata
from dataclasses import dataclass

from data.store.errors import StoreError
from data.texts import Text

PROVINCES = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵黔云滇藏陕秦甘陇青宁新"
BRACKETS = str.maketrans("〔〕[]【】", "()()()")
NUMBER = re.compile(
    rf"(?P<agency>GS[{PROVINCES}]?|[{PROVINCES}][\u4e00-\u9fff]?[A-Z]{{1,2}})"
    r"\((?P<year>20\d\d)年?\)(?P<serial>\d{1,6})号",
    re.ASCII,
)
# Who reviews a map of a district of Tianjin: the city, or the state.
EXPECTED = ("津S", "GS", "GS津")


class NotApproved(StoreError):
    """What was entered is no approval of a map."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is written everywhere, the year in it, and what a person should check, None without a doubt."""

    written: str
    year: int
    doubt: Text | None


def read_number(text: str) -> Number:
    """What a typed 审图号 says; raises NotApproved for what is none."""
    plain = unicodedata.normalize("NFKC", text).translate(BRACKETS)
    plain = re.sub(r"\s", "", plain).removeprefix("审图号").lstrip(":")
    found = NUMBER.fullmatch(plain)
    if found is None:
        raise NotApproved(
            Text(
                "不是审图号：应写成“津S(2026)012号”“GS(2023)1234号”“GS京(2022)1061号”之类",
                "no map approval number: it is written like 津S(2026)012号, GS(2023)1234号 or GS京(2022)1061号",
            )
        )
    agency, year = found["agency"], int(found["year"])
    return Number(f"{agency}({year}){found['serial']}号", year, None if agency in EXPECTED else _unexpected(agency))


def _unexpected(agency: str) -> Text:
    return Text(
        f"“{agency}”不是天津或国家的审图机构代号，请对照批准文件核对",
        f"{agency} is not the code of Tianjin's agency or the state's: hold it against the approval",
    )
