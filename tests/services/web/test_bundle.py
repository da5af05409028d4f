"""Streamlit's pinned front end: the chunks the board loads early are in it, and its index page can be changed."""

import re
from pathlib import Path

import pytest
import streamlit

from services.web.bundle import Bundle, BundleError
from services.web.headers import content_security_policy
from services.web.index import CHUNKS, MAP_CHUNKS, SCRIPTS, TITLE, board_index

ICON = b"<svg/>"
BUNDLE = Bundle(Path(streamlit.__file__).parent / "static")


def made(folder: Path, **files: str) -> Bundle:
    """A small bundle with an index page of Streamlit's shape."""
    for name, text in files.items():
        path = folder / "static" / "js" / f"{name}.1a2b.js"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return Bundle(folder)


def test_imports_are_followed_and_dynamic_ones_are_not(tmp_path):
    bundle = made(
        tmp_path,
        Page='import{a}from"./lib.1a2b.js";import"./side.1a2b.js";const m=()=>import("./Late.1a2b.js")',
        lib="export*from'./side.1a2b.js'",
        side="",
        Late="",
    )
    names = bundle.with_imports(["Page"])
    assert names == ("static/js/Page.1a2b.js", "static/js/lib.1a2b.js", "static/js/side.1a2b.js")


def test_a_missing_chunk_is_named(tmp_path):
    with pytest.raises(BundleError, match=r"0 files js/Page\.\*"):
        made(tmp_path, Other="").find("js", "Page")


def test_a_changed_index_page_is_an_error(tmp_path):
    bundle = made(tmp_path, **dict.fromkeys(CHUNKS, ""))
    (tmp_path / "static" / "media").mkdir()
    (tmp_path / "static" / "media" / "MaterialSymbols-Rounded.1a.woff2").touch()
    (tmp_path / "index.html").write_text("<html></html>")
    with pytest.raises(BundleError, match="no longer holds"):
        board_index(bundle, ICON, "en", with_map=False)


@pytest.mark.parametrize("with_map", [False, True])
def test_the_index_page_of_the_pinned_streamlit(with_map):
    page = board_index(BUNDLE, ICON, "zh_CN", with_map=with_map)
    assert '<html lang="zh-CN">' in page
    assert f"<title>{TITLE.zh}</title>" in page
    assert ("DeckGlJsonChart" in page) is with_map
    assert "service-desc" not in page
    assert 'href="data:image/svg+xml;base64,PHN2Zy8+"' in page
    linked = re.findall(r'(?:href|src)="\./(static/[^"]+)"', page)
    assert len(linked) == len(set(linked))
    assert all((BUNDLE.folder / name).is_file() for name in linked)


def test_every_inline_script_of_the_page_is_allowed_by_its_hash():
    page = board_index(BUNDLE, ICON, "zh_CN", with_map=True)
    inline = re.findall(r"<script>(.*?)</script>", page, flags=re.DOTALL)
    assert tuple(inline) == SCRIPTS
    assert content_security_policy(inline).count("'sha256-") == len(SCRIPTS)


def test_map_chunks_are_left_out_elsewhere():
    without, with_map = (set(BUNDLE.with_imports(stems)) for stems in (CHUNKS, (*CHUNKS, *MAP_CHUNKS)))
    assert without < with_map


def test_the_index_page_speaks_english_too():
    page = board_index(BUNDLE, ICON, "en", with_map=False)
    assert '<html lang="en">' in page
    assert "<title>Xiqing IP Protection Board</title>" in page
