"""Kept files on the page: one to open, one to hand in."""

from functools import partial

import streamlit as st

from data.store import Attachment
from pages.parts.context import Page
from services import formats
from services.proofs import TAKEN, opened

ENDINGS = [ending.removeprefix(".") for ending in TAKEN]


def file_button(page: Page, file: Attachment, office: str | None, key: str) -> None:
    """A kept file to download, under its own name; its bytes are read when somebody asks for them."""
    st.download_button(
        formats.literal(file.name), partial(opened, page.store, page.sight, file.sha256, office), file_name=file.name,
        mime="application/octet-stream", icon=":material/attach_file:", type="tertiary", key=page.key(key),
        on_click="ignore",
    )  # fmt: skip
