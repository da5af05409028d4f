"""What the registry says of the bureau's own files that it refuses."""

import re

from data.registry import faults


def refuses(pattern: str) -> bool:
    """Whether an own file is refused with such words (English)."""
    said = "\n".join(f"{fault.file} {fault.text.en}" for fault in faults())
    assert re.search(pattern, said), said
    return True
