"""What a quantity is the number of, and of which place and time: `全镇共有脱贫户` → 脱贫户, whole, now."""

from __future__ import annotations

import re

from msgspec import Struct

from fupin_cli.patterns import regex
from fupin_cli.proofreading.grammar.mentions import Mention

# stocks that a report gives more than once; the first word of a row stands for all of it
_ROWS = (
    "脱贫户|脱贫人口|建档立卡脱贫户",
    "监测户|监测对象|监测对象户|防返贫监测对象|防返贫监测户|易返贫致贫户",
    "脱贫不稳定户",
    "边缘易致贫户|边缘户",
    "突发严重困难户",
    "建档立卡贫困户|贫困户|建档立卡贫困人口|贫困人口",
    "低保户|低保对象|农村低保对象|农村低保户",
    "特困供养人员|特困人员|特困户|特困人口|五保户",
    "行政村|村(?:居)?",
    "自然村",
    "村民小组|村民组",
    "网格员",
    "公益性岗位|公益岗位|公益岗|乡村公益性岗位",
    "光伏电站|光伏扶贫电站|村级光伏电站",
    "总人口|人口",
    "总户数",
    "耕地面积|耕地",
    "林地面积|林地",
    "驻村工作队员|驻村队员|驻村干部",
    "帮扶责任人|帮扶联系人|帮扶干部",
    "帮扶车间|扶贫车间|就业帮扶车间",
    "党员",
)
_NOUN = {word: row.split("|")[0] for row in _ROWS for word in row.split("|") if "(" not in word} | {
    "村": "行政村"
}
_NOUNS = "|".join(sorted(map(re.escape, _NOUN), key=len, reverse=True))
_WHOLE = r"全[镇乡村县区]|[我本][镇乡村县区局]|辖区(?:内)?|镇域内"
_NOW = r"截[至止](?:目前|现在)?|目前|现在|现阶段|当前|现|已|系统(?:内)?|经\w{0,4}?排查"
_HAVE = r"共有|共计有|共辖|下辖|现有|现辖|合计|共计|共|有|辖|实有|总共有|累计|开发|建成|设置"
_LEFT = regex(
    rf"^(?:(?P<whole>{_WHOLE})|{_NOW}|(?P<have>{_HAVE})|(?P<time>(?:19|20)\d\d年(?:度|底|末)?|\d+月(?:底|末|份)?)|\s)*(?P<noun>{_NOUNS})?(?:户数|人数|总数|数量|个数|数)?(?P<tail>共有|共计|共|合计|有|为|达到|达|是)*\s*$"
)
_RIGHT = regex(rf"^\s*(?P<noun>{_NOUNS})\s*$")
_TIME = regex(
    r"(?:19|20)\d\d年(?:\d{1,2}月)?|\d{1,2}月(?:底|末|份)?|年初|年底|上年|去年|上半年|下半年|季度|届时|合并|原|计划|拟|目标|力争|预计|截[至止]\d"
)
_VILLAGE = regex(
    r"(?<![行政自然各每全该本我个贫困重点脱])[\u4e00-\u9fff]村(?![民级组庄干集两居委党支书企务办户口、])|各村|每村|该村|社区"
)


class Stock(Struct, frozen=True):
    """A stock as the text gives it."""

    noun: str
    marked: bool
    """A word says that it is the whole: 全镇, 共有."""
    time: str
    level: str
    """县 of 全县, 镇 of 我镇; "" where no such word stands."""


def stock(mention: Mention, place: str, clause: str) -> Stock | None:
    """What a mention counts, if it is a stock of the whole place and nothing else is said of it."""
    left = mention.left.strip()
    marked = bool(place) and place in left
    if marked:
        left = left[left.index(place) + len(place) :]
    match = _LEFT.match(left)
    if not match or _VILLAGE.search(clause):
        return None
    noun = match["noun"]
    if not noun:
        right = _RIGHT.match(mention.right)
        if not right or mention.base not in ("个", "户", "人", "座", "名"):
            return None
        noun = right["noun"]
    times = _TIME.findall(clause)
    return Stock(
        _NOUN[noun],
        marked or bool(match["whole"] or match["have"] or match["tail"]),
        "".join(times),
        (match["whole"] or "")[1:],
    )
