"""What the reader knows of a cell beside its text: signs before the text, for the parser to judge by column.

They are noncharacters, which Unicode keeps for a program's own use; `clean` takes them from what comes in.
"""

import re

# A formula whose result was never calculated; a number of which the spreadsheet kept fifteen digits only; a value
# that several rows or columns share in one merged cell; a date; a bare number where days are counted from 1904.
NO_RESULT, CUT, MERGED, DATE, FROM_1904 = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3", "\ufdd4"
# How it begins where the cell holds a picture.
PICTURE = "=DISPIMG("

MARKED = "^([\ufdd0-\ufdef]+)"
_OWN = re.compile("[\ufdd0-\ufdef]")


def clean(text: str) -> str:
    """A text from outside, without marks of ours."""
    return _OWN.sub("", text) if _OWN.search(text) else text
