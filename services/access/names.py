"""Who a name names: natural persons and organisations, as clerks write them, several in one cell among them.

A name is masked unless it is known to be an organisation's: by how it ends (公司, 店, 合作社 …), or by its unified
social credit code. What can be read both ways is a person's: 刘建厂 and 张中心 are surname and given name, as
利民店 and 示例中心 are not. A cell is taken apart at commas, brackets and 和, at 等3人, at roles and titles (经营者,
先生); each part is judged by itself, and what is neither organisation nor role is masked, however it is spaced.
So 利民商店（经营者：张 三） reads 利民商店（经营者：张＊）: the sign over the door (字号) may be shown, who keeps the
shop may not.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

MASK = "＊"
# The middle dot of names such as 买买提·艾力, in every way it is typed.
DOTS = "·•・‧∙⋅●･."
_EVEN_DOTS = str.maketrans(dict.fromkeys(DOTS, DOTS[0]))
BLANKS = r"[\s\u200b-\u200f\u2060\ufeff\u00ad]"
BLANK = re.compile(f"{BLANKS}+")
_ONE_HAN = r"[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_HAN = re.compile(_ONE_HAN)

# The surnames in use, single and double, without those by which 字号 begin far more often (利, 福, 泰, 和 …).
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢"
    "姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温芦康施"
    "文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷"
    "盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芮麦褚娄窦戚岑景党宫费卜冷"
    "晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐"
    "冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴支卿国狄计索宣晋"
    "相初门云容敬来扈晁都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿印逯茹诺战慕危亢嵇公哈湛宾戎勾茅於"
)
_DOUBLE = (
    "欧阳|上官|司马|诸葛|东方|皇甫|尉迟|公孙|令狐|慕容|司徒|夏侯|长孙|宇文|轩辕|端木|独孤|南宫|西门|东郭|百里|呼延|拓跋|"
    "闻人|万俟|赫连|澹台|淳于|单于|太叔|申屠|仲孙|钟离|鲜于|司空|闾丘|亓官|濮阳|公冶|宗政|公羊|司寇|颛孙|欧陽|完颜|叶赫"
)
_PERSON = re.compile(f"(?:{_DOUBLE}|[{_SURNAMES}]){_ONE_HAN}{{1,2}}")

_ORGANISATION = (
    "公司|集团|企业|中心|市场|商场|商城|商厦|商店|商行|商铺|商社|商会|超市|市集|农场|渔场|牧场|林场|车行|货行|粮行|银行|琴行|"
    "鞋行|米行|酒行|茶行|洋行|药行|鱼行|果行|肉行|花行|药房|药堂|药店|诊所|门诊|医院|卫生院|学校|小学|中学|大学|学院|幼儿园|"
    "托儿所|培训班|餐厅|饭庄|酒楼|茶楼|饭店|酒店|宾馆|旅馆|民宿|客栈|食堂|食府|餐馆|饭馆|面馆|茶馆|酒馆|会馆|场馆|照相馆|图书馆|"
    "美容院|养老院|敬老院|研究院|法院|检察院|电影院|戏院|剧院|研究所|事务所|派出所|市场所|监管所|工商所|管理所|服务所|招待所|"
    "卫生所|交易所|屠宰场|养殖场|加工场|批发场|工坊|作坊|面包坊|糕点坊|豆腐坊|油坊|磨坊|酒坊|仓库|冷库|站点|摊位|摊点|摊档|档口|柜台|"
    "直播间|工作室|实验室|合作社|供销社|报社|旅行社|旅社|杂志社|出版社|信用社|联社|茶社|书社|合作联社|联合体|联盟|协会|学会|"
    "研究会|促进会|基金会|联合会|委员会|村委会|居委会|理事会|政府|办事处|街道办|开发区|园区|产业园|物流园|科技园|生态园|采摘园|"
    "茶园|果园|菜园|种植园|养殖园|公园|基地|农庄|山庄|度假村|俱乐部|网吧|酒吧|书吧|书屋|花店|书店|网店|加油站|服务站|批发站|水站|"
    "回收站|维修站|收购站|粮站|菜站|驿站|经销处|代销处|销售处|管理处|代表处|支队|大队|中队|总队|总局|分局|管理局|监督局|农业农村局|"
    "公安局|税务局|商务局|发改局|城管局|卫健委|发改委|农委|工会|平台|网站|商贸|有限合伙|普通合伙|个人独资"
)
# Single characters also end given names: they make an organisation only of what can't be surname and given name.
_ENDINGS = re.compile(f"(?:{_ORGANISATION}|[店部厂铺摊局])$")
_INSIDE = re.compile(f"^(.*(?:{_ORGANISATION}|[店部厂铺]))(.+)$")
# Where in its market, or which of several: 示例商行C111号, 示例食品店A-12, 示例合作社B.
_STALL = re.compile(r"(?:[A-Za-z]?区?-?\d{1,4}(?:-\d{1,4})?号?|[A-Za-z])$")
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f .'-]+")
_LATIN_ORGANISATION = re.compile(
    r"\b(co|ltd|inc|llc|plc|company|shop|store|market|group|corp|corporation|limited|gmbh|hotel|school|hospital|"
    r"bank|university|association)\b",
    re.IGNORECASE,
)

_ROLES = (
    "法定代表人或负责人|法定代表人|实际经营者|实际控制人|委托代理人|诉讼代理人|个体工商户|被投诉举报人|违法行为人|被处罚人|被投诉人|"
    "被举报人|被检查人|法人代表|法定代表|直接责任人|责任人|负责人|代理人|联系人|当事人|经营者|经营人|投资人|合伙人|行为人|承租人|"
    "出租人|举报人|投诉人|生产者|销售者|个体户|自然人|未成年人|公民|法人|店主|摊主|摊贩|商户|业主|户主|户名|股东|董事长|总经理|副经理|"
    "经理|厂长|店长|站长|所长|局长|科长|队长|院长|校长|会长|社长|村长|书记|主任|老板娘|老板|会计|店员|员工|职工|司机|村民|居民|菜农|"
    "先生|女士|小姐|太太|同志|师傅|夫妇|夫妻|父子|母子|兄弟|姐妹|姓名|名称|字号|曾用名|又名|化名|别名|原名|绰号|之妻|之夫|之子|之女|的|等人|等"
)
_NEUTRAL = re.compile(
    "无|不详|未知|匿名|待查|未查明|不明|男|女|某|已故|个体|个人|等|汉族|回族|满族|维吾尔族|蒙古族|藏族|壮族|朝鲜族|"
    r"\d{1,2}岁?|[一二两三四五六七八九十]+(?:人|名|家|户|个)"
)
# What registered names of organisations hold in brackets.
_PLACE = (
    "中国|北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|"
    "陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门|深圳|广州|集团|控股|"
    "(?:和平|河东|河西|南开|红桥|东丽|西青|津南|北辰|武清|宝坻|宁河|静海|蓟州|滨海|滨海新)区?|杨柳青镇?"
)
_IN_BRACKETS = f"[（(](?:{_PLACE})[)）]"
_SIGNS = r"、，,;；:：/／|｜＋+&＆（）()\[\]【】〔〕［］{}《》<>〈〉「」『』“”\"\r\n\t"
_CHUNK = re.compile(f"((?:{_IN_BRACKETS}|[^{_SIGNS}])+)")
_OTHERS = r"等\s*(?:[\d〇零一二两三四五六七八九十百多数几余]+\s*)(?:名|位)?(?:自然人|当事人|人|名|家|户|个|位)?"
_ROLE = re.compile(f"({_OTHERS}|{_ROLES})")
_LISTED = re.compile("[等的]")
_CONJUNCTION = re.compile("以及|[和及与跟暨]")
# These hardly stand inside a name, as 和 does.
_SURELY_JOINS = ("及", "与", "暨", "以及")

Parts = list[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class Name:
    """What of a name may be shown, and each person (with `every`, each party) in it without blanks, the longest first,
    with the mask that takes its place in the texts of the same row."""

    shown: str
    masked: tuple[tuple[str, str], ...] = ()


@lru_cache(maxsize=65_536)
def told(name: str, *, every: bool = False, registered: bool = False) -> Name:
    """The name as it may be shown to who may not read persons' names; with `every`, organisations' neither.

    `registered` says that a credit code proves it an organisation's. What is masked already stays so.
    """
    masked: dict[str, str] = {}
    shown = ""
    for part, kept in _parts(name, registered):
        hide = not kept or (every and _is_name(part))
        shown += _masked(part, masked) if hide else part
    whole = _tight(name)
    if every and masked and len(whole) > 1:
        masked[whole] = mask_name(whole)
    return Name(shown, tuple(sorted(masked.items(), key=lambda one: -len(one[0]))))


def is_organisation(name: str) -> bool:
    """Whether a name without separators is known to be an organisation's; see the rule above."""
    tight = _tight(name)
    if not _HAN.search(tight):
        return bool(_LATIN_ORGANISATION.search(tight))
    bare = _STALL.sub("", tight)
    return bool(_ENDINGS.search(bare)) and not _PERSON.fullmatch(bare)


def mask_name(name: str) -> str:
    """张三 → 张＊, 欧阳小明 → 欧＊＊＊; the first character stays."""
    return name[:1] + MASK * max(1, min(len(name) - 1, 3))


def without(text: str, masked: Iterable[tuple[str, str]]) -> str:
    """The text with each of the names masked, however its blanks and dots are typed there."""
    even = _even(text)
    for name, mask in masked:
        # To make and try a pattern takes a hundred times as long as to see that it would find nothing.
        if _even(name) in even:
            text = _finder(name).sub(mask, text)
    return text


@lru_cache(maxsize=65_536)
def _even(text: str) -> str:
    return BLANK.sub("", text).translate(_EVEN_DOTS).casefold()


@lru_cache(maxsize=65_536)
def _finder(name: str) -> re.Pattern[str]:
    signs = (f"[{re.escape(DOTS)}]" if sign in DOTS else re.escape(sign) for sign in BLANK.sub("", name))
    return re.compile(f"{BLANKS}*".join(signs), re.IGNORECASE)


def _parts(name: str, registered: bool) -> Parts:
    """The name taken apart, each part with whether it may be shown; joined they are the name again."""
    parts: Parts = []
    for position, chunk in enumerate(_CHUNK.split(name)):
        # A credit code proves the name that stands first, not those in brackets behind it.
        parts += _judged(chunk, registered and position == 1) if position % 2 else [(chunk, True)]
    return parts


def _judged(chunk: str, registered: bool = False) -> Parts:
    """What stands between two signs: its names, each with whether it may be shown."""
    if MASK in chunk or _nobody(chunk):
        return [(chunk, True)]
    words = [part for part in BLANK.split(chunk) if part]
    if len(words) > 1 and all(len(word) > 1 for word in words) and _HAN.search(chunk):
        return _each(re.split(f"({BLANKS}+)", chunk), registered)
    if _ROLE.fullmatch(chunk):
        return [(chunk, True)]
    # 李公民 and 孙先生 alike: what is whole a surname and a given name is not looked into.
    if _PERSON.fullmatch(_tight(chunk)) and not _LISTED.search(chunk):
        return [(chunk, False)]
    whole = is_organisation(chunk) or (registered and not _reads_like_person(chunk))
    if not whole and re.search(_IN_BRACKETS, chunk):
        return _each(re.split(f"({_IN_BRACKETS})", chunk))
    if _ROLE.search(chunk):
        parts = _ROLE.split(chunk)
        # Of an organisation's name only what reads like a person's is none of it: 十四街村民委员会.
        if not whole or any(map(_reads_like_person, parts[::2])):
            return _each(parts, whole)
        return [(chunk, True)]
    for joint in _CONJUNCTION.finditer(chunk):
        left, right = chunk[: joint.start()], chunk[joint.end() :]
        if _joins(_tight(left), joint[0], _tight(right)):
            return [*_judged(left), (joint[0], True), *_judged(right)]
    if whole:
        return [(chunk, True)]
    followed = _INSIDE.match(_tight(chunk))
    if followed and _PERSON.fullmatch(followed[2]) and is_organisation(followed[1]):
        return [(followed[1], True), (followed[2], False)]
    return [(chunk, False)]


def _each(parts: list[str], registered: bool = False) -> Parts:
    """Every other part judged by itself; between them stands what may be shown."""
    found: Parts = []
    for position, part in enumerate(parts):
        found += [(part, True)] if position % 2 else _judged(part, registered)
    return found


def _nobody(part: str) -> bool:
    """Whether there is no name in a part: signs and blanks alone, or a word such as 女."""
    tight = _tight(part)
    return not re.search(r"\w", tight) or bool(_NEUTRAL.fullmatch(tight))


def _reads_like_person(part: str) -> bool:
    tight = _tight(part)
    return bool(_PERSON.fullmatch(tight)) or any(dot in tight for dot in DOTS)


def _joins(left: str, joint: str, right: str) -> bool:
    """Whether 和 and the like stand between two names, and are no part of one: 张三和李四, but 张和平 and 中和商店."""
    if len(left) < 2 or len(right) < 2:
        return False
    return _reads_like_person(left) or is_organisation(left) or (joint in _SURELY_JOINS and len(left) <= 4)


def _is_name(part: str) -> bool:
    """Whether a part that may be shown names somebody, and is no role and no sign."""
    signs = (_CONJUNCTION, _ROLE, re.compile(_IN_BRACKETS))
    return not (_nobody(part) or MASK in part or any(sign.fullmatch(part) for sign in signs))


def _masked(part: str, masked: dict[str, str]) -> str:
    """The mask of a part, which is noted with it."""
    tight = _tight(part)
    if len(tight) > 1:
        masked[tight] = mask_name(tight)
    return mask_name(tight)


def _tight(name: str) -> str:
    """The name in one width, without blanks where it is Chinese, without those around it where it is Latin."""
    name = name if name.isascii() else unicodedata.normalize("NFKC", name)
    return BLANK.sub("", name) if _HAN.search(name) else name.strip()
