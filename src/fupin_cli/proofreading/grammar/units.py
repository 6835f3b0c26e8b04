"""Units of official prose: which are the same measure, and by what factor."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

_FACTORS = {"": 1, "百": 100, "千": 1000, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8}
_SCALED = "元 人次 户次 人 名 位 户 亩 吨 斤 公斤 千瓦时 度 千瓦 平方米 立方米 株 只 头 羽 字"
_PLAIN = """
个百分点 百分点 台次 场次 车次 批次 件次 台套 户家 名 位 个 条 项 座 公里 千米 米 公顷 平方公里 立方 方
口 眼 处 家 所 台 辆 套 件 份 册 本 张 块 期 次 场 轮 批 例 起 宗
笔 棵 盏 间 栋 幢 支 匹 艘 岁 周岁 倍 天 小时 课时 学时 个月 年 部 幅 面 根
盘 枚 篇 瓶 袋 桶 箱 双 对 副 床 组 盆 杆 片 % ‰ kW MW kg
"""
_SAME = {
    "名": "人",
    "位": "人",
    "千米": "公里",
    "度": "千瓦时",
    "kW": "千瓦",
    "百分点": "个百分点",
    "户家": "户",
}


class Unit(Struct, frozen=True):
    """A written unit: the measure it belongs to and how many of the measure it stands for."""

    written: str
    base: str
    factor: Decimal


def _table() -> dict[str, Unit]:
    units: dict[str, Unit] = {}
    for written in _PLAIN.split():
        units[written] = Unit(written, _SAME.get(written, written), Decimal(1))
    for base in _SCALED.split():
        for prefix, factor in _FACTORS.items():
            same = _SAME.get(base, base)
            units[prefix + base] = Unit(prefix + base, same, Decimal(factor))
    units["兆瓦"] = Unit("兆瓦", "千瓦", Decimal(1000))
    units["MW"] = Unit("MW", "千瓦", Decimal(1000))
    return units


UNITS = _table()
MONEY = "元"
PERCENT = "%"
PAIR = {"户", "人"}
# things that are counted one by one and belong to one part of a list only, unlike people and households
_THINGS = "元 个 亩 公里 吨 座 条 项 口 处 件 份 笔 盏 米 公顷 平方米 人次 场次 台次 期 场"
THINGS = frozenset(_THINGS.split())
