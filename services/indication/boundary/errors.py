"""Why a boundary was not read or written; each says how to mend it."""

from data.errors import BoardError
from data.texts import Text
from services.intake.errors import RefusedFile


class SystemUnknown(RefusedFile):
    """The file states no coordinate system and nobody has given one.

    `suggested` is what the file's format stipulates (GeoJSON and KML: WGS-84); it is asked all the same, for many
    such files hold GCJ-02, 500 m off.
    """

    def __init__(self, suggested: str | None) -> None:
        format_says = Text("", "")
        if suggested:
            format_says = Text(f"（按格式标准应为 {suggested}）", f" (its format stipulates {suggested})")
        super().__init__(
            Text(f"文件没有写明坐标系{format_says.zh}", f"the file states no coordinate system{format_says.en}"),
            Text(
                "向制图单位核实后选择坐标系；在高德、腾讯地图上描绘的是 GCJ-02，百度地图是 BD-09",
                "ask who drew it and choose the system; over Gaode and Tencent maps it is GCJ-02, over Baidu BD-09",
            ),
        )
        self.suggested = suggested


class SystemContradicted(RefusedFile):
    """What the file states and what was answered, or where the numbers lie, can't both be right."""


class NotWritten(BoardError):
    """The area can't be written in this form and system; `text` says why and which can."""

    def __init__(self, text: Text) -> None:
        super().__init__(f"{text.zh} / {text.en}")
        self.text = text


def damaged() -> RefusedFile:
    """The refusal of a file that begins like a map file and can't be read to its end."""
    return RefusedFile(
        Text("文件不完整或已损坏", "the file is truncated or damaged"),
        Text("在原软件中重新导出后上传", "export it again from the program it was made with"),
    )
