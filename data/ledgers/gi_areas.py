"""Versions of a boundary: the protected area, its core, sets of plots; written by commands alone."""

from dataclasses import replace

from data.ledgers.columns import Choice, Column, Kind, Ledger
from data.ledgers.common import GEOMETRY, NOTE
from data.texts import Text

PROTECTED, CORE, PLOTS = "protected", "core", "plots"
KINDS = (
    Choice(PROTECTED, Text("保护范围", "Protected area")),
    Choice(CORE, Text("核心区", "Core area")),
    Choice(PLOTS, Text("地块集", "Set of plots")),
)

DRAFT, IN_REVIEW, RETURNED, FINAL, REPLACED = "draft", "in_review", "returned", "final", "replaced"
# Signed by somebody who was only chosen by name: never in force, and taken back at any time.
REHEARSED = "rehearsed"
STATES = (
    Choice(DRAFT, Text("草案", "Draft")),
    Choice(IN_REVIEW, Text("审图中", "In review")),
    Choice(RETURNED, Text("退回", "Returned")),
    Choice(FINAL, Text("已定稿", "Signed off")),
    Choice(REHEARSED, Text("演练定稿", "Signed off in rehearsal")),
    Choice(REPLACED, Text("被替代", "Replaced")),
)


def _area(name: str, unit: str, zh: str, en: str) -> Column:
    return Column(name=name, kind=Kind.DECIMAL, unit=unit, label=Text(zh, en), minimum=0)


def _person(name: str, zh: str, en: str) -> Column:
    return Column(name=name, kind=Kind.PERSON, label=Text(zh, en), personal=True)


def _instant(name: str, zh: str, en: str) -> Column:
    return Column(name=name, kind=Kind.INSTANT, label=Text(zh, en))


LEDGER = Ledger(
    name="gi_areas",
    title=Text("范围版本", "Boundary versions"),
    definition=Text(
        "地理标志范围界线的各个版本；界线入库后不再改动，修改即为新版本，定稿后冻结。",
        "The versions of a boundary: a geometry never changes, a change is a new version, a signed one is frozen.",
    ),
    own=True,
    lasting=True,
    sealed=True,
    frozen_by="in_force_from",
    still_open=("state", "replaced_on", "map_approval", "map_approved_on", "map_approval_file"),
    order=61,
    columns=(
        Column(
            name="code",
            kind=Kind.IDENTIFIER,
            label=Text("版本编号", "Version code"),
            required=True,
            key=True,
            generated="FW",
            searched=True,
        ),
        Column(name="title", kind=Kind.TEXT, label=Text("版本名称", "Title"), required=True, searched=True),
        Column(name="kind", kind=Kind.CHOICE, choices=KINDS, label=Text("范围种类", "Kind"), required=True),
        Column(name="right", kind=Kind.REFERENCE, refers_to="gi_rights", label=Text("所属权利", "Right")),
        Column(name="state", kind=Kind.CHOICE, choices=STATES, label=Text("版本状态", "State"), required=True),
        Column(name="parent", kind=Kind.REFERENCE, refers_to="gi_areas", label=Text("来自版本", "Made from")),
        Column(name="repaired", kind=Kind.TEXT, label=Text("已接受的修复", "Repairs accepted")),
        Column(name="declared_system", kind=Kind.TEXT, label=Text("声明的坐标系", "Declared coordinate system")),
        _area("declared_mu", "亩", "声明面积", "Declared area"),
        _area("area_ha", "公顷", "计算面积（公顷）", "Computed area in hectares"),
        _area("area_mu", "亩", "计算面积（亩）", "Computed area in mu"),
        Column(name="source", kind=Kind.ATTACHMENT, label=Text("来源文件 SHA-256", "SHA-256 of the source file")),
        Column(name="source_name", kind=Kind.TEXT, label=Text("来源文件", "Source file")),
        _person("author", "编制人", "Author"),
        _instant("drafted_at", "编制时间", "Drafted at"),
        _person("submitted_by", "送审人", "Submitted by"),
        _instant("submitted_at", "送审时间", "Submitted at"),
        Column(name="remark", kind=Kind.TEXT, label=Text("审图意见", "Remark of the review")),
        _person("signed_by", "审签人", "Signed by"),
        Column(
            name="signed_how",
            kind=Kind.CHOICE,
            choices=(
                Choice("signed-in", Text("已登录核验", "Signed in")),
                Choice("chosen", Text("未核验身份，仅供演练", "Identity not verified: for practice only")),
                Choice("demonstration", Text("演示数据，虚构的签署", "Demonstration: an invented signature")),
            ),
            label=Text("审签人身份", "How the signer is known"),
        ),
        _instant("signed_at", "审签时间", "Signed at"),
        Column(name="in_force_from", kind=Kind.DATE, label=Text("定稿生效日", "In force from")),
        Column(name="replaced_on", kind=Kind.DATE, label=Text("被替代日", "Replaced on")),
        Column(name="map_approval", kind=Kind.TEXT, label=Text("审图号", "Map approval number")),
        Column(name="map_approved_on", kind=Kind.DATE, label=Text("审图批准日", "Map approved on")),
        Column(name="map_approval_file", kind=Kind.ATTACHMENT, label=Text("审定地图", "The map that was approved")),
        NOTE,
        replace(GEOMETRY, required=True),
    ),
)
