"""Which registry files have a form, and what it asks for."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from data.clock import today
from data.registry import Tables, entries
from data.texts import Text
from services.access.accounts.limits import least_password, link_life, session_limits
from services.administration.settings.cultivation import CULTIVATION
from services.administration.settings.fields import Field, FieldKind, shown
from services.administration.settings.plan import PLAN
from services.administration.settings.setting import ALIASES, DEFINITION, GRADE, LABEL, SOURCE, Setting
from services.days.calendar import built_in, calendars
from services.days.limits import limits
from services.enforcement.national import references
from services.indication.thresholds import OF_USE, thresholds
from services.maps.settings import basemap_number, compiled_by, tianditu_key
from services.records.submissions import due_day

PLANS = {
    "food_drugs": Text("食品药品", "Food and drugs"),
    "seeds": Text("种业", "Seeds"),
    "cement": Text("水泥", "Cement"),
    "public_health": Text("公共卫生", "Public health"),
    "other": Text("其他", "Other"),
}


def label_of(code: str, entry: Mapping[str, Any]) -> Text:
    """An entry's name; its code where it has none, as a year has not."""
    return Text(**entry["label"]) if "label" in entry else Text(code, code)


def filled_in(setting: Setting, code: str, entry: Mapping[str, Any]) -> dict[str, str | int | None]:
    """What the form of an entry holds, by the keys of its inputs."""
    return {key: value for field in setting.asked(code) for key, value in shown(field, entry).items()}


def known_years(_name: str) -> Tables:
    """The days off of the years around today as they come with the board; nothing for a year that is not known."""
    around = range(today().year - 1, today().year + 3)
    return {str(year): _days(year) for year in around}


def _days(year: int) -> dict[str, list[date]]:
    calendar = built_in(year)
    return {name: sorted(days) for name, days in asdict(calendar).items()} if calendar else {}


def _measure(name: str, zh: str, en: str) -> Field:
    return Field(name=name, label=Text(zh, en), kind=FieldKind.BOTH)


def _number(name: str, entry: str, zh: str, en: str, low: int, high: int) -> Field:
    return Field(name=name, label=Text(zh, en), kind=FieldKind.NUMBER, low=low, high=high, entry=entry)


SETTINGS: dict[str, Setting] = {
    setting.name: setting
    for setting in (
        Setting(
            name="sectors",
            title=Text("行业", "Sectors"),
            note=Text(
                "每件案件、投诉、检查恰属一个行业。代码一经使用不能改。",
                "Every case, complaint and inspection belongs to exactly one sector. A code never changes.",
            ),
            fields=(
                LABEL,
                ALIASES,
                Field(name="plan", label=Text("方案口径", "Class of the plan"), kind=FieldKind.CHOICE, choices=PLANS),
                DEFINITION,
            ),
            check=lambda: entries("sectors"),
            adds=True,
        ),
        Setting(
            name="time-limits",
            title=Text("办理时限", "Time limits"),
            note=Text(
                "新时限只适用于生效日期及以后的事项，以前的仍按原时限判断。",
                "A new limit applies to matters from its day on; earlier ones keep the limit they had.",
            ),
            fields=(
                Field(name="terms", label=Text("时限", "Limit"), kind=FieldKind.TERM, high=3650),
                DEFINITION,
                SOURCE,
                GRADE,
            ),
            check=limits,
        ),
        Setting(
            name="reporting",
            title=Text("报送时限", "Reporting"),
            note=Text(
                "此后到期的月份按新日期，已到期的不变。",
                "Months that fall due from then on go by the new day; those that were due already do not.",
            ),
            fields=(
                _number("due_day", "monthly", "次月几日前（含）", "Day of the next month", 1, 28),
                DEFINITION,
            ),
            check=due_day,
        ),
        Setting(
            name="holidays",
            title=Text("节假日", "Holidays"),
            note=Text(
                "国务院办公厅公布新一年的安排后在此录入；未录入的年份，看板不判断跨年的工作日期限。",
                "Enter a year once the State Council has published it; until then no working-day limit that reaches "
                "into it is judged.",
            ),
            fields=(
                Field(
                    name="off",
                    label=Text("放假", "Days off"),
                    kind=FieldKind.OFF,
                    note=Text(
                        "每行一天或一段，如 2027-02-05 至 2027-02-12；其中的周末不必剔除。",
                        "A day or a span on each line, like 2027-02-05 to 2027-02-12; weekends in it do no harm.",
                    ),
                ),
                Field(
                    name="working",
                    label=Text("调休上班", "Weekend days worked"),
                    kind=FieldKind.WORKED,
                    note=Text("每行一个周六或周日。", "One Saturday or Sunday on each line."),
                ),
            ),
            check=calendars,
            whole=True,
            shipped=known_years,
        ),
        Setting(
            name="references",
            title=Text("参考数据", "Reference figures"),
            note=Text(
                "全国、天津市公布的数据，照公布时的写法填；没有公布的留空，不要推算。",
                "Figures of the country and the city, as they were published; what was not published stays empty.",
            ),
            fields=(
                LABEL,
                _measure("cases", "案件", "Cases"),
                _measure("amount", "金额", "Amount"),
                _measure("fines_and_confiscation", "罚没款", "Fines and confiscation"),
                _measure("transferred", "移送", "Transferred"),
                DEFINITION,
                SOURCE,
                GRADE,
            ),
            check=references,
            adds=True,
        ),
        Setting(
            name="mark-use",
            title=Text("用标阈值", "Thresholds of mark use"),
            note=Text(
                "超过阈值只提示“待核实”。没有上级文件规定，由本局自定；改动时请写明依据。",
                "More than a threshold reads “to be verified”. No rule sets them, the bureau does: say on what ground.",
            ),
            fields=(
                Field(name="value", label=Text("阈值", "Threshold"), kind=FieldKind.NUMBER, high=1000),
                DEFINITION,
                SOURCE,
            ),
            check=lambda: thresholds(OF_USE),
        ),
        Setting(
            name="map",
            title=Text("地图", "Maps"),
            note=Text(
                "填了天地图密钥，用户的浏览器会向天地图服务器请求底图，须能上互联网。",
                "With a key for 天地图, readers' browsers ask its servers for tiles, and need the internet.",
            ),
            fields=(Field(name="value", label=Text("内容", "Value"), kind=FieldKind.LINE),),
            check=lambda: (compiled_by(), basemap_number(), tianditu_key()),
        ),
        *CULTIVATION,
        PLAN,
        Setting(
            name="access",
            title=Text("登录与会话", "Sign-in and sessions"),
            note=Text(
                "会话、一次性链接和口令的限制，由本局自定。",
                "The limits of sessions, one-time links and passwords: the bureau sets its own.",
            ),
            fields=(
                _number("idle_minutes", "session", "无操作几分钟后退出", "Minutes without use", 5, 1440),
                _number("absolute_hours", "session", "登录后最长几小时", "Hours after the sign-in at most", 1, 168),
                _number("hours", "link", "几小时内有效", "Hours it is good for", 1, 168),
                _number("least", "password", "最少几个字符", "Fewest characters", 8, 64),
                DEFINITION,
            ),
            check=lambda: (session_limits(), link_life(), least_password()),
        ),
    )
}
