"""名单和台账都大时也只逐位比少数号码：号码、姓名加生日对得上的不比，其余的只和同名的人比。"""

from pathlib import Path

import xlsxwriter

from fupin_cli.gathering import expand, gather
from fupin_cli.office import opening
from fupin_cli.office.list_kinds import kind_named
from fupin_cli.office.lists import read_list
from fupin_cli.office.pairing import Pairs
from fupin_cli.session import Session

NAMES = ("甄建国", "甄建军", "甄秀英", "甄桂兰")
NAMESAKES = 250


def _number(name: int, one: int) -> str:
    return f"341699{1940 + one // 12}{one % 12 + 1:02d}{name + 11}{one:03d}X"


def _write(path: Path, title: str, header: list[str], rows: list[list[str]]) -> None:
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        page.write_string(0, 0, title)
        for number, row in enumerate([header, *rows], 1):
            for column, text in enumerate(row):
                page.write_string(number, column, text)


def test_逐位比的只有对不上的人和同名的人(town):
    people = [
        ["槐店村", f"34169900{n:03d}{one:03d}", name, _number(n, one), "户主"]
        for n, name in enumerate(NAMES)
        for one in range(NAMESAKES)
    ]
    header = ["村", "户编号", "姓名", "证件号码", "与户主关系"]
    _write(town / "台账" / "槐店村人员.xlsx", "芦庙镇槐店村2023年家庭成员", header, people)
    listed = []
    for one in range(60):
        number = _number(0, one)
        listed.append([NAMES[0], number])  # 号码一样
        listed.append([NAMES[0], number[:14] + "9" + number[15:]])  # 姓名、生日一样
        listed.append([NAMES[0], number[:8] + "09" + number[10:]])  # 年份抄错两位
        listed.append(["甄不在", _number(1, one)[:17] + "0"])  # 没有这个名字的人
    _write(town / "名单.xlsx", "死亡人员名单", ["姓名", "身份证号"], listed)

    session = Session.open(town, needed=True)
    gathered = gather(expand([], session.home), session.home)
    scope = opening.scope(gathered, session.home, opening.aim(session.home, None, None, None))
    tables = read_list(town / "名单.xlsx", [])[1]
    pairs = Pairs(scope, tables, kind_named("死亡"), session.catalogue)

    assert pairs.compared == 60 * NAMESAKES, "两边相乘要比二十四万次"
    how = dict(pairs.rows("SELECT 依据, count(DISTINCT 名单行) FROM 对上 GROUP BY ALL"))
    assert how == {"号码": 60, "姓名": 120}
    assert pairs.rows("SELECT count(*) FROM 名单 WHERE 名单行 NOT IN (SELECT 名单行 FROM 对上)") == [(60,)]
