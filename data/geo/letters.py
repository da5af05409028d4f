"""Makes the letters that the map's names are set in: `python -m data.geo.letters` (needs Pillow).

MapLibre draws Chinese in the reader's own fonts, but asks the server for Latin letters, digits and punctuation as
signed distance fields (https://github.com/mapbox/node-fontnik, glyphs.proto): 24 pixels an em, a border of 3, a
distance of 8 pixels over the range of a byte, the outline at three quarters of it. They are of Noto Sans CJK SC.
"""

import importlib.util
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from data.geo.glyphs import field, number, signed, stack

FOLDER = Path(__file__).parent / "letters"
WEIGHTS = {"regular": 400, "bold": 700}
LETTERS = [code for code in range(256) if chr(code).isprintable()]
EM, FINER, BORDER, REACH, OUTLINE = 24, 8, 3, 8, 0.75
# Where MapLibre's own Chinese letters have their base line, from the upper edge of a line.
BASE_LINE = 27
SIMPLIFIED = 2


def build() -> None:
    """Write both weights."""
    FOLDER.mkdir(exist_ok=True)
    package = importlib.util.find_spec("manimgx_fonts_cjk")
    if package is None or package.origin is None:
        raise RuntimeError("the font package manimgx-fonts-cjk is not installed")
    path = str(Path(package.origin).parent / "NotoSansCJK-VF.otf.ttc")
    for name, weight in WEIGHTS.items():
        font = ImageFont.truetype(path, EM * FINER, index=SIMPLIFIED)
        font.set_variation_by_axes([weight])
        (FOLDER / f"{name}.pbf").write_bytes(stack(name, "0-255", [letter(font, code) for code in LETTERS]))


def letter(font: ImageFont.FreeTypeFont, code: int) -> bytes:
    """One letter as a `glyph` of glyphs.proto."""
    left, top, right, bottom = font.getbbox(chr(code), anchor="ls")
    left, top = (int(np.floor(edge / FINER)) for edge in (left, top))
    width, height = int(np.ceil(right / FINER)) - left, int(np.ceil(bottom / FINER)) - top
    advance = round(font.getlength(chr(code)) / FINER)
    if chr(code).isspace():
        return b"".join([number(1, code), *(number(empty, 0) for empty in (3, 4, 5, 6)), number(7, advance)])
    image = Image.new("L", ((width + 2 * BORDER) * FINER, (height + 2 * BORDER) * FINER))
    at = (BORDER - left) * FINER, (BORDER - top) * FINER
    ImageDraw.Draw(image).text(at, chr(code), 255, font, anchor="ls")
    drawn = distances(np.asarray(image) > 127)
    return b"".join([
        number(1, code),
        field(2, drawn.tobytes()),
        number(3, width),
        number(4, height),
        number(5, signed(left)),
        number(6, signed(-top - BASE_LINE)),
        number(7, advance),
    ])  # fmt: skip


def distances(inside: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """The signed distance of each coarse pixel's middle to the outline of a fine drawing, as bytes."""
    edge = np.zeros_like(inside)
    edge[1:] |= inside[1:] != inside[:-1]
    edge[:, 1:] |= inside[:, 1:] != inside[:, :-1]
    ys, xs = np.nonzero(edge)
    rows, columns = (size // FINER for size in inside.shape)
    middles = np.arange(max(rows, columns)) * FINER + FINER / 2
    found = np.empty((rows, columns))
    for row in range(rows):
        squares = (ys[None, :] - middles[row]) ** 2 + (xs[None, :] - middles[:columns, None]) ** 2
        found[row] = np.sqrt(squares.min(axis=1)) / FINER
    within = inside[FINER // 2 :: FINER, FINER // 2 :: FINER]
    found[within] *= -1
    return np.clip(np.round(255 * (OUTLINE - found / REACH)), 0, 255).astype(np.uint8)


if __name__ == "__main__":
    build()
