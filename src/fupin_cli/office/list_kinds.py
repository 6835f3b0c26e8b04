"""The departments' lists that are matched, and what each is held against.

What the inspectors call 部门比对: civil affairs, health insurance, the disabled persons' federation, schools,
finance, vehicle and property registers against the monitoring ledgers.
"""

from msgspec import Struct

from fupin_cli.errors import FupinError
from fupin_cli.nearest import hint


class ListKind(Struct, frozen=True):
    """A kind of list.

    Attributes:
        says: a condition on a row of 家庭成员: the ledger says the same as the list.
        column: the column of 家庭成员 that says so, for people.
        ledger: the ledger that holds the same people, and the condition on its rows.
        amount: its money column, compared with the list's 金额.
        benefits: whoever is on the list is not expected to draw benefits.
        ends: the list says that a person's life has ended.
    """

    name: str
    also: tuple[str, ...] = ()
    says: str = ""
    column: str = ""
    ledger: str = ""
    where: str = ""
    amount: str = ""
    benefits: bool = False
    ends: bool = False


_NO_SCHOOL = "('', '非在校生')"

KINDS = (
    ListKind("死亡", ("死亡人员", "去世", "殡葬", "火化"), ends=True),
    ListKind(
        "低保",
        says="享受低保政策情况 IN ('农村低保', '城市低保')",
        column="享受低保政策情况",
        ledger="低保特困",
        where="类别 LIKE '%低保'",
        amount="月发放额",
    ),
    ListKind(
        "特困",
        ("特困供养", "五保"),
        says="享受特困供养政策情况 IN ('农村特困', '城市特困')",
        column="享受特困供养政策情况",
        ledger="低保特困",
        where="类别 LIKE '%特困'",
        amount="月发放额",
    ),
    ListKind(
        "医保",
        ("医疗保险",),
        says="是否参加城乡居民基本医疗保险 = '是' OR 是否参加城镇职工基本医疗保险 = '是'",
        column="是否参加城乡居民基本医疗保险",
    ),
    ListKind(
        "养老保险",
        says="是否参加城乡居民基本养老保险 = '是' OR 是否参加城镇职工基本养老保险 = '是'",
        column="是否参加城乡居民基本养老保险",
    ),
    ListKind("残疾", ("残疾人",), says="含(健康状况, '残疾') OR 残疾证号 <> ''", column="健康状况"),
    ListKind("大病", says="含(健康状况, '大病') OR 含(健康状况, '患有大病')", column="健康状况"),
    ListKind("学籍", ("在校生",), says=f"在校生状况 NOT IN {_NO_SCHOOL}", column="在校生状况"),
    ListKind("财政供养", ("财政供养人员",), benefits=True),
    ListKind("车辆", ("机动车",), benefits=True),
    ListKind("房产", ("不动产",), benefits=True),
    ListKind("工商登记", ("工商", "企业法人"), benefits=True),
)


def kind_named(name: str) -> ListKind:
    """The kind called `name`; several names joined by a stroke are not one.

    Raises:
        FupinError: no such kind.
    """
    for kind in KINDS:
        if name in (kind.name, *kind.also):
            return kind
    raise FupinError(f"不认识名单种类“{name}”。", hint(name, [kind.name for kind in KINDS]))


class Payment(Struct, frozen=True):
    """Money in a ledger that a person draws.

    Either paid on a `day`, or by the month (`amount` a month) from `start` to `end`, which may be open.
    """

    ledger: str
    amount: str
    day: str = ""
    start: str = ""
    end: str = ""


PAYMENTS = (
    Payment("雨露计划", "补助金额", day="发放日期"),
    Payment("教育资助", "金额", day="发放日期"),
    Payment("交通补贴", "补贴金额", day="发放日期"),
    Payment("到户产业", "补助金额", day="发放日期"),
    Payment("防返贫基金", "金额", day="日期"),
    Payment("小额信贷", "贷款金额", day="放款日"),
    Payment("公益性岗位", "月工资", start="聘用开始", end="聘用结束"),
    Payment("低保特困", "月发放额", start="享受开始", end="享受结束"),
)
