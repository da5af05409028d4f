"""Which files are taken as proof, and under what name."""

import pytest

from data.store import Store, get_attachment, plain_name
from services.access.identity import THE_BOARD
from services.records.proofs import LARGEST, ProofRefused, keep_proof


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("a.PDF", b"%PDF-1.7", "application/pdf"),
        ("照片.jpg", b"\xff\xd8\xff\xe0", "image/jpeg"),
        ("图.png", b"\x89PNG\r\n\x1a\n", "image/png"),
        ("公文.ofd", b"PK\x03\x04", "application/ofd"),
    ],
)
def test_taken_by_its_content_and_served_by_its_kind(store: Store, name: str, content: bytes, media_type: str) -> None:
    kept = keep_proof(store, THE_BOARD, name, content)
    assert (kept.name, kept.media_type) == (name, media_type)
    assert get_attachment(store, kept.sha256) == content


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.html", b"<script>", "not taken"),
        ("a.svg", b"<svg>", "not taken"),
        ("a", b"%PDF-", "not taken"),
        ("a.pdf", b"MZ", "not what the name says"),
        ("a.pdf", b"%PDF-" + bytes(LARGEST), "larger than 20 MB"),
    ],
)
def test_not_taken(store: Store, name: str, content: bytes, message: str) -> None:
    with pytest.raises(ProofRefused, match=message):
        keep_proof(store, THE_BOARD, name, content)


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("../../etc/制度.pdf", "制度.pdf"),
        ("C:\\文件\\制度.pdf", "制度.pdf"),
        ("制\r\n度\x00.pdf", "制度.pdf"),
        ("gpj.\u202efdp.pdf", "gpj.fdp.pdf"),
        ("长" * 200 + ".pdf", "长" * 116 + ".pdf"),
    ],
)
def test_names_are_plain(name: str, plain: str) -> None:
    assert plain_name(name) == plain
