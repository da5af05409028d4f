"""Kept files on the page: one to open, one to hand in."""

from functools import partial

import streamlit as st

from pages.parts.context import Page, acting
from services import formats
from services.proofs import LARGEST, TAKEN, Attachment, keep_proof, opened

ENDINGS = [ending.removeprefix(".") for ending in TAKEN]


def file_button(page: Page, file: Attachment, office: str | None, key: str) -> None:
    """A kept file to download, under its own name; its bytes are read when somebody asks for them."""
    st.download_button(
        formats.literal(file.name), partial(opened, page.store, page.sight, file.sha256, office), file_name=file.name,
        mime="application/octet-stream", icon=":material/attach_file:", type="tertiary", key=page.key(key),
        on_click="ignore",
    )  # fmt: skip


def uploader(label: str, key: str, **options) -> None:
    """Where a file is handed in; `given` takes it from there in a callback."""
    st.file_uploader(label, ENDINGS, key=key, max_upload_size=LARGEST // 2**20, **options)


def given(page: Page, key: str, office: str | None) -> Attachment | None:
    """The file handed in under a key, kept; None without one. Raises ProofRefused, NotAllowed."""
    file = st.session_state.get(key)
    return keep_proof(page.store, acting(), file.name, file.getvalue(), office) if file else None
