"""People who hand in, review or are named as responsible."""

from data.ledgers.columns import Choice, Column, Kind, Ledger
from data.texts import Text

VIEWER, OFFICER, REVIEWER, MANAGER, ADMINISTRATOR = "viewer", "officer", "reviewer", "manager", "administrator"

LEDGER = Ledger(
    name="people",
    title=Text("人员", "People"),
    definition=Text("使用看板或承办任务的本局人员。", "Staff of the bureau who use the board or carry tasks."),
    own=True,
    lasting=True,
    order=2,
    columns=(
        Column(
            name="code",
            kind=Kind.IDENTIFIER,
            label=Text("人员代码", "Person code"),
            required=True,
            key=True,
            aliases=("工号", "代码"),
            example="SLR001",
        ),
        Column(
            name="name",
            kind=Kind.PERSON,
            label=Text("姓名", "Name"),
            required=True,
            searched=True,
            aliases=("人员姓名",),
            example="示例人员",
        ),
        Column(
            name="office",
            kind=Kind.REFERENCE,
            refers_to="offices",
            label=Text("所在单位", "Office"),
            required=True,
            aliases=("单位", "部门", "科所"),
            example="知识产权科",
        ),
        Column(
            name="active",
            kind=Kind.YES_NO,
            label=Text("在岗", "Active"),
            required=True,
            aliases=("是否在岗", "在职"),
            example="是",
        ),
        Column(
            name="role",
            kind=Kind.CHOICE,
            label=Text("角色", "Role"),
            choices=(
                Choice(VIEWER, Text("查看员", "Viewer")),
                Choice(OFFICER, Text("经办人", "Officer")),
                Choice(REVIEWER, Text("审核人", "Reviewer")),
                Choice(MANAGER, Text("负责人", "Manager")),
                Choice(ADMINISTRATOR, Text("管理员", "Administrator")),
            ),
            aliases=("账号角色",),
            note=Text("有角色的在岗人员可以登录。", "An active person with a role may sign in."),
        ),
        Column(
            name="subject",
            kind=Kind.TEXT,
            label=Text("统一认证标识", "Identity provider's subject"),
            note=Text("统一身份认证返回的 sub。", "The `sub` that the identity provider returns."),
        ),
    ),
)
