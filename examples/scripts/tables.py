"""The ledgers of households and people as tables: 户, 家庭成员, 外出务工, 公益性岗位, 雨露计划, 交通补贴."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from people import Household, Person, age_on

from sheets import Field, Table

Row = list[Any]


@dataclass(frozen=True)
class Frame:
    """What stands above every table of a workspace."""

    province: str
    city: str
    county: str
    town: str
    day: dt.date
    label: str  # 2023年

    @property
    def day_text(self) -> str:
        return f"{self.day.year}年{self.day.month}月{self.day.day}日"

    def above(self, village: str, unit: str = "", *, stock: bool = False) -> list[str]:
        lines = [
            f"填报单位：{village}村民委员会"
            if village.endswith("村")
            else f"填报单位：{village or self.town}"
        ]
        lines.append(f"{'数据日期' if stock else '填报时间'}：{self.day_text}")
        return [*lines, f"单位：{unit}"] if unit else lines

    def title(self, village: str, what: str) -> str:
        return f"{self.county}{self.town}{village}{self.label}{what}"


@dataclass(frozen=True)
class Line:
    """A column of a table and where its value comes from."""

    field: Field
    value: Callable[..., Any]


def make(lines: Sequence[Line], items: Iterable[tuple[Any, ...]]) -> tuple[list[Field], list[Row]]:
    """Fields and numbered rows; each item is what the columns' functions are called with."""
    fields = [Field("序号", "整数", 6), *(line.field for line in lines)]
    rows = [[number, *(line.value(*item) for line in lines)] for number, item in enumerate(items, 1)]
    return fields, rows


def yes(truth: object) -> str:
    return "是" if truth else "否"


def month_text(month: str) -> str:
    """202302 → 2023年02月, as the work export writes it."""
    return f"{month[:4]}年{month[4:]}月"


def per_head(home: Household) -> Decimal:
    return (Decimal(home.net_income) / len(home.members)).quantize(Decimal("0.01"))


def _risk(place: int) -> Callable[[Household, Person], str]:
    return lambda home, person: home.risks[place] if len(home.risks) > place else ""


def _measure(name: str) -> Callable[[Household, Person], str]:
    return lambda home, person: home.measures.get(name, "")


def _income(name: str) -> Callable[[Household, Person], int]:
    return lambda home, person: home.incomes[name]


def _place(frame: Frame) -> list[Line]:
    return [
        Line(Field("省"), lambda home, person: frame.province),
        Line(Field("市"), lambda home, person: frame.city),
        Line(Field("县"), lambda home, person: frame.county),
        Line(Field("乡"), lambda home, person: frame.town),
        Line(Field("村", width=9), lambda home, person: home.village),
        Line(Field("组", width=9), lambda home, person: home.group),
    ]


def _person_lines(day: dt.date) -> list[Line]:
    def pension(home: Household, person: Person) -> str:
        return yes(age_on(person.birth, day) >= 16 and not person.school)

    return [
        Line(Field("户编号", "编号", 15), lambda home, person: home.number),
        Line(Field("人编号", "编号", 17), lambda home, person: person.number),
        Line(Field("户主姓名"), lambda home, person: home.head.name),
        Line(Field("姓名"), lambda home, person: person.name),
        Line(Field("证件类型", width=11), lambda home, person: person.document[0]),
        Line(Field("证件号码", "编号", 22), lambda home, person: person.document[1]),
        Line(Field("性别"), lambda home, person: person.sex),
        Line(Field("出生日期", width=11), lambda home, person: person.birth.isoformat()),
        Line(Field("与户主关系"), lambda home, person: person.relation),
        Line(Field("民族"), lambda home, person: "汉族"),
        Line(Field("文化程度", width=11), lambda home, person: person.education),
        Line(Field("在校生状况", width=13), lambda home, person: person.school),
        Line(Field("健康状况"), lambda home, person: person.health),
        Line(Field("劳动技能", width=17), lambda home, person: person.labour),
        Line(Field("义务教育阶段未上学原因"), lambda home, person: ""),
        Line(Field("是否参加大病保险"), lambda home, person: "是"),
        Line(Field("是否参加城乡居民基本医疗保险"), lambda home, person: "是"),
        Line(Field("是否参加城镇职工基本医疗保险"), lambda home, person: "否"),
        Line(Field("是否参加城乡居民基本养老保险"), pension),
        Line(Field("是否参加城镇职工基本养老保险"), lambda home, person: "否"),
        Line(Field("是否接受医疗救助"), lambda home, person: yes(person.health == "患有大病")),
        Line(Field("享受低保政策情况"), lambda home, person: "农村低保" if person.dibao else "未享受"),
        Line(Field("享受特困供养政策情况"), lambda home, person: "不享受"),
        Line(Field("公益性岗位"), lambda home, person: person.post.name if person.post else ""),
        Line(
            Field("公益性岗位(月数)", "整数"), lambda home, person: person.post.months if person.post else ""
        ),
        Line(Field("家庭成员联系电话", "编号", 13), lambda home, person: person.phone),
        Line(Field("务工所在地", width=20), lambda home, person: person.job.place if person.job else ""),
        Line(Field("务工时间（月）", "整数"), lambda home, person: person.job.months if person.job else ""),
    ]


def _monitoring_lines() -> list[Line]:
    lines = [
        Line(Field("监测对象类别", width=14), lambda home, person: home.monitored),
        Line(Field("识别监测时间", "编号", 9), lambda home, person: home.identified),
        *(Line(Field(f"致贫/返贫风险{place + 1}", width=12), _risk(place)) for place in range(5)),
        Line(Field("风险是否已消除"), lambda home, person: "否" if home.monitored else ""),
        Line(Field("消除监测时间", "编号"), lambda home, person: ""),
        Line(Field("风险消除方式"), lambda home, person: ""),
    ]
    names = ("因自然灾害子项", "信息采集人", "信息采集人联系电话", "实施开发式帮扶措施情况")
    names += ("产业帮扶", "就业帮扶", "金融帮扶", "公益岗位帮扶", "住房安全保障", "饮水安全保障", "健康帮扶")
    names += ("教育帮扶", "义务教育保障", "社会帮扶", "综合保障", "搬迁", "生产生活条件改善", "基础设施建设")
    lines += [Line(Field(name, width=12), _measure(name)) for name in names]
    guarded = lambda home, person: yes(home.monitored and not home.has_labour) if home.monitored else ""  # noqa: E731
    return [*lines, Line(Field("整户无劳动能力兜底保障户"), guarded)]


def _home_lines() -> list[Line]:
    never = lambda home, person: "否"  # noqa: E731
    always = lambda home, person: "是"  # noqa: E731
    nothing = lambda home, person: 0  # noqa: E731
    return [
        Line(Field("是否义务教育阶段适龄儿童少年失学辍学"), never),
        Line(Field("是否有家庭成员未参加城乡居民（职工）基本医疗保险"), never),
        Line(Field("是否危房户"), never),
        Line(Field("是否解决安全饮用水"), always),
        Line(Field("是否通生活用电"), always),
        Line(Field("是否有卫生厕所"), always),
        Line(Field("入户道路是否硬化"), always),
        Line(Field("与村主干路距离", "数字"), lambda home, person: home.road),
        Line(Field("住房面积", "数字"), lambda home, person: home.house),
        Line(Field("耕地面积（亩）", "数字"), lambda home, person: home.land),
        *(Line(Field(f"{name}面积（亩）", "数字"), nothing) for name in ("林地", "退耕还林", "林果")),
        Line(Field("牧草地面积", "数字"), nothing),
        Line(Field("水面面积", "数字"), nothing),
    ]


def _income_lines() -> list[Line]:
    names = ("工资性收入", "生产经营性收入", "财产性收入", "转移性收入", "生产经营性支出")
    return [
        *(Line(Field(name, "金额", 12), _income(name)) for name in names),
        Line(Field("纯收入", "金额", 12), lambda home, person: home.net_income),
        Line(Field("人均纯收入（元）", "金额", 12), lambda home, person: per_head(home)),
        Line(Field("合规自付支出", "金额", 11), lambda home, person: home.own_payment),
    ]


def members_table(frame: Frame, village: str, homes: Sequence[Household]) -> Table:
    """家庭成员: the national export's columns, household facts on each member's row."""
    lines = [
        *_place(frame),
        *_person_lines(frame.day),
        Line(Field("家庭人口数", "整数"), lambda home, person: len(home.members)),
        Line(Field("户联系电话", "编号", 13), lambda home, person: home.head.phone),
        Line(Field("户类型"), lambda home, person: home.kind),
        Line(Field("脱贫年度", "整数"), lambda home, person: home.exit_year or ""),
        Line(Field("主要致贫原因"), lambda home, person: home.cause),
        *_monitoring_lines(),
        *_home_lines(),
        *_income_lines(),
    ]
    fields, rows = make(lines, [(home, person) for home in homes for person in home.members])
    return Table(
        "家庭成员信息",
        frame.title(village, "家庭成员信息"),
        fields,
        rows,
        frame.above(village, "元", stock=True),
    )


def households_table(frame: Frame, village: str, homes: Sequence[Household], sign: str) -> Table:
    """户: one row a household, what the village keeps itself."""
    lines = [
        Line(Field("村", width=9), lambda home, person: home.village),
        Line(Field("组", width=9), lambda home, person: home.group),
        Line(Field("户编号", "编号", 15), lambda home, person: home.number),
        Line(Field("户主姓名"), lambda home, person: home.head.name),
        Line(Field("户主证件号码", "编号", 22), lambda home, person: home.head.document[1]),
        Line(Field("家庭人口数", "整数", total=True), lambda home, person: len(home.members)),
        Line(Field("户联系电话", "编号", 13), lambda home, person: home.head.phone),
        Line(Field("户类型"), lambda home, person: home.kind),
        Line(Field("脱贫年度", "整数"), lambda home, person: home.exit_year or ""),
        Line(Field("监测对象类别", width=14), lambda home, person: home.monitored),
        Line(Field("识别监测时间", "编号", 9), lambda home, person: home.identified),
        Line(Field("致贫/返贫风险1", width=12), _risk(0)),
        Line(Field("风险是否已消除"), lambda home, person: "否" if home.monitored else ""),
        Line(Field("是否危房户"), lambda home, person: "否"),
        Line(Field("是否解决安全饮用水"), lambda home, person: "是"),
        Line(Field("纯收入", "金额", 12, total=True), lambda home, person: home.net_income),
        Line(Field("人均纯收入（元）", "金额", 12), lambda home, person: per_head(home)),
    ]
    fields, rows = make(lines, [(home, home.head) for home in homes])
    title = frame.title(village, "脱贫户、监测户台账")
    return Table("户台账", title, fields, rows, frame.above(village, "元", stock=True), sign)


def people_of(homes: Iterable[Household]) -> list[tuple[Household, Person]]:
    return [(home, person) for home in homes for person in home.members]


def jobs_table(frame: Frame, village: str, homes: Sequence[Household]) -> Table:
    """外出务工: the monthly export of work, local posts included."""

    def reach(home: Household, person: Person) -> str:
        assert person.job
        if person.job.county == frame.county:
            return "乡内"
        return "省内县外" if person.job.province == frame.province else "省外"

    job: Callable[[str], Callable[[Household, Person], Any]] = lambda name: (
        lambda home, person: getattr(person.job, name)
    )
    lines = [
        Line(Field("县"), lambda home, person: frame.county),
        Line(Field("乡"), lambda home, person: frame.town),
        Line(Field("行政村", width=9), lambda home, person: home.village),
        Line(Field("户编号", "编号", 15), lambda home, person: home.number),
        Line(Field("人编号", "编号", 17), lambda home, person: person.number),
        Line(Field("姓名"), lambda home, person: person.name),
        Line(Field("证件号码", "编号", 20), lambda home, person: person.document[1]),
        Line(Field("户类型"), lambda home, person: home.kind),
        Line(Field("监测对象类别", width=14), lambda home, person: home.monitored),
        Line(Field("劳动技能", width=17), lambda home, person: person.labour),
        Line(Field("是否已务工"), lambda home, person: "是"),
        Line(
            Field("开始时间", width=11),
            lambda home, person: month_text(person.job.start) if person.job else "",
        ),
        Line(Field("结束时间", width=11), lambda home, person: ""),
        Line(Field("务工所在省"), job("province")),
        Line(Field("务工所在市"), job("city")),
        Line(Field("务工所在县"), job("county")),
        Line(Field("务工范围"), reach),
        Line(Field("务工企业名称", width=20), job("firm")),
        Line(Field("所属行业", width=12), job("trade")),
        Line(Field("务工月收入", "金额"), job("wage")),
        Line(Field("就业渠道", width=11), job("channel")),
        Line(Field("是否点对点输送"), lambda home, person: "否"),
        Line(Field("年度交通费补助", "金额", total=True), job("subsidy")),
        Line(Field("联系电话", "编号", 13), lambda home, person: person.phone),
    ]
    fields, rows = make(lines, [(h, p) for h, p in people_of(homes) if p.job])
    return Table(
        "外出务工信息", frame.title(village, "务工就业信息"), fields, rows, frame.above(village, "元")
    )


def posts_table(frame: Frame, village: str, homes: Sequence[Household], sign: str) -> Table:
    post: Callable[[str], Callable[[Household, Person], Any]] = lambda name: (
        lambda home, person: getattr(person.post, name)
    )
    pay: Callable[[Household, Person], int] = lambda home, person: (
        person.post.wage * person.post.months if person.post else 0
    )
    lines = [
        Line(Field("村", width=9), lambda home, person: home.village),
        Line(Field("姓名"), lambda home, person: person.name),
        Line(Field("性别"), lambda home, person: person.sex),
        Line(Field("身份证号码", "编号", 20), lambda home, person: person.resident_id),
        Line(Field("户类型"), lambda home, person: home.kind),
        Line(Field("监测对象类别", width=14), lambda home, person: home.monitored),
        Line(Field("岗位名称", width=12), post("name")),
        Line(Field("资金来源"), post("source")),
        Line(Field("聘用开始", "日期", 11), post("start")),
        Line(Field("聘用结束", "日期", 11), post("end")),
        Line(Field("月工资", "金额"), post("wage")),
        Line(Field("发放月数", "整数"), post("months")),
        Line(Field("应发", "金额", 12, total=True), pay),
        Line(Field("实发", "金额", 12, total=True), pay),
        Line(Field("联系电话", "编号", 13), lambda home, person: person.phone),
    ]
    fields, rows = make(lines, [(h, p) for h, p in people_of(homes) if p.post])
    return Table(
        "公益性岗位", frame.title(village, "公益性岗位花名册"), fields, rows, frame.above(village, "元"), sign
    )


@dataclass(frozen=True)
class Term:
    """A term of 雨露计划: 2023春, paid on a day."""

    name: str
    paid: dt.date | None
    amount: int = 1500
    state: str = "已发放"
    kind: str = "正常"


SCHOOLS = ("柳城职业技术学校", "柳城第二职业学校", "柳河职业教育中心", "柳城职业技术学院", "双河职业技术学院")


def yulu_table(
    frame: Frame, village: str, homes: Sequence[Household], terms: Sequence[Term], sign: str
) -> Table:
    def level(person: Person) -> str:
        return "中职" if person.school.startswith("中职") else "高职"

    def school(home: Household, person: Person, term: Term) -> str:
        pick = int(person.resident_id[14:17])
        return SCHOOLS[pick % 3] if level(person) == "中职" else SCHOOLS[3 + pick % 2]

    def entered(home: Household, person: Person, term: Term) -> str:
        years = "一二三".index(person.school[-3])
        return f"{(frame.day.year if frame.day.month >= 9 else frame.day.year - 1) - years}年9月"

    lines = [
        Line(Field("村", width=9), lambda home, person, term: home.village),
        Line(Field("户编号", "编号", 15), lambda home, person, term: home.number),
        Line(Field("户主姓名"), lambda home, person, term: home.head.name),
        Line(Field("户类型"), lambda home, person, term: home.kind),
        Line(Field("监测对象类别", width=14), lambda home, person, term: home.monitored),
        Line(Field("学生姓名"), lambda home, person, term: person.name),
        Line(Field("学生身份证号", "编号", 20), lambda home, person, term: person.resident_id),
        Line(Field("学校名称", width=22), school),
        Line(Field("学历层次"), lambda home, person, term: level(person)),
        Line(Field("入学时间", width=11), entered),
        Line(Field("学期"), lambda home, person, term: term.name),
        Line(Field("补助标准", "金额"), lambda home, person, term: term.amount),
        Line(Field("补助金额", "金额", 12, total=True), lambda home, person, term: term.amount),
        Line(Field("发放类型"), lambda home, person, term: term.kind),
        Line(Field("发放状态"), lambda home, person, term: term.state),
        Line(Field("发放日期", "日期", 11), lambda home, person, term: term.paid or ""),
    ]
    items = [(h, p, term) for term in terms for h, p in people_of(homes) if p.yulu]
    fields, rows = make(lines, items)
    return Table(
        "雨露计划", frame.title(village, "雨露计划补助发放表"), fields, rows, frame.above(village, "元"), sign
    )


def travel_table(
    frame: Frame,
    village: str,
    homes: Sequence[Household],
    declined: Sequence[Person],
    paid: dt.date,
    sign: str,
) -> Table:
    """交通补贴: who works out of the province and applied, and who declined (no amount)."""
    given = {person.resident_id for person in declined}
    asked: Callable[[Person], bool] = lambda person: person.resident_id not in given  # noqa: E731
    lines = [
        Line(Field("村", width=9), lambda home, person: home.village),
        Line(Field("姓名"), lambda home, person: person.name),
        Line(Field("身份证号码", "编号", 20), lambda home, person: person.resident_id),
        Line(Field("户类型"), lambda home, person: home.kind),
        Line(Field("监测对象类别", width=14), lambda home, person: home.monitored),
        Line(Field("年度", "整数"), lambda home, person: frame.day.year),
        Line(Field("务工地", width=22), lambda home, person: person.job.place if person.job else ""),
        Line(Field("务工地类别"), lambda home, person: "省外"),
        Line(Field("务工单位", width=18), lambda home, person: person.job.firm if person.job else ""),
        Line(Field("申请状态"), lambda home, person: "已申请" if asked(person) else "主动放弃"),
        Line(
            Field("补贴金额", "金额", total=True),
            lambda home, person: person.job.subsidy if asked(person) and person.job else "",
        ),
        Line(Field("发放日期", "日期", 11), lambda home, person: paid if asked(person) else ""),
        Line(Field("联系电话", "编号", 13), lambda home, person: person.phone),
    ]
    chosen = [(h, p) for h, p in people_of(homes) if p.job and (p.job.subsidy or not asked(p))]
    fields, rows = make(lines, chosen)
    title = frame.title(village, "外出务工一次性交通补贴台账")
    return Table("交通补贴", title, fields, rows, frame.above(village, "元"), sign)
