"""真实的表长什么样：标题、两行表头、合并、合计、多张表、隐藏、笔误。"""

from pathlib import Path
from typing import Any

import pytest

from fupin_cli.reading.model import Reading
from fupin_cli.reading.read import read_file
from sheets import Sheet, sheet, workbook

MEMBERS = """
    | 村 | 户编号 | 户主姓名 | 姓名 | 证件号码 | 与户主关系 |
    | 双庙村 | H1 | 甄有田 | 甄有田 | 341699196803050011 | 户主 |
    | 双庙村 | H1 | 甄有田 | 甄小禾 | 341699200603200029 | 之女 |
    """


def read(tmp_path: Path, *sheets: Sheet, **options: Any) -> Reading:
    return read_file(workbook(tmp_path / "台账.xlsx", *sheets, **options))


def codes(reading: Reading) -> list[str]:
    return [finding.code for finding in reading.findings]


def test_两行表头按组名加列名识别(tmp_path: Path) -> None:
    made = sheet(
        """
        | 序号 | 户主信息 | | 家庭成员信息 | | | 收入（元） | |
        | | 姓名 | 证件号码 | 姓名 | 身份证号 | 与户主关系 | 工资性收入 | 人均\\n纯收入 |
        | {1} | 甄有田 | 341699196803050011 | 甄有田 | 341699196803050011 | 户主 | {1200} | {9000} |
        """,
        merges=("A1:A2", "B1:C1", "D1:F1", "G1:H1"),
    )
    (table,) = read(tmp_path, made).tables
    assert table.ledger == "家庭成员"
    assert table.header_rows == (1, 2)
    fields = {column.field: column.index for column in table.columns}
    assert fields["户主姓名"] == 1
    assert fields["姓名"] == 3
    assert fields["证件号码"] == 4
    assert fields["工资性收入"] == 6
    assert fields["人均纯收入"] == 7
    assert table.rows == [3]


def test_左边和上边空着也认得出位置(tmp_path: Path) -> None:
    made = sheet(
        """
        | | | 姓名 | 户编号 | 证件号码 | 与户主关系 |
        | | | 甄有田 | H1 | 341699196803050011 | 户主 |
        """,
        above=("", "", ""),
    )
    (table,) = read(tmp_path, made).tables
    assert table.header_rows == (4,)
    assert table.rows == [5]
    assert [column.index for column in table.columns] == [2, 3, 4, 5]


def test_合并的户内只在合并范围里往下填(tmp_path: Path) -> None:
    made = sheet(
        """
        | 村 | 户编号 | 户主姓名 | 姓名 | 证件号码 | 与户主关系 |
        | 双庙村 | H1 | 甄有田 | 甄有田 | 341699196803050011 | 户主 |
        | | | | 甄小禾 | 341699200603200029 | 之女 |
        | 双庙村 | H2 | 甄守业 | 甄守业 | 34169919550101001X | 户主 |
        | | | | 李秀英 | 341699195602020021 | 配偶 |
        """,
        merges=("A2:A3", "B2:B3", "C2:C3"),
    )
    reading = read(tmp_path, made)
    (table,) = reading.tables
    assert table.cells["户编号"] == ["H1", "H1", "H2", "H2"]
    (finding,) = [f for f in reading.findings if f.code == "RD010"]
    assert finding.severity == "info"
    assert finding.values["count"] == 1
    assert finding.place.row == 5


def test_合并的金额只算一次(tmp_path: Path) -> None:
    made = sheet(
        """
        | 村 | 学生姓名 | 证件号码 | 学期 | 学校 | 补助金额 |
        | 双庙村 | 甄小禾 | 341699200603200029 | 2023春 | 职业学校 | {3000} |
        | | 甄小禾 | 341699200603200029 | 2023秋 | 职业学校 | |
        """,
        name="雨露计划",
        merges=("A2:A3", "F2:F3"),
    )
    (table,) = read(tmp_path, made).tables
    assert table.ledger == "雨露计划"
    assert table.cells["村"] == ["双庙村", "双庙村"]
    assert table.cells["补助金额"] == [3000, ""]


def test_小计合计不进数据并记下各自的范围(tmp_path: Path) -> None:
    made = sheet(
        """
        | 村 | 学生姓名 | 证件号码 | 学期 | 学校 | 补助金额（万元） |
        | 双庙村 | 甄小禾 | 341699200603200029 | 2023春 | 职业学校 | {0.15} |
        | 双庙村小计 | | | | | {0.15} |
        | 李楼村 | 甄小麦 | 341699200603200037 | 2023春 | 职业学校 | {0.15} |
        | 李楼村 | 甄小豆 | 341699200603200045 | 2023春 | 职业学校 | {0.15} |
        | 小 计 | | | | | {0.3} |
        | 总计 | | | | | {0.45} |
        """
    )
    (table,) = read(tmp_path, made).tables
    assert table.rows == [2, 4, 5]
    assert [(t.row, t.label, t.over) for t in table.totals] == [
        (3, "双庙村小计", (2, 2)),
        (6, "小计", (4, 5)),
        (7, "总计", (2, 5)),
    ]
    assert table.totals[2].values == {"补助金额": 0.45}


def test_合计写在最上面(tmp_path: Path) -> None:
    made = sheet(
        """
        | 村 | 学生姓名 | 证件号码 | 学期 | 学校 | 补助金额 |
        | 合计 | | | | | {3000} |
        | 双庙村 | 甄小禾 | 341699200603200029 | 2023春 | 职业学校 | {1500} |
        | 双庙村 | 甄小麦 | 341699200603200037 | 2023春 | 职业学校 | {1500} |
        """
    )
    (table,) = read(tmp_path, made).tables
    assert table.totals[0].over == (3, 4)


def test_单位行换算没有写单位的列(tmp_path: Path) -> None:
    made = sheet(
        """
        | 村 | 学生姓名 | 证件号码 | 学期 | 学校 | 补助金额 | 补助标准（元） |
        | 双庙村 | 甄小禾 | 341699200603200029 | 2023春 | 职业学校 | {0.15} | {1500} |
        """,
        above=("雨露计划发放表", ["填报单位：双庙村", None, None, None, "单位：万元"]),
    )
    (table,) = read(tmp_path, made).tables
    assert {c.field: c.scale and str(c.scale) for c in table.columns if c.field.startswith("补助")} == {
        "补助金额": "10000",
        "补助标准": None,
    }
    assert table.unit == "万元"
    assert table.place == {"村": "双庙村"}


def test_一张表里上下两张表(tmp_path: Path) -> None:
    made = sheet(
        MEMBERS,
        above=("双庙村家庭成员",),
        below=(
            "注：以上为2023年数据",
            "",
            "2023年春季雨露计划",
            ["学生姓名", "证件号码", "学期", "学校", "补助金额"],
            ["甄小禾", "341699200603200029", "2023春", "职业学校", 1500],
        ),
    )
    first, second = read(tmp_path, made).tables
    assert (first.ledger, first.rows) == ("家庭成员", [3, 4])
    assert (second.ledger, second.rows, second.title) == ("雨露计划", [9], "2023年春季雨露计划")


def test_左右两张表(tmp_path: Path) -> None:
    made = sheet(
        """
        | 姓名 | 证件号码 | 与户主关系 | | 学生姓名 | 证件号码 | 学期 | 补助金额 |
        | 甄有田 | 341699196803050011 | 户主 | | 甄小禾 | 341699200603200029 | 2023春 | {1500} |
        """
    )
    left, right = read(tmp_path, made).tables
    assert (left.ledger, right.ledger) == ("家庭成员", "雨露计划")
    assert [column.index for column in right.columns] == [4, 5, 6, 7]


def test_一页印成左右两栏的名单(tmp_path: Path) -> None:
    made = sheet(
        """
        | 姓名 | 证件号码 | 与户主关系 | 姓名 | 证件号码 | 与户主关系 |
        | 甄有田 | 341699196803050011 | 户主 | 甄小禾 | 341699200603200029 | 之女 |
        """
    )
    left, right = read(tmp_path, made).tables
    assert (left.cells["姓名"], right.cells["姓名"]) == (["甄有田"], ["甄小禾"])


def test_每页重印的表头不是数据(tmp_path: Path) -> None:
    head = ["村", "户编号", "户主姓名", "姓名", "证件号码", "与户主关系"]
    made = sheet(
        MEMBERS,
        below=(head, ["双庙村", "H2", "甄守业", "甄守业", "34169919550101001X", "户主"], "审核人：甄"),
    )
    (table,) = read(tmp_path, made).tables
    assert table.rows == [2, 3, 5]


def test_两个村的同一种表叠在一张表上(tmp_path: Path) -> None:
    head = ["户编号", "姓名", "证件号码", "与户主关系"]
    person = ["H1", "甄有田", "341699196803050011", "户主"]
    made = Sheet([["双庙村家庭成员"], head, person, [None], ["李楼村家庭成员"], head, person], "名单")
    first, second = read(tmp_path, made).tables
    assert (first.place["村"], first.rows) == ("双庙村", [3])
    assert (second.place["村"], second.rows) == ("李楼村", [7])


def test_列号行示例行和空序号行不是数据(tmp_path: Path) -> None:
    made = sheet(
        """
        | 序号 | 户编号 | 姓名 | 证件号码 | 与户主关系 |
        | 甲 | {1} | {2} | {3} | {4} |
        | 示例 | H0 | 张三 | 341699196803050011 | 户主 |
        | {1} | H1 | 甄有田 | 341699196803050011 | 户主 |
        | {2} | | | | |
        | {3} | | | | |
        """
    )
    (table,) = read(tmp_path, made).tables
    assert table.rows == [4]


def test_隐藏的表行列照读并说明(tmp_path: Path) -> None:
    def hide(page: Any) -> None:
        page.row_dimensions[3].hidden = True
        page.column_dimensions["B"].hidden = True

    reading = read(tmp_path, sheet(MEMBERS, hidden=True, touch=hide), sheet("| 空 |", name="空表"))
    assert reading.tables[0].rows == [2, 3]
    assert reading.tables[0].hidden
    (finding,) = [f for f in reading.findings if f.code == "RD007"]
    assert finding.values["what"] == "工作表、第3行（1行）、B列"


def test_一字之误按相近的列识别并说明(tmp_path: Path) -> None:
    made = sheet(
        """
        | 户编号 | 姓名 | 证件号码 | 与户主关系 | 识别检测时间 | 园地面积 |
        | H1 | 甄有田 | 341699196803050011 | 户主 | 202305 | {2} |
        """
    )
    reading = read(tmp_path, made)
    (table,) = reading.tables
    assert [(c.field, c.how) for c in table.columns][-1] == ("识别监测时间", "near")
    assert table.unknown == [("园地面积", 5)]
    near, unknown = [f for f in reading.findings if f.code in {"RD005", "RD006"}]
    assert (near.place.letter, near.values["field"]) == ("E", "识别监测时间")
    assert "面积" in unknown.values["suggestion"]


def test_两列都像同一项时不猜(tmp_path: Path) -> None:
    made = sheet(
        """
        | 户编号 | 姓名 | 身份证号 | 公民身份号码 | 与户主关系 |
        | H1 | 甄有田 | 341699196803050011 | 34169919550101001X | 户主 |
        """
    )
    reading = read(tmp_path, made)
    assert "证件号码" not in reading.tables[0].cells
    assert codes(reading).count("RD004") == 1
    assert "RD003" not in codes(reading)


def test_两列相同时取第一列(tmp_path: Path) -> None:
    made = sheet(
        """
        | 户编号 | 姓名 | 身份证号 | 公民身份号码 | 与户主关系 |
        | H1 | 甄有田 | 341699196803050011 | 341699196803050011 | 户主 |
        """
    )
    reading = read(tmp_path, made)
    assert reading.tables[0].cells["证件号码"] == ["341699196803050011"]
    assert "RD004" not in codes(reading)


def test_缺必需的列仍读其余的列(tmp_path: Path) -> None:
    made = sheet("| 户编号 | 姓名 | 与户主关系 |\n| H1 | 甄有田 | 户主 |")
    reading = read(tmp_path, made)
    (table,) = reading.tables
    assert "证件号码" in table.missing
    assert table.cells["姓名"] == ["甄有田"]
    assert [f.values["field"] for f in reading.findings if f.code == "RD003"] == ["证件号码"]


def test_横排的汇总表转成一行一个指标(tmp_path: Path) -> None:
    made = sheet(
        """
        | 序号 | 村 | 脱贫户数 | 帮扶资金（万元） | 备注 |
        | {1} | 双庙村 | {121} | {36.5} | |
        | {2} | 李楼村 | {98} | | 无 |
        | 合计 | | {219} | {36.5} | |
        """,
        name="各村汇总表",
        above=("芦庙镇2023年上半年帮扶工作汇总表",),
    )
    (table,) = read(tmp_path, made).tables
    assert table.ledger == "汇总表"
    assert list(zip(*(table.cells[name] for name in ("村", "指标", "数值", "单位")), strict=True)) == [
        ("双庙村", "脱贫户数", 121, ""),
        ("双庙村", "帮扶资金", 36.5, "万元"),
        ("李楼村", "脱贫户数", 98, ""),
    ]
    assert table.where("数值", 1) == (3, 3)
    assert table.period == "2023H1"


def test_一户一表的表格(tmp_path: Path) -> None:
    made = sheet(
        """
        | 户主姓名 | 甄有田 | 户编号 | H1 |
        | 证件号码 | 341699196803050011 | 家庭人口数 | {2} |
        | 户类型 | 脱贫户 | 人均纯收入（万元） | {0.98} |
        """,
        above=("双庙村脱贫户信息卡",),
    )
    (table,) = read(tmp_path, made).tables
    assert table.ledger == "户"
    assert table.cells["家庭人口数"] == [2]
    assert table.where("家庭人口数", 0) == (3, 3)
    assert {c.field: str(c.scale) for c in table.columns if c.scale} == {"人均纯收入": "10000"}


def test_信息卡上的户情补给下面的成员(tmp_path: Path) -> None:
    made = Sheet(
        [
            ["双庙村脱贫户信息卡"],
            ["户主姓名", "甄有田", "户编号", "H1"],
            ["户类型：脱贫户"],
            ["姓名", "证件号码", "与户主关系"],
            ["甄有田", "341699196803050011", "户主"],
            ["甄小禾", "341699200603200029", "之女"],
        ]
    )
    (table,) = read(tmp_path, made).tables
    assert table.cells["户编号"] == ["H1", "H1"]
    assert table.cells["户类型"] == ["脱贫户", "脱贫户"]
    assert table.where("户编号", 1) == (2, 3)


def test_表头分不出哪种台账时看表名再不行就不猜(tmp_path: Path) -> None:
    rows = "| 村 | 内容 | 数量 | 单位 | 截止日期 |\n| 双庙村 | 耕地 | {1200} | 亩 | 2023-12-31 |"
    named = read(tmp_path, sheet(rows, name="村情"))
    assert [table.ledger for table in named.tables] == ["村情"]
    reading = read(tmp_path, sheet(rows))
    assert reading.tables == []
    assert codes(reading) == ["RD002"]


def test_不是台账的表只说明(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        sheet(MEMBERS, name="家庭成员"),
        sheet(MEMBERS, name="校验结果"),
        Sheet([["会议签到"]], "签到"),
    )
    assert len(reading.tables) == 1
    assert [outline.outcome for outline in reading.outlines][1:] == [
        "说明或校验用的表，不当台账读",
        "没有找到台账的表头",
    ]
    assert codes(reading) == []


def test_整份文件没有台账是一条毛病(tmp_path: Path) -> None:
    assert codes(read(tmp_path, Sheet([["会议签到"], ["甄有田"]]))) == ["RD001"]


def test_自己写出的成品不当台账读(tmp_path: Path) -> None:
    reading = read(tmp_path, sheet(MEMBERS), properties={"fupin-output": "annotated"})
    assert reading.tables == []
    assert codes(reading) == ["RD011"]
    collected = read(tmp_path, sheet(MEMBERS), properties={"fupin-output": "collected"})
    assert len(collected.tables) == 1


@pytest.mark.parametrize("own", ["校验意见", "来源文件"])
def test_本程序自己写的列不管(tmp_path: Path, own: str) -> None:
    made = sheet(
        f"""
        | 户编号 | 姓名 | 证件号码 | 与户主关系 | {own} |
        | H1 | 甄有田 | 341699196803050011 | 户主 | 缺电话 |
        """
    )
    reading = read(tmp_path, made)
    assert reading.tables[0].unknown == []
    assert codes(reading) == []
