"""A village's workbook of 芦庙镇: households, people, work, benefits, 光伏 accounts, its own 汇总表."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from people import Household, Maker, Person, age_on
from tables import (
    Frame,
    Row,
    Term,
    households_table,
    jobs_table,
    members_table,
    posts_table,
    travel_table,
    yulu_table,
)

from sheets import Field, Table

if TYPE_CHECKING:
    from lumiao import Shares

PAID = dt.date(2023, 11, 16)
TERMS = (Term("2023春", dt.date(2023, 6, 20)), Term("2023秋", dt.date(2023, 12, 12)))


@dataclass(frozen=True)
class Solar:
    """Yuan of a village's year: rent, upkeep, what goes to households, small works, and the balance brought in.

    `ahead` is what arrived beyond what was paid (below zero: paid out of the balance).
    """

    rent: str
    upkeep: int
    poor: tuple[int, int]  # 户数，其中3000元的户数（其余2500元）
    marginal: tuple[int, int]
    works: int
    brought: int
    ahead: int


SOLAR = {
    "柳河村": Solar("20158.40", 5200, (11, 1), (2, 1), 50000, 18200, 6000),
    "槐店村": Solar("21674.50", 5480, (12, 0), (2, 1), 50000, 25400, -8000),
    "石桥村": Solar("17320.60", 4630, (9, 1), (1, 1), 40000, 9600, 2000),
    "前营村": Solar("23168.90", 5710, (13, 1), (2, 1), 50000, 31000, -12000),
    "双井村": Solar("16027.30", 4390, (9, 0), (1, 0), 40000, 7400, 5000),
    "枣园村": Solar("20943.20", 5340, (11, 1), (2, 1), 50000, 15800, 4000),
    "大杨村": Solar("18814.70", 4820, (10, 0), (1, 1), 40000, 12300, -3000),
    "兴隆村": Solar("23159.80", 5160, (12, 1), (2, 1), 50000, 20500, 6000),
}
LANES = {  # 公里，一年里分两次修成
    "柳河村": ("1.4", "1.2"),
    "槐店村": ("1.6", "1.3"),
    "石桥村": ("1.2", "1.1"),
    "前营村": ("1.8", "1.4"),
    "双井村": ("1.1", "1.0"),
    "枣园村": ("1.5", "1.2"),
    "大杨村": ("1.3", "1.1"),
    "兴隆村": ("1.5", "1.3"),
}


def staff(share: Shares, maker: Maker) -> list[Person]:
    """The village's grid workers; the first one keeps the ledgers, the second checks them."""
    rng = maker.rng
    found = []
    for _ in range(share.workers):
        person = maker.person(
            "户主", rng.randrange(28, 60), surname=maker.ids.surname(), sex=rng.choice("男男女")
        )
        person.phone = maker.ids.phone()
        found.append(person)
    return found


def _pay(homes: Sequence[Household]) -> int:
    return sum(p.post.wage * p.post.months for home in homes for p in home.members if p.post)


def uses(share: Shares, homes: Sequence[Household]) -> list[tuple[str, int | str, int | str, Decimal]]:
    """分配用途, 户数, 人数, 金额 of the village's year."""
    solar = SOLAR[share.village]
    holders = [home for home in homes if any(p.post for p in home.members)]
    poor = 2500 * solar.poor[0] + 500 * solar.poor[1]
    marginal = 2500 * solar.marginal[0] + 500 * solar.marginal[1]
    return [
        ("占地租金", "", "", Decimal(solar.rent)),
        ("电站管理", "", "", Decimal(solar.upkeep)),
        ("公益岗位工资", len(holders), share.posts, Decimal(_pay(homes))),
        ("奖励补助脱贫户", solar.poor[0], "", Decimal(poor)),
        ("奖励补助边缘户", solar.marginal[0], "", Decimal(marginal)),
        ("小型公益事业", "", "", Decimal(solar.works)),
    ]


def _income_table(frame: Frame, share: Shares, homes: Sequence[Household], sign: str) -> Table:
    fields = [
        Field("序号", "整数", 6),
        Field("村", width=9),
        Field("年度", "整数"),
        Field("分配用途", width=18),
    ]
    fields += [Field("户数", "整数"), Field("人数", "整数"), Field("计划金额", "金额", 14, total=True)]
    fields += [Field("实付金额", "金额", 14, total=True), Field("公示日期", "日期", 11), Field("状态")]
    posted = dt.date(2023, 3, 10)
    rows: list[Row] = [
        [n, share.village, 2023, use, homes_, people, money, money, posted, "已支出"]
        for n, (use, homes_, people, money) in enumerate(uses(share, homes), 1)
    ]
    title = frame.title(share.village, "光伏收益分配台账")
    return Table("光伏收益分配", title, fields, rows, frame.above(share.village, "元"), sign)


def _stations_table(
    frame: Frame, share: Shares, homes: Sequence[Household], keepers: Sequence[Person]
) -> Table:
    solar = SOLAR[share.village]
    paid = sum((money for *_, money in uses(share, homes)), Decimal(0))
    came = paid + solar.ahead
    parts = [(came * 56 / 100).quantize(Decimal("0.01"))]
    parts.append(came - parts[0])
    spent = [(paid * 56 / 100).quantize(Decimal("0.01"))]
    spent.append(paid - spent[0])
    brought = [Decimal(solar.brought * 56 // 100), Decimal(solar.brought - solar.brought * 56 // 100)]
    headers = ("电站编号", "电站名称", "电站类型", "装机容量（千瓦）", "并网日期", "年度", "年度发电量（度）")
    kinds = ("编号", "文字", "文字", "数字", "日期", "整数", "数字")
    fields = [Field("序号", "整数", 6), Field("村", width=9)]
    fields += [
        Field(header, kind, 20 if "名称" in header else 0)
        for header, kind in zip(headers, kinds, strict=True)
    ]
    fields += [
        Field(name, "金额", 14, total=True) for name in ("上年结余", "本年到账", "本年支出", "年末结余")
    ]
    fields += [Field("是否纳入补助目录"), Field("电站看护员"), Field("联系电话", "编号", 13)]
    rows: list[Row] = []
    for place, name in enumerate(("一", "二")):
        power = int(parts[place] / Decimal("0.92"))
        size = power // 1090 // 10 * 10
        end = brought[place] + parts[place] - spent[place]
        keeper = keepers[place + 2]
        rows.append(
            [
                place + 1,
                share.village,
                f"GF{share.code[-3:]}{place + 1:02d}",
                f"{share.village}第{name}光伏电站",
                "村级",
                size,
            ]
            + [dt.date(2017, 6, 28) if place == 0 else dt.date(2018, 6, 20), 2023, power]
            + [brought[place], parts[place], spent[place], end, "已纳入", keeper.name, keeper.phone]
        )
    return Table(
        "光伏电站", frame.title(share.village, "光伏电站台账"), fields, rows, frame.above(share.village, "元")
    )


def _lanes_table(frame: Frame, share: Shares) -> Table:
    fields = [
        Field("序号", "整数", 6),
        Field("村", width=9),
        Field("日期", "日期", 11),
        Field("项目", width=12),
    ]
    fields += [Field("数量", "数字"), Field("单位")]
    days = (dt.date(2023, 6, 30), dt.date(2023, 10, 31))
    rows: list[Row] = [
        [n, share.village, day, "巷道里程", Decimal(length), "公里"]
        for n, (day, length) in enumerate(zip(days, LANES[share.village], strict=True), 1)
    ]
    return Table(
        "人居环境", frame.title(share.village, "人居环境台账"), fields, rows, frame.above(share.village)
    )


def _grid_table(frame: Frame, share: Shares, workers: Sequence[Person], homes: Sequence[Household]) -> Table:
    fields = [
        Field("序号", "整数", 6),
        Field("村", width=9),
        Field("姓名"),
        Field("性别"),
        Field("网格", width=18),
    ]
    fields += [Field("级别"), Field("职务"), Field("负责户数", "整数", total=True), Field("电话", "编号", 13)]
    numerals = "一二三四五六七八九十"
    rows: list[Row] = []
    for n, person in enumerate(workers, 1):
        words = numerals[n - 1] if n <= 10 else "十" + numerals[n - 11] if n < 20 else "二十"
        part = len(homes) // len(workers) + (n <= len(homes) % len(workers))
        rows.append(
            [
                n,
                share.village,
                person.name,
                person.sex,
                f"{share.village}第{words}网格",
                "村级",
                "网格员",
                part,
                person.phone,
            ]
        )
    return Table("网格员", frame.title(share.village, "网格员名单"), fields, rows, frame.above(share.village))


def _village_table(frame: Frame, share: Shares, homes: Sequence[Household]) -> Table:
    people = [p for home in homes for p in home.members]
    poor = [home for home in homes if home.kind == "脱贫户"]
    watched = [home for home in homes if home.monitored]
    total_homes = share.hamlets * 62 + 31
    total_people = total_homes * 4 - 57
    helped = [home for home in homes if any(p.dibao for p in home.members)]
    values: list[tuple[str, object, str]] = [
        ("村代码", share.code, "编号"),
        ("自然村数", share.hamlets, "整数"),
        ("村民组数", share.hamlets, "整数"),
        ("总户数", total_homes, "整数"),
        ("总人口数", total_people, "整数"),
        ("脱贫户数", len(poor), "整数"),
        ("脱贫人数", sum(len(h.members) for h in poor), "整数"),
        ("监测户数", len(watched), "整数"),
        ("监测人数", sum(len(h.members) for h in watched), "整数"),
        ("是否出列", "是", "文字"),
        ("出列年度", 2016 + share.hamlets % 3, "整数"),
        ("村级集体经济收入（万元）", Decimal(3860 + 13 * share.posts) / 100, "数字"),
        ("村小学（个数）", 1, "整数"),
        ("参加城乡居民基本养老保险人数", total_people * 58 // 100, "整数"),
        ("参加城乡居民基本医疗保险人数", total_people * 97 // 100, "整数"),
        ("是否通客运班车", "是", "文字"),
        ("行政村卫生室个数", 1, "整数"),
        ("行政村公共卫生厕所个数", 2 + share.hamlets % 2, "整数"),
        ("行政村执业（助理）医师（人）", 2, "整数"),
        ("行政村生产生活垃圾集中堆放点个数（个）", share.hamlets, "整数"),
        ("行政村文化（图书）室个数 （个）", 1, "整数"),
        ("低保户数", len(helped) + 9, "整数"),
        ("低保人口数", sum(p.dibao for p in people) + 13, "整数"),
        ("特困供养户数", 11, "整数"),
        ("特困供养人口数", 11, "整数"),
        ("残疾人口数", sum(bool(p.disability) for p in people) + 40, "整数"),
        ("劳动力人数", total_people * 54 // 100, "整数"),
        ("外出务工人数", total_people * 27 // 100, "整数"),
        ("到乡镇是否通沥青（水泥）路", "是", "文字"),
        ("未实现饮水安全户数", 0, "整数"),
        ("危房户数", 0, "整数"),
        ("耕地面积（亩）", total_homes * 7, "数字"),
        ("林地面积（亩）", 0, "数字"),
        ("退耕还林面积（亩）", 0, "数字"),
    ]
    place = [
        ("省", frame.province),
        ("市", frame.city),
        ("县", frame.county),
        ("乡", frame.town),
        ("村", share.village),
    ]
    fields = [*(Field(name, width=9) for name, _ in place), *(Field(name, kind) for name, _, kind in values)]
    row = [*(value for _, value in place), *(value for _, value, _ in values)]
    title = frame.title(share.village, "行政村基本情况")
    return Table("行政村", title, fields, [row], frame.above(share.village, stock=True))


def _reported_table(
    frame: Frame, share: Shares, homes: Sequence[Household], declined: Sequence[Person], sign: str
) -> Table:
    people = [p for home in homes for p in home.members]
    poor = [home for home in homes if home.kind == "脱贫户"]
    watched = [home for home in homes if home.monitored]

    def heads(chosen: Sequence[Household]) -> int:
        return sum(len(home.members) for home in chosen)

    kinds = ("脱贫不稳定户", "边缘易致贫户", "突发严重困难户")
    by_kind = {kind: [home for home in watched if home.monitored == kind] for kind in kinds}
    values: list[tuple[str, int | Decimal, str]] = [
        ("自然村数", share.hamlets, "个"),
        ("脱贫户数", len(poor), "户"),
        ("脱贫人数", heads(poor), "人"),
        ("监测户数", len(watched), "户"),
        ("监测人数", heads(watched), "人"),
    ]
    for kind, chosen in by_kind.items():
        values += [(f"{kind}数", len(chosen), "户"), (f"{kind[:-1]}人数", heads(chosen), "人")]
    values += [
        ("雨露计划学生数", sum(p.yulu for p in people), "人"),
        ("公益性岗位人数", sum(p.post is not None for p in people), "人"),
        ("交通补贴人数", sum(bool(p.job and p.job.subsidy) for p in people), "人"),
        ("光伏收益分配金额", sum((money for *_, money in uses(share, homes)), Decimal(0)), "元"),
        ("网格员人数", share.workers, "人"),
        ("巷道里程", sum(map(Decimal, LANES[share.village])), "公里"),
    ]
    fields = [
        Field("序号", "整数", 6),
        Field("村", width=9),
        Field("指标", width=22),
        Field("数值", "数字", 14),
        Field("单位"),
    ]
    fields.append(Field("截止日期", "日期", 11))
    rows: list[Row] = [
        [n, share.village, name, value, unit, frame.day] for n, (name, value, unit) in enumerate(values, 1)
    ]
    return Table(
        "汇总表", frame.title(share.village, "情况汇总表"), fields, rows, frame.above(share.village), sign
    )


def tables(
    frame: Frame,
    share: Shares,
    homes: Sequence[Household],
    declined: Sequence[Person],
    workers: Sequence[Person],
) -> list[Table]:
    """All sheets of the village's workbook."""
    assert all(age_on(p.birth, frame.day) >= 18 for p in declined)
    sign = f"填表人：{workers[0].name}　　　　审核人：{workers[1].name}"
    village = share.village
    return [
        households_table(frame, village, homes, sign),
        members_table(frame, village, homes),
        jobs_table(frame, village, homes),
        travel_table(frame, village, homes, declined, PAID, sign),
        yulu_table(frame, village, homes, TERMS, sign),
        posts_table(frame, village, homes, sign),
        _stations_table(frame, share, homes, workers),
        _income_table(frame, share, homes, sign),
        _lanes_table(frame, share),
        _grid_table(frame, share, workers, homes),
        _village_table(frame, share, homes),
        _reported_table(frame, share, homes, declined, sign),
    ]
