"""The ledgers of work and benefits: 外出务工, 公益性岗位, 雨露计划, 交通补贴."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from household_tables import people_of
from people import Household, Person
from tables import Frame, Line, col, listed, month_text

from sheets import Table

SCHOOLS = (
    "柳城职业技术学校",
    "柳城第二职业学校",
    "柳河职业教育中心",
    "柳城职业技术学院",
    "双河职业技术学院",
)


def _job(name: str) -> Callable[[Household, Person], Any]:
    return lambda home, person: getattr(person.job, name)


def _post(name: str) -> Callable[[Household, Person], Any]:
    return lambda home, person: getattr(person.post, name)


def whose() -> list[Line]:
    """The columns that most benefit ledgers begin with."""
    return [
        col("村@9", lambda home, person, *_: home.village),
        col("姓名", lambda home, person, *_: person.name),
        col("身份证号码:编号@20", lambda home, person, *_: person.resident_id),
        col("户类型", lambda home, person, *_: home.kind),
        col("监测对象类别@14", lambda home, person, *_: home.monitored),
    ]


def jobs_table(frame: Frame, village: str, homes: Sequence[Household]) -> Table:
    """外出务工: the monthly export of work, local posts included."""

    def reach(home: Household, person: Person) -> str:
        assert person.job
        if person.job.county == frame.county:
            return "乡内"
        return "省内县外" if person.job.province == frame.province else "省外"

    lines = [
        *(col(name, value) for name, value in (("县", frame.county), ("乡", frame.town)) if value),
        col("行政村@9", lambda home, person: home.village),
        col("户编号:编号@15", lambda home, person: home.number),
        col("人编号:编号@17", lambda home, person: person.number),
        col("姓名", lambda home, person: person.name),
        col("证件号码:编号@20", lambda home, person: person.document[1]),
        col("户类型", lambda home, person: home.kind),
        col("监测对象类别@14", lambda home, person: home.monitored),
        col("劳动技能@17", lambda home, person: person.labour),
        col("是否已务工", "是"),
        col("开始时间@11", lambda home, person: month_text(person.job.start)),
        col("结束时间@11", ""),
        col("务工所在省", _job("province")),
        col("务工所在市", _job("city")),
        col("务工所在县", _job("county")),
        col("务工范围", reach),
        col("务工企业名称@20", _job("firm")),
        col("所属行业@12", _job("trade")),
        col("务工月收入:金额", _job("wage")),
        col("就业渠道@11", _job("channel")),
        col("是否点对点输送", "否"),
        col("年度交通费补助:金额+", _job("subsidy")),
        col("联系电话:编号@13", lambda home, person: person.phone),
    ]
    items = [(home, person) for home, person in people_of(homes) if person.job]
    return listed(frame, village, ("外出务工信息", "务工就业信息"), lines, items, unit="元")


def posts_table(frame: Frame, village: str, homes: Sequence[Household], sign: str) -> Table:
    def pay(home: Household, person: Person) -> int:
        assert person.post
        return person.post.wage * person.post.months

    lines = [
        *whose(),
        col("性别", lambda home, person: person.sex),
        col("岗位名称@12", _post("name")),
        col("资金来源", _post("source")),
        col("置换来源", _post("exchanged")),
        col("聘用开始:日期@11", _post("start")),
        col("聘用结束:日期@11", _post("end")),
        col("月工资:金额", _post("wage")),
        col("发放月数:整数", _post("months")),
        col("应发:金额@12+", pay),
        col("实发:金额@12+", pay),
        col("联系电话:编号@13", lambda home, person: person.phone),
    ]
    if not any(person.post and person.post.exchanged for _, person in people_of(homes)):
        lines = [line for line in lines if line.field.header != "置换来源"]
    items = [(home, person) for home, person in people_of(homes) if person.post]
    return listed(frame, village, ("公益性岗位", "公益性岗位花名册"), lines, items, unit="元", sign=sign)


@dataclass(frozen=True)
class Grant:
    """A payment of 雨露计划: the term, the day it was paid, yuan, 发放状态 and 发放类型."""

    term: str
    paid: dt.date | None
    amount: int = 1500
    state: str = "已发放"
    kind: str = "正常"


def yulu_table(
    frame: Frame, village: str, items: Sequence[tuple[Household, Person, Grant]], sign: str
) -> Table:
    def level(person: Person) -> str:
        return "中职" if person.school.startswith("中职") else "高职"

    def school(home: Household, person: Person, grant: Grant) -> str:
        pick = int(person.resident_id[14:17])
        return SCHOOLS[pick % 3] if level(person) == "中职" else SCHOOLS[3 + pick % 2]

    def entered(home: Household, person: Person, grant: Grant) -> str:
        grade = "一二三".index(person.school[-3])
        return f"{(frame.day.year if frame.day.month >= 9 else frame.day.year - 1) - grade}年9月"

    lines = [
        col("村@9", lambda home, person, grant: home.village),
        col("户编号:编号@15", lambda home, person, grant: home.number),
        col("户主姓名", lambda home, person, grant: home.head.name),
        col("户类型", lambda home, person, grant: home.kind),
        col("监测对象类别@14", lambda home, person, grant: home.monitored),
        col("学生姓名", lambda home, person, grant: person.name),
        col("学生身份证号:编号@20", lambda home, person, grant: person.resident_id),
        col("学校名称@22", school),
        col("学历层次", lambda home, person, grant: level(person)),
        col("入学时间@11", entered),
        col("学期", lambda home, person, grant: grant.term),
        col("补助标准:金额", lambda home, person, grant: grant.amount),
        col("补助金额:金额@12+", lambda home, person, grant: grant.amount),
        col("发放类型", lambda home, person, grant: grant.kind),
        col("发放状态", lambda home, person, grant: grant.state),
        col("发放日期:日期@11", lambda home, person, grant: grant.paid or ""),
    ]
    return listed(frame, village, ("雨露计划", "雨露计划补助发放表"), lines, items, unit="元", sign=sign)


def travel_table(
    frame: Frame, village: str, items: Sequence[tuple[Household, Person]], paid: dt.date, *, sign: str
) -> Table:
    """交通补贴: who applied (a subsidy stands at the job), and who declined (none does, no amount)."""

    def asked(person: Person) -> bool:
        return person.job is not None and person.job.subsidy > 0

    lines = [
        *whose(),
        col("年度:整数", frame.day.year),
        col("务工地@22", lambda home, person: person.job.place),
        col(
            "务工地类别", lambda home, person: "省内市外" if person.job.province == frame.province else "省外"
        ),
        col("务工单位@18", lambda home, person: person.job.firm),
        col("申请状态", lambda home, person: "已申请" if asked(person) else "主动放弃"),
        col("补贴金额:金额+", lambda home, person: person.job.subsidy if asked(person) else ""),
        col("发放日期:日期@11", lambda home, person: paid if asked(person) else ""),
        col("联系电话:编号@13", lambda home, person: person.phone),
    ]
    what = ("交通补贴", "外出务工一次性交通补贴台账")
    return listed(frame, village, what, lines, items, unit="元", sign=sign)
