"""Words that everybody here tries first in a password: places, the bureau and its work, what the district is known for;
in Han and in pinyin. A password may hold them, but must have enough beside them."""

from functools import cache

from data.registry import entries

# Han and pinyin without tones; further spellings behind. Longer ones need no entry where their parts stand here.
PLACES = """
天津 tianjin 天津市 西青 xiqing 西青区 北京 beijing 河北 hebei 杨柳青 yangliuqing 张家窝 zhangjiawo 精武
jingwu 大寺 dasi 王稳庄 wangwenzhuang 辛口 xinkou 李七庄 liqizhuang 西营门 xiyingmen 赤龙南 chilongnan 中北
zhongbei 津门湖 jinmenhu 南开 nankai 静海 jinghai 武清 wuqing 滨海 binhai 海河 haihe 子牙河 ziyahe 中国
zhongguo china 外环 waihuan
"""
BUREAU = """
看板 kanban board dashboard 市场监督管理局 市场监管 shichangjianguan shichang 市场 jianguan 监管 jianduguanli
监督管理 scjgj sjj 市监局 shijianju 监管所 jianguansuo 知识产权 zhishichanquan zhishi chanquan zscq zhuanli
专利 shangbiao 商标 dilibiaozhi 地理标志 baohu 保护 执法 zhifa 支队 zhidui 大队 dadui 案件 anjian 台账
taizhang 管理员 guanliyuan admin administrator manager officer reviewer viewer 单位 danwei 工商 gongshang
password passwd mima 口令 密码 kouling welcome huanying 欢迎
"""
KNOWN_FOR = """
沙窝 shawo 萝卜 luobo 卫青 weiqing radish 年画 nianhua 石家大院 shijiadayuan 霍元甲 huoyuanjia 精武门
jingwumen 西青大学城 daxuecheng 小站稻 xiaozhandao xiaozhan 狗不理 goubuli 麻花 mahua
"""


@cache
def common_words() -> tuple[str, ...]:
    """These words, and the names of units and townships as the registry has them; the longest first."""
    named = {
        spelling
        for name in ("offices", "townships")
        for entry in entries(name)
        for spelling in (entry.label.zh, entry.label.en, *entry.aliases)
    }
    words = {*PLACES.split(), *BUREAU.split(), *KNOWN_FOR.split(), *named}
    return tuple(sorted((word for word in words if len(word) > 1), key=lambda word: (-len(word), word)))
