"""Which of the bureau's own registry files are not in force, and why: whoever wrote one looks here."""

import streamlit as st

from data.registry import faults
from pages.parts.frame.context import Page
from services.words import formats


def faulty_files(page: Page) -> None:
    """A warning above every view of 管理 while there is such a file; mended, it comes into force by itself."""
    found = faults()
    if not found:
        return
    _ = page._
    head = _.n(
        "{n} file of the folder registry is not in force; the board goes on without it:",
        "{n} files of the folder registry are not in force; the board goes on without them:",
        len(found),
    )
    lines = [f"- **{formats.literal(one.file)}** {formats.literal(_.text(one.text))}" for one in found]
    st.warning("\n".join([head, "", *lines]), icon=":material/rule_settings:")
