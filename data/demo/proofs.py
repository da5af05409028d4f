"""`python -m data.demo.proofs` draws the papers that prove the invented work; each says that it is one.

They stay in the folder as they were drawn: a workbook names them by their hash, and another version of the drawing
library might give other bytes.
"""

import hashlib
import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

import typst

FOLDER = Path(__file__).with_name("proofs")
TEMPLATE = Path(__file__).with_name("proof.typ")
# Each paper's file, title and text; the photographs among them are PNG.
PAPERS = {
    "operation.pdf": ("经营数据表", "市场面积、商户数量、近两年营业额及增长率，均为虚构。", "填表人：示例人员。"),
    "goods.pdf": ("商品知识产权清单", "涉及专利、商标、版权、地理标志的商品数量及比例，均为虚构。"),
    "organisation.pdf": ("机构设置文件", "市场设立知识产权保护工作办公室，配备专职人员二名。"),
    "system.pdf": (
        "管理制度汇编",
        "一、准入承诺制度。",
        "二、先行赔偿制度。",
        "三、假冒离场制度。",
        "四、索证备案与日常检查制度。",
    ),
    "cooperation.pdf": ("部门协作记录", "市场与监管部门召开协作会议，通报线索办理情况。"),
    "support.pdf": ("工作保障说明", "本年度安排知识产权保护专项经费，均为虚构。"),
    "target.pdf": ("培育目标完成情况", "对照培育目标逐项说明完成情况，均为虚构。"),
    "standard.pdf": ("标准对照自查表", "对照 GB/T 42293-2022 各章逐条自查，均为虚构。"),
    "commitment.pdf": ("准入承诺书", "本经营户承诺不销售侵犯知识产权和假冒伪劣商品，自愿接受市场管理。"),
    "payment.pdf": ("赔付凭证", "先行赔偿资金缴存、赔付凭证，金额见台账。"),
    "exit.pdf": ("离场告知书", "经查实销售假冒商品，按制度办理离场，善后事项见台账。"),
    "training.png": ("培训签到照片", "商标真伪辨识培训签到页。"),
    "self_inspection.png": ("自查记录表", "市场自查记录：自查户数、发现问题、整改情况见台账。"),
    "grading.pdf": ("信用评定材料", "商户信用分级评定表，等级见台账。"),
    "punishment.pdf": ("联合惩戒决定", "列为重点监管对象，期限见台账。"),
    "work_plan.pdf": ("工作方案", "培育工作方案：目标、分工、进度安排，均为虚构。"),
    "dispute.pdf": ("专利纠纷裁决书", "当事人、涉案专利、审理经过和裁决结果见台账，均为虚构。"),
    "campaign.pdf": ("地理标志专项整治小结", "检查户数、发现问题、处置情况见台账，均为虚构。"),
    "exhibition.pdf": ("展会知识产权检查记录", "展会名称、检查展位、发现问题见台账，均为虚构。"),
    "pilot.pdf": ("试点工作成果材料", "试点事项、完成情况见台账，均为虚构。"),
    "document.pdf": ("上级文件", "关于市场培育与认定事项的通知，文号见台账，均为虚构。"),
    "action.pdf": ("协作执法记录", "参加单位、检查或会商情况、处理意见见台账，均为虚构。"),
    "agreement.pdf": ("行政调解协议书", "双方当事人自愿达成协议，司法确认情况见台账，均为虚构。"),
    "receipt.png": ("数据上传回执", "当月专利案件信息上传情况见台账。"),
    "briefing.pdf": ("工作材料", "培训、学习、答复、推荐、承诺、核实事项见台账，均为虚构。"),
    "event.png": ("宣传活动照片", "宣传活动现场，形式、地点见台账。"),
    "release.png": ("发布截图", "发布内容、媒体、日期见台账。"),
}
# Those that the bureau drew up itself; the others are a market's.
BUREAU = (
    "dispute.pdf", "campaign.pdf", "exhibition.pdf", "pilot.pdf", "action.pdf", "agreement.pdf", "receipt.png",
    "briefing.pdf", "event.png", "release.png",
)  # fmt: skip


def papers() -> dict[str, bytes]:
    """The content of each paper by the name it is handed in under."""
    return {f"演示-{title}{Path(file).suffix}": (FOLDER / file).read_bytes() for file, (title, *_) in PAPERS.items()}


@cache
def sha256(file: str) -> str:
    """The hash by which a workbook names a paper."""
    return hashlib.sha256((FOLDER / file).read_bytes()).hexdigest()


def draw(file: str) -> bytes:
    """The paper as its ending says."""
    title, *lines = PAPERS[file]
    with TemporaryDirectory() as folder:
        main = Path(folder) / "main.typ"
        main.write_bytes(TEMPLATE.read_bytes())
        signed = "示例市场监督管理局" if file in BUREAU else "示例市场管理有限公司"
        sheet = {"title": f"{title}（演示）", "lines": lines, "signed": signed}
        (Path(folder) / "sheet.json").write_text(json.dumps(sheet, ensure_ascii=False), encoding="utf-8")
        fonts = Path(str(files("manimgx_fonts_cjk")))
        form = "png" if file.endswith(".png") else "pdf"
        drawn = typst.compile(main, format=form, ppi=60, font_paths=[fonts], ignore_system_fonts=True)
    return drawn if isinstance(drawn, bytes) else drawn[0]


if __name__ == "__main__":
    for file in PAPERS:
        (FOLDER / file).write_bytes(draw(file))
