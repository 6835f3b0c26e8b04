"""Is a list all there is, and can its parts overlap? What words tell about it."""

from __future__ import annotations

import re

from fupin_cli.patterns import regex
from fupin_cli.proofreading.grammar.lists import SumList
from fupin_cli.proofreading.grammar.units import THINGS

# one person or household can belong to several of these at once
_OVERLAPPING = regex(
    r"低保|五保|特困|残疾|大病|慢病|慢性病|老年|老人|女|党员|学生|儿童|孤儿|少数民族|搬迁|易地|享受|参加|参保|签约|务工|养殖|种植"
    r"|培训|危房|独居|空巢|留守"
    r"|退役|致富|劳动力|带动|覆盖|走访|受益|发展|获得|购买|因病|因学|因残|因灾|小额信贷|贷款|监护|失能|重度|重病|帮扶措施|兜底|产业|就业|贫困户|贫困人口|脱贫户|脱贫人口"
)
# sets that together are everything, each a row of patterns that match one label each
_PARTITIONS = tuple(
    tuple(regex(word) for word in row.split())
    for row in (
        "脱贫不稳定|脱贫监测|不稳定户 边缘 突发",
        "(?<!未)消除(?!监测对象$)|(?<!未)解除 未消除|尚未|未解除",
        "男 女",
        "省外|外省|跨省 省内(?!市外|县外)|本省",
        "省外|外省|跨省 省内县外|省内市外|市外 县内|县域|本县|市内",
        "县外|县域外|外县 县内|县域内|本县|本地",
        "镇外|乡外 镇内|乡内|本镇|本乡|就地",
        "春季|春期 秋季|秋期",
        "上半年 下半年",
        "一季度 二季度 三季度 四季度",
        "(?<!未)整改完成|完成整改|已(?:整改|完成|办结|解决|销号|开工|建成|竣工) "
        "未|正在|剩余|尚|整改中|在建|推进",
        "(?<!非)贫困村|(?<!非)重点村|(?<!非)脱贫村 非",
        "公办 民办",
        "中央 省级|省 市级|市 县级|县|区级",
        "新建|新修 改建|改造|维修|续建|扩建",
        "硬化|水泥|沥青 泥土|砂石|土路|未硬化",
        "一般农户|一般户|其他农户 脱贫 监测",
        "水田 旱地|旱田|坡地",
    )
)
_EXCLUSIVE_LABEL = regex(
    r"[村组社镇乡县市区省]\s*$|^\s*(?:其中)?\s*[\u4e00-\u9fff]{1,4}(?:村|社区|组|镇|乡)|\d{4}年|\d+月|季度|[ABCD]级|[一二三四]级|[一二三]档"
)
_REGION = regex(r"[省市县镇乡村区][外内]|跨省|外省|本省|本市|本县|本地|本镇|县域|就近|就地")
_FAR = regex(r"[省市县镇乡区]外|跨省|外省")
_HERE = regex(r"(?<![市省])[县镇乡区]内|本县|本地|本镇|县域内|就近|就地|省内$|省内务工$")


def by_region(labels: list[str]) -> bool:
    """Each part is a region of its own: 省外, 市外省内, 县外市内, 县内."""
    words = [_REGION.findall(label) for label in labels]
    return all(words) and len({tuple(w) for w in words}) == len(words)


def partition(labels: list[str]) -> bool:
    """The labels are, one for one, a set of words that is everything: 男 and 女, the three classes."""
    if by_region(labels) and any(_FAR.search(x) for x in labels) and any(_HERE.search(x) for x in labels):
        return True
    for row in _PARTITIONS:
        if len(row) == len(labels):
            left = list(labels)
            for pattern in row:
                hit = next((label for label in left if pattern.search(label)), None)
                if hit is None:
                    break
                left.remove(hit)
            else:
                return True
    return False


def overlapping(labels: list[str], total: str = "") -> bool:
    """A person or household may stand in several of these parts; words of the total itself say nothing."""
    shared = [word for word in _OVERLAPPING.findall(total) if word]
    for word in shared:
        labels = [label.replace(word, "") for label in labels]
    if by_region(labels):
        return False
    marked = sum(bool(_OVERLAPPING.search(label)) for label in labels)
    both = any("脱贫" in label for label in labels) and any(
        "监测" in label or "边缘" in label for label in labels
    )
    return marked * 2 >= len(labels) or both


def mixed_times(labels: list[str]) -> bool:
    """Years beside months: one period may lie inside another."""
    years = sum(bool(re.search(r"\d{4}年(?!\d)", label)) for label in labels)
    months = sum(bool(re.search(r"\d{1,2}月", label)) for label in labels)
    return bool(years and months and years + months > max(years, months))


def exclusive(found: SumList, base: str, labels: list[str]) -> bool:
    """No thing can be counted in two of the parts."""
    if mixed_times(labels) or (base not in THINGS and overlapping(labels, found.label)):
        return False
    if base in THINGS or partition(labels) or found.complete:
        return True
    if all(_EXCLUSIVE_LABEL.search(label) for label in labels):
        return True
    return _same_head(found.label, labels)


def _same_head(total: str, labels: list[str]) -> bool:
    """`公益岗233个：光伏公益岗…、人社公益岗…`: one noun, told apart by what stands before it."""
    heads = {label.strip()[-2:] for label in labels if len(label.strip()) > 2}
    return len(heads) == 1 and all(len(label.strip()) > 2 for label in labels) and next(iter(heads)) in total
