"""The index page served in place of Streamlit's: in the reader's language, with a browser check and early loading."""

import re
from base64 import b64encode
from collections.abc import Iterable
from html import escape
from pathlib import Path

from data.texts import Text
from services.web.bundle import Bundle, BundleError

# A parser that does not know static blocks drops the whole first script, and the second one says so;
# the third notices that a session has ended, the fourth that somebody else acts; the fifth puts what is English in
# Streamlit itself into Chinese.
HERE = Path(__file__).parent
SCRIPTS = (
    "class Probe { static {} }\nwindow.boardCanRun = true;\n",
    (HERE / "browser.js").read_text(encoding="utf-8"),
    (HERE / "ended.js").read_text(encoding="utf-8"),
    (HERE / "acting.js").read_text(encoding="utf-8"),
    (HERE / "chinese.js").read_text(encoding="utf-8"),
)
TITLE = Text("西青区知识产权保护监管看板", "Xiqing IP Protection Board")
HTML_LANGUAGE = Text("zh-CN", "en")
NEEDS_SCRIPT = "看板需要启用 JavaScript 才能显示。· The board needs JavaScript."

# What nearly every page draws; loading starts with the index page instead of after the first message.
CHUNKS = (
    *("Html", "LinkButton", "Button", "ButtonGroup", "DateInput", "Selectbox", "Multiselect"),
    *("Metric", "PageLink", "ArrowVegaLiteChart", "embed", "vega-interpreter"),
)
# What the map's pages draw besides. The table is half a megabyte that the start page has no use for.
MAP_CHUNKS = ("Checkbox", "TextInput", "DataFrame", "DeckGlJsonChart", "webgl-device")


def board_index(bundle: Bundle, icon: bytes, language: str, *, with_map: bool) -> str:
    """The index page in a language, for pages with or without a map; `icon` is an SVG picture.

    Raises BundleError when Streamlit's page has changed.
    """
    chunks = bundle.with_imports((*CHUNKS, *MAP_CHUNKS) if with_map else CHUNKS)
    page = bundle.html()
    scripts = "".join(f"<script>{script}</script>" for script in SCRIPTS)
    for pattern, replacement in (
        (r'<html lang="en">', f'<html lang="{HTML_LANGUAGE(language)}">'),
        (r"<title>.*?</title>", f"<title>{escape(TITLE(language))}</title>"),
        (r'href="./favicon.png"', f'href="data:image/svg+xml;base64,{b64encode(icon).decode()}"'),
        (r"<link\s+rel=\"preload\"[^>]*>", _symbols(bundle)),
        (r'<link rel="service-desc"[^>]*>', ""),
        (r"<script>\s*window\.prerenderReady = false\s*</script>", ""),
        (r"<!--.*?-->", ""),
        (r"<noscript>.*?</noscript>", f"<noscript>{NEEDS_SCRIPT}</noscript>"),
        (r'<div id="root"></div>', f'<div id="root"></div>{scripts}'),
        (r"</head>", f"{_preloads(chunks, page)}</head>"),
    ):
        page, replaced = re.subn(pattern, lambda _, new=replacement: new, page, flags=re.DOTALL)
        if not replaced:
            raise BundleError(f"Streamlit's index page no longer holds {pattern}")
    return page.strip()


def _preloads(chunks: Iterable[str], page: str) -> str:
    missing = (name for name in chunks if name not in page)
    return "".join(f'<link rel="modulepreload" crossorigin href="./{name}">\n' for name in missing)


def _symbols(bundle: Bundle) -> str:
    """Loads the navigation's symbols early, in place of a Latin face the board does not use."""
    name = bundle.find("media", "MaterialSymbols-Rounded")
    return f'<link rel="preload" href="./{name}" as="font" type="font/woff2" crossorigin>'
