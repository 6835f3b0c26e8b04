"""户 and 家庭成员: the village's own list, and the national export with household facts repeated."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from people import Household, Person, age_on
from tables import Frame, Line, col, listed, yes

from sheets import Table


def people_of(homes: Iterable[Household]) -> list[tuple[Household, Person]]:
    return [(home, person) for home in homes for person in home.members]


def per_head(home: Household) -> Decimal:
    return (Decimal(home.net_income) / len(home.members)).quantize(Decimal("0.01"))


def _risk(place: int) -> Callable[[Household, Person], str]:
    return lambda home, person: home.risks[place] if len(home.risks) > place else ""


def _measure(name: str) -> Callable[[Household, Person], str]:
    return lambda home, person: home.measures.get(name, "")


def _income(name: str) -> Callable[[Household, Person], int]:
    return lambda home, person: home.incomes[name]


def _place(frame: Frame) -> list[Line]:
    given = (("省", frame.province), ("市", frame.city), ("县", frame.county), ("乡", frame.town))
    return [
        *(col(name, value) for name, value in given if value),
        col("村@9", lambda home, person: home.village),
        col("组@9", lambda home, person: home.group),
    ]


def person_lines() -> list[Line]:
    """Who a member is: enough for every other ledger to find the person."""
    return [
        col("户编号:编号@15", lambda home, person: home.number),
        col("人编号:编号@17", lambda home, person: person.number),
        col("户主姓名", lambda home, person: home.head.name),
        col("姓名", lambda home, person: person.name),
        col("证件类型@11", lambda home, person: person.document[0]),
        col("证件号码:编号@22", lambda home, person: person.document[1]),
        col("性别", lambda home, person: person.sex),
        col("出生日期@11", lambda home, person: person.birth.isoformat()),
        col("与户主关系", lambda home, person: person.relation),
        col("民族", "汉族"),
        col("文化程度@11", lambda home, person: person.education),
        col("在校生状况@13", lambda home, person: person.school),
        col("健康状况", lambda home, person: person.health),
        col("劳动技能@17", lambda home, person: person.labour),
    ]


def _benefit_lines(day: dt.date) -> list[Line]:
    def pension(home: Household, person: Person) -> str:
        return yes(age_on(person.birth, day) >= 16 and not person.school)

    return [
        col("义务教育阶段未上学原因", ""),
        col("是否参加大病保险", "是"),
        col("是否参加城乡居民基本医疗保险", "是"),
        col("是否参加城镇职工基本医疗保险", "否"),
        col("是否参加城乡居民基本养老保险", pension),
        col("是否参加城镇职工基本养老保险", "否"),
        col("是否接受医疗救助", lambda home, person: yes(person.health == "患有大病")),
        col("享受低保政策情况", lambda home, person: "农村低保" if person.dibao else "未享受"),
        col("享受特困供养政策情况", "不享受"),
        col("公益性岗位", lambda home, person: person.post.name if person.post else ""),
        col("公益性岗位(月数):整数", lambda home, person: person.post.months if person.post else ""),
        col("家庭成员联系电话:编号@13", lambda home, person: person.phone),
        col("务工所在地@20", lambda home, person: person.job.place if person.job else ""),
        col("务工时间（月）:整数", lambda home, person: person.job.months if person.job else ""),
    ]


def _monitoring_lines() -> list[Line]:
    names = ("因自然灾害子项", "信息采集人", "信息采集人联系电话", "实施开发式帮扶措施情况")
    measures = (
        "产业帮扶",
        "就业帮扶",
        "金融帮扶",
        "公益岗位帮扶",
        "住房安全保障",
        "饮水安全保障",
        "健康帮扶",
    )
    more = ("教育帮扶", "义务教育保障", "社会帮扶", "综合保障", "搬迁", "生产生活条件改善", "基础设施建设")
    return [
        col("监测对象类别@14", lambda home, person: home.monitored),
        col("识别监测时间:编号@9", lambda home, person: home.identified),
        *(col(f"致贫/返贫风险{place + 1}@12", _risk(place)) for place in range(5)),
        col("风险是否已消除", lambda home, person: yes(home.removed) if home.monitored else ""),
        col("消除监测时间:编号", lambda home, person: home.removed),
        col("风险消除方式", lambda home, person: "帮扶消除" if home.removed else ""),
        *(col(f"{name}@12", _measure(name)) for name in (*names, *measures, *more)),
        col(
            "整户无劳动能力兜底保障户",
            lambda home, person: yes(not home.has_labour) if home.monitored else "",
        ),
    ]


def _home_lines() -> list[Line]:
    no = (
        "是否义务教育阶段适龄儿童少年失学辍学",
        "是否有家庭成员未参加城乡居民（职工）基本医疗保险",
        "是否危房户",
    )
    good = ("是否解决安全饮用水", "是否通生活用电", "是否有卫生厕所", "入户道路是否硬化")
    none = ("林地面积（亩）", "退耕还林面积（亩）", "林果面积（亩）", "牧草地面积", "水面面积")
    return [
        *(col(name, "否") for name in no),
        *(col(name, "是") for name in good),
        col("与村主干路距离:数字", lambda home, person: home.road),
        col("住房面积:数字", lambda home, person: home.house),
        col("耕地面积（亩）:数字", lambda home, person: home.land),
        *(col(f"{name}:数字", 0) for name in none),
    ]


def _income_lines() -> list[Line]:
    names = ("工资性收入", "生产经营性收入", "财产性收入", "转移性收入", "生产经营性支出")
    return [
        *(col(f"{name}:金额@12", _income(name)) for name in names),
        col("纯收入:金额@12", lambda home, person: home.net_income),
        col("人均纯收入（元）:金额@12", lambda home, person: per_head(home)),
        col("合规自付支出:金额@11", lambda home, person: home.own_payment),
    ]


def members_table(frame: Frame, village: str, homes: Sequence[Household]) -> Table:
    """家庭成员 as the national export has it, all columns."""
    lines = [
        *_place(frame),
        *person_lines(),
        *_benefit_lines(frame.day),
        col("家庭人口数:整数", lambda home, person: len(home.members)),
        col("户联系电话:编号@13", lambda home, person: home.head.phone),
        col("户类型", lambda home, person: home.kind),
        col("脱贫年度:整数", lambda home, person: home.exit_year or ""),
        col("主要致贫原因", lambda home, person: home.cause),
        *_monitoring_lines(),
        *_home_lines(),
        *_income_lines(),
    ]
    what = ("家庭成员信息", "家庭成员信息")
    return listed(frame, village, what, lines, people_of(homes), unit="元", stock=True)


def short_members_table(frame: Frame, village: str, homes: Sequence[Household]) -> Table:
    """家庭成员 with only who the people are and what kind of household they live in."""
    lines = [
        col("村@9", lambda home, person: home.village),
        *person_lines(),
        col("户类型", lambda home, person: home.kind),
        col("监测对象类别@14", lambda home, person: home.monitored),
    ]
    return listed(frame, village, ("家庭成员信息", "家庭成员信息"), lines, people_of(homes), stock=True)


def households_table(
    frame: Frame, village: str, homes: Sequence[Household], sign: str, extra: Sequence[Line] = ()
) -> Table:
    """户: one row a household, what the village keeps itself; `extra` columns get the household."""
    lines = [
        col("村@9", lambda home: home.village),
        col("组@9", lambda home: home.group),
        col("户编号:编号@15", lambda home: home.number),
        col("户主姓名", lambda home: home.head.name),
        col("户主证件号码:编号@22", lambda home: home.head.document[1]),
        col("家庭人口数:整数+", lambda home: len(home.members)),
        col("户联系电话:编号@13", lambda home: home.head.phone),
        col("户类型", lambda home: home.kind),
        *extra,
    ]
    what = ("户台账", "农户台账")
    return listed(frame, village, what, lines, [(home,) for home in homes], unit="元", sign=sign, stock=True)


MONITORING = (
    col("脱贫年度:整数", lambda home: home.exit_year or ""),
    col("监测对象类别@14", lambda home: home.monitored),
    col("识别监测时间:编号@9", lambda home: home.identified),
    col("致贫/返贫风险1@12", lambda home: home.risks[0] if home.risks else ""),
    col("风险是否已消除", lambda home: yes(home.removed) if home.monitored else ""),
)
STATE = (
    col("是否危房户", "否"),
    col("是否解决安全饮用水", "是"),
    col("纯收入:金额@12+", lambda home: home.net_income),
    col("人均纯收入（元）:金额@12", per_head),
)
