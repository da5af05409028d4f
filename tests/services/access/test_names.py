"""Names of persons and organisations as clerks write them, and what of each may be shown to whom: judged by hand.

`others` is what may be read by who may not see persons' names (a masked export, another unit, a viewer), once the case
is decided; `screen` what stands on a shared screen. Before the decision others read 未公开 in place of all of it.
"""

from datetime import date

import polars as pl
import pytest

from data.ledgers import ledger
from services.access.names import told, without
from services.access.privacy import HIDDEN, conceal, may_identify
from services.access.rights import EVERYTHING, MASKED, Sight

CASES = ledger("cases")
SCREEN = Sight(None, names=True, screen=True)
OWN = Sight(frozenset({"ZD"}))

# As written · for others · on a shared screen
TABLE = """
张三 · 张＊ · 张＊
 张三  · 张＊ · 张＊
孙 悦 · 孙＊ · 孙＊
李　四 · 李＊ · 李＊
王 小 明 · 王＊＊ · 王＊＊
张\u200b三 · 张＊ · 张＊
欧阳小明 · 欧＊＊＊ · 欧＊＊＊
欧阳 锋 · 欧＊＊ · 欧＊＊
司马相如 · 司＊＊＊ · 司＊＊＊
張三豐 · 張＊＊ · 張＊＊
乜三 · 乜＊ · 乜＊
王某某 · 王＊＊ · 王＊＊
老李 · 老＊ · 老＊
王行 · 王＊ · 王＊
李子轩 · 李＊＊ · 李＊＊
张和平 · 张＊＊ · 张＊＊
刘建厂 · 刘＊＊ · 刘＊＊
刘建厂12号 · 刘＊＊＊ · 刘＊＊＊
王建社 · 王＊＊ · 王＊＊
欧阳建社 · 欧＊＊＊ · 欧＊＊＊
张中心 · 张＊＊ · 张＊＊
周五、吴六 · 周＊、吴＊ · 周＊、吴＊
周五，吴六,郑七；王八;赵九 · 周＊，吴＊,郑＊；王＊;赵＊ · 周＊，吴＊,郑＊；王＊;赵＊
张三/李四 · 张＊/李＊ · 张＊/李＊
张三和李四 · 张＊和李＊ · 张＊和李＊
张三及李四 · 张＊及李＊ · 张＊及李＊
张三与欧阳锋 · 张＊与欧＊＊ · 张＊与欧＊＊
张三 李四 · 张＊ 李＊ · 张＊ 李＊
郑七等3人 · 郑＊等3人 · 郑＊等3人
郑七等三人 · 郑＊等三人 · 郑＊等三人
郑七等3名自然人 · 郑＊等3名自然人 · 郑＊等3名自然人
司马相如等人 · 司＊＊＊等人 · 司＊＊＊等人
张三，李四及王五等5人 · 张＊，李＊及王＊等5人 · 张＊，李＊及王＊等5人
王八（经营者） · 王＊（经营者） · 王＊（经营者）
王八(经营者) · 王＊(经营者) · 王＊(经营者)
朱十五(女) · 朱＊＊(女) · 朱＊＊(女)
张三，男，汉族，35岁 · 张＊，男，汉族，35岁 · 张＊，男，汉族，35岁
张三【个体工商户】 · 张＊【个体工商户】 · 张＊【个体工商户】
李四（天津） · 李＊（天津） · 李＊（天津）
经营者沈十二 · 经营者沈＊＊ · 经营者沈＊＊
经营者：沈十二 · 经营者：沈＊＊ · 经营者：沈＊＊
法定代表人王五 · 法定代表人王＊ · 法定代表人王＊
负责人: 王五 · 负责人:王＊ · 负责人:王＊
当事人张三 · 当事人张＊ · 当事人张＊
个体工商户张三 · 个体工商户张＊ · 个体工商户张＊
孙悦经理 · 孙＊经理 · 孙＊经理
孙先生 · 孙＊＊ · 孙＊＊
李公民 · 李＊＊ · 李＊＊
郑七等 · 郑＊等 · 郑＊等
李四夫妇 · 李＊夫妇 · 李＊夫妇
张三的店 · 张＊的店 · 张＊的店＊
买买提·艾力 · 买＊＊＊ · 买＊＊＊
买买提•艾力 · 买＊＊＊ · 买＊＊＊
阿卜杜拉・买买提 · 阿＊＊＊ · 阿＊＊＊
迪丽热巴·迪力木拉提（经营者） · 迪＊＊＊（经营者） · 迪＊＊＊（经营者）
麦麦提·吐尔逊等2人 · 麦＊＊＊等2人 · 麦＊＊＊等2人
热合曼·买买提和张三 · 热＊＊＊和张＊ · 热＊＊＊和张＊
John Smith · J＊＊＊ · J＊＊＊
O'Brien · O＊＊＊ · O＊＊＊
孙悦(120111199003071234) · 孙＊(1＊＊＊) · 孙＊(1＊＊＊)
13812345678 · 1＊＊＊ · 1＊＊＊
示例新零售 · 示＊＊＊ · 示＊＊＊
张三烟酒 · 张＊＊＊ · 张＊＊＊
利民商店 · 利民商店 · 利＊＊＊
利民店 · 利民店 · 利＊＊
张三食品店 · 张三食品店 · 张＊＊＊
热合曼·买买提烤肉店 · 热合曼·买买提烤肉店 · 热＊＊＊
利民商店（经营者：张三） · 利民商店（经营者：张＊） · 利＊＊＊（经营者：张＊）
利民商店(张三) · 利民商店(张＊) · 利＊＊＊(张＊)
张三（利民商店） · 张＊（利民商店） · 张＊（利＊＊＊）
利民商店张三 · 利民商店张＊ · 利＊＊＊张＊
利民商店经营者张三 · 利民商店经营者张＊ · 利＊＊＊经营者张＊
字号：利民食品店，经营者：张 三 · 字号：利民食品店，经营者：张＊ · 字号：利＊＊＊，经营者：张＊
示例商行负责人李四 · 示例商行负责人李＊ · 示＊＊＊负责人李＊
示例公司与张三 · 示例公司与张＊ · 示＊＊＊与张＊
乜三及示例公司 · 乜＊及示例公司 · 乜＊及示＊＊＊
王小明 示例公司 · 王＊＊ 示例公司 · 王＊＊ 示＊＊＊
示例公司等3家 · 示例公司等3家 · 示＊＊＊等3家
中和商店 · 中和商店 · 中＊＊＊
顺达商行 · 顺达商行 · 顺＊＊＊
福满超市 · 福满超市 · 福＊＊＊
菜市场 · 菜市场 · 菜＊＊
某某公司 · 某某公司 · 某＊＊＊
示例水泥制品厂 · 示例水泥制品厂 · 示＊＊＊
示例（天津）商贸有限公司 · 示例（天津）商贸有限公司 · 示＊＊＊
示例(天津)科技(集团)有限公司 · 示例(天津)科技(集团)有限公司 · 示＊＊＊
华润（天津）超市有限公司 · 华润（天津）超市有限公司 · 华＊＊＊
天津和平区示例商店 · 天津和平区示例商店 · 天＊＊＊
天津市示例商贸有限公司西青分公司 · 天津市示例商贸有限公司西青分公司 · 天＊＊＊
西青区示例种植专业合作社 · 西青区示例种植专业合作社 · 西＊＊＊
十四街村民委员会 · 十四街村民委员会 · 十＊＊＊
杨柳青镇人民政府 · 杨柳青镇人民政府 · 杨＊＊＊
天津市西青区市场监督管理局 · 天津市西青区市场监督管理局 · 天＊＊＊
示例中学 · 示例中学 · 示＊＊＊
示例医院 · 示例医院 · 示＊＊＊
示例行业协会 · 示例行业协会 · 示＊＊＊
示例律师事务所 · 示例律师事务所 · 示＊＊＊
示例派出所 · 示例派出所 · 示＊＊＊
示例市场服务中心 · 示例市场服务中心 · 示＊＊＊
示例经营部 · 示例经营部 · 示＊＊＊
示例商行C111号 · 示例商行C111号 · 示＊＊＊
示例食品店A-12 · 示例食品店A-12 · 示＊＊＊
张三C111号 · 张＊＊＊ · 张＊＊＊
示例糕点坊 · 示例糕点坊 · 示＊＊＊
123号摊位 · 123号摊位 · 1＊＊＊
Smith Co Ltd · Smith Co Ltd · S＊＊＊
无 · 无 · 无
不详 · 不详 · 不详
"""
CASES_OF_NAMES = [tuple(line.rsplit(" · ", 2)) for line in TABLE.strip("\n").split("\n")]
TITLE = "{}销售假冒白酒案"


def case(party: str, *, decided: bool = True) -> pl.DataFrame:
    row = {
        "number": "1", "office": "ZD", "party": party, "title": TITLE.format(party),
        "decided_on": date(2026, 5, 29) if decided else None,
    }  # fmt: skip
    return pl.DataFrame([row], schema={name: CASES.schema[name] for name in row})


def test_the_table_is_long_enough() -> None:
    assert len(CASES_OF_NAMES) >= 60
    assert len({name for name, _, _ in CASES_OF_NAMES}) == len(CASES_OF_NAMES)


@pytest.mark.parametrize(("name", "others", "screen"), CASES_OF_NAMES)
def test_what_of_a_name_may_be_shown_to_whom(name: str, others: str, screen: str) -> None:
    decided, open_case = case(name), case(name, decided=False)
    for sight, frame in ((MASKED, decided), (OWN, decided), (OWN, open_case)):
        assert conceal(frame, CASES, sight)["party"].item() == others
    assert conceal(decided, CASES, SCREEN)["party"].item() == screen
    for sight in (MASKED, SCREEN, Sight(frozenset({"FLD"}), names=True)):
        assert conceal(open_case, CASES, sight).select("party", "title").row(0) == (HIDDEN.zh,) * 2
    assert conceal(open_case, CASES, EVERYTHING)["party"].item() == name


@pytest.mark.parametrize("name", [name for name, others, _ in CASES_OF_NAMES if name != others])
def test_what_is_masked_stands_in_no_title_either(name: str) -> None:
    title = conceal(case(name), CASES, MASKED)["title"].item()
    assert title.endswith("销售假冒白酒案")
    assert without(title, told(name).masked) == title


@pytest.mark.parametrize("name", [name for name, _, _ in CASES_OF_NAMES])
@pytest.mark.parametrize("sight", [MASKED, SCREEN])
def test_a_mask_is_never_masked_again(name: str, sight: Sight) -> None:
    once = conceal(case(name), CASES, sight)
    assert conceal(once, CASES, sight).equals(once)


@pytest.mark.parametrize("name", [person for name, _, _ in CASES_OF_NAMES for person, _ in told(name).masked])
def test_whoever_may_not_read_a_name_may_not_search_for_it(name: str) -> None:
    short = name if "·" in name else name[:4]
    assert may_identify(short)
