"""Kept files on the page: one to open, one to hand in."""

from functools import partial

import streamlit as st

from pages.parts.doing.download import download, kept_file
from pages.parts.frame.context import Page, acting
from services.records.proofs import LARGEST, TAKEN, Attachment, keep_proof, taken
from services.words import formats

ENDINGS = [ending.removeprefix(".") for ending in TAKEN]


def file_button(page: Page, file: Attachment, ledger: str, office: str | None, key: str) -> None:
    """A kept file that a row of the ledger names, to download under its own name by those who may open it."""
    if not page.sight.open_to(office):
        st.caption(page._("Proved by a file. It is shown only to those who handle this item."))
        return
    make = partial(taken, page.store, page.person, page.sight, ledger, file.sha256, office)
    download(page, kept_file(formats.literal(file.name), file.name, make), key=key)


def uploader(label: str, key: str, **options) -> None:
    """Where a file is handed in; `given` takes it from there in a callback."""
    st.file_uploader(label, ENDINGS, key=key, max_upload_size=LARGEST // 2**20, **options)


def given(page: Page, key: str, office: str | None) -> Attachment | None:
    """The file handed in under a key, kept; None without one. Raises ProofRefused, NotAllowed."""
    file = st.session_state.get(key)
    return keep_proof(page.store, acting(), file.name, file.getvalue(), office) if file else None
