"""The map reviewers' way: a faulty boundary comes in, is mended, discussed, refused, signed off by a second person,
compared, and printed."""

import json
from io import BytesIO
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.browser.looking import PICTURES, expect_painted, names_on_map, open_page, picture, settle
from tests.browser.signing_in import sign_in

# Two of the demonstration's people, both of the IP section, who get accounts.
AUTHOR, SECOND = "SLR101", "SLR117"
# Round all plots of the demonstration; two corners of the northern edge stand in the wrong order, so it crosses itself.
RING = [
    (116.915, 39.052), (117.005, 39.052), (117.005, 39.115), (116.959, 39.1155), (116.961, 39.1155), (116.915, 39.115),
]  # fmt: skip
ROW, SECONDS = 35, 60_000
# What the journey looks at: fewer layers are drawn sooner in software.
LAYERS = "findings;comments"
A4_LANDSCAPE = 297 / 210


def write_faulty(path: Path) -> Path:
    ring = [list(corner) for corner in (*RING, RING[0])]
    properties = {"坐标系": "WGS-84"}
    feature = {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}, ensure_ascii=False))
    return path


def asked(page: Page, name: str) -> str:
    """What the address says."""
    return parse_qs(urlsplit(page.url).query)[name][0]


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()
    settle(page)


def said(page: Page, text: str) -> None:
    expect(page.get_by_text(text).first).to_be_visible(timeout=SECONDS)
    settle(page)


def tables(page: Page) -> Locator:
    """Findings, then comments."""
    return page.get_by_test_id("stDataFrame")


def choose_row(page: Page, table: Locator, number: int) -> None:
    table.click(position={"x": 15, "y": ROW * (number + 0.5)})
    settle(page)


def the_map(page: Page) -> Locator:
    return page.get_by_test_id("stDeckGlJsonChart").first


def import_boundary(page: Page, board: str, file: Path, title: str) -> str:
    """Hands the file in and makes a draft of it; the version's code."""
    open_page(page, f"{board}/indication?view=import&layers={LAYERS}")
    page.locator('input[type="file"]').set_input_files(file)
    expect(page.get_by_role("button", name="读取文件")).to_be_enabled()
    press(page, "读取文件")
    page.get_by_label("版本名称").fill(title, timeout=SECONDS)
    expect_painted(page, the_map(page))
    picture(page, "indication-import")
    press(page, "生成草案")
    said(page, "草案已生成")
    return asked(page, "version")


def mend(page: Page, row: int, accept: str, done: str) -> None:
    """Looks at the repair of a finding and accepts it."""
    choose_row(page, tables(page).first, row)
    press(page, "查看修复方案")
    expect(page.get_by_text("变化").first).to_be_visible()
    expect_painted(page, the_map(page))
    press(page, accept)
    said(page, done)


def sign(page: Page) -> None:
    press(page, "定稿签署")
    press(page, "签署定稿")


def comment(page: Page, text: str) -> None:
    """Comments on the first finding."""
    choose_row(page, tables(page).first, 1)
    page.get_by_label("新意见").fill(text)
    press(page, "提出意见")
    said(page, "意见已提出")
    assert asked(page, "pin").startswith("comment:")


def resolve(page: Page) -> None:
    """Settles the comment that is chosen."""
    page.get_by_label("处理结果").click()
    page.get_by_role("option", name="已解决").click()
    page.get_by_label("答复").first.fill("已核对。")
    page.get_by_role("button", name="答复").click()
    said(page, "答复已保存")


def print_map(page: Page) -> dict[str, bytes]:
    """The print map in both forms."""
    press(page, "打印地图")
    found = {}
    for form in ("PDF", "PNG"):
        with page.expect_download(timeout=SECONDS) as download:
            page.get_by_role("button", name=form, exact=True).click()
        found[form] = Path(download.value.path()).read_bytes()
    return found


def test_a_boundary_is_mended_discussed_signed_off_and_printed(page: Page, board: str, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    sign_in(page, board, folder, AUTHOR, "reviewer")
    imported = import_boundary(page, board, write_faulty(tmp_path / "示意范围.geojson"), "示意范围 测试稿")

    expect_painted(page, the_map(page))
    expect(page.get_by_text("草案", exact=True).first).to_be_visible()
    picture(page, "indication-pins")
    mend(page, 2, "接受修复，更正地块", "已修复")
    mend(page, 1, "接受修复，生成新草案", "这是由此生成的草案")
    mended = asked(page, "version")
    assert mended != imported

    press(page, "提交审图")
    said(page, "已提交审图")
    comment(page, "请核对此处。")
    picture(page, "indication-comment")
    sign(page)
    said(page, "不能定稿")
    expect(page.get_by_text("须由第二人办理").first).to_be_visible()
    picture(page, "indication-refused")
    open_page(page, page.url)
    resolve(page)

    sign_in(page, board, folder, SECOND, "reviewer")
    open_page(page, f"{board}/indication?version={mended}&layers={LAYERS}")
    sign(page)
    said(page, "已定稿")
    expect(page.get_by_text("未核验身份，仅供演练")).to_have_count(0)
    picture(page, "indication-signed")

    open_page(page, f"{board}/indication?view=compare&with={imported}&version={mended}")
    expect_painted(page, the_map(page))
    expect(page.get_by_text("减少的范围").first).to_be_visible()
    picture(page, "indication-compared")

    open_page(page, f"{board}/indication?version={mended}&layers={LAYERS}")
    printed = print_map(page)
    assert printed["PDF"].startswith(b"%PDF-")
    sheet = Image.open(BytesIO(printed["PNG"]))
    assert abs(sheet.width / sheet.height - A4_LANDSCAPE) < 0.01
    assert len(sheet.convert("RGB").getcolors(maxcolors=sheet.width * sheet.height) or []) > 100
    (PICTURES / "indication-print.png").write_bytes(printed["PNG"])


def test_zooming_in_shows_names_for_which_there_was_no_room(page: Page) -> None:
    open_page(page, "/indication?lang=zh_CN&layers=basemap;villages;comments")
    expect_painted(page, the_map(page))
    the_map(page).scroll_into_view_if_needed()
    first = names_on_map(page)
    for _ in range(2):
        the_map(page).get_by_title("缩小").click()
    far = names_on_map(page)
    for _ in range(3):
        the_map(page).get_by_title("放大").click()
    near = names_on_map(page)
    assert first
    assert near - far, f"nothing new between {far} and {near}"
    picture(page, "indication-names")
