"""村里真实样子的十张表：换行的表头、合并的户、手写的日期和数字、签字行、分节行，每个值都落到该落的地方。"""

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

from fupin_cli.judging import TypedTable, judge
from fupin_cli.reading.model import Reading
from fupin_cli.reading.read import read_file
from sheets import Sheet, sheet, workbook


def read(tmp_path: Path, made: Sheet) -> tuple[Reading, list[TypedTable]]:
    reading = read_file(workbook(tmp_path / "台账.xlsx", made))
    return reading, [judge(table, reading) for table in reading.tables]


def values(typed: TypedTable, name: str) -> list[Any]:
    """A column's typed values."""
    column = typed.columns[name]
    return [column.values[code] for code in column.codes]


def codes(reading: Reading) -> list[str]:
    return [finding.code for finding in reading.findings]


def test_花名册_换行的表头_合并的户_组长签字(tmp_path: Path) -> None:
    made = sheet(
        """
| 序\\n号 | 组\\n别 | 户主\\n姓名 | 户 编 号 | 家庭成员\\n姓名 | 身份证号\\n（18位） | 与户主\\n关系 | 健康\\n状况 | 联系电话\\n（手机） | 识别监测\\n时间 | 家庭年人均\\n纯收入(万元) | 备 注 |
| {1} | 东庄组 | 甄有田 | 341699000001 | 甄有田 | '341699196803050011 | 户主 | 健康 | {13855550001.0} | 2023.5 | 1.05 | 无 |
| | | | | 甄王氏 | 341699 19700215 0024 | 之妻 | 慢性病 | — | | | / |
| {2} | 西庄组 | 甄守业 | 341699000002 | 甄守业 | 341699197512110032 | 户主 | 健康 | 138 5555 0002 | 二〇二三年五月 | {0.98} | |
| | | | | 甄小满 | 341699200603200029 | 长子 | 良好 | 无 | | | |
| 合计 | 2户 | | | 4人 | | | | | | | |
| 组长签字：甄守田 | | | 村书记（签字）：甄守业 | | | | | 2023年6月30日 | | | |
""",
        name="脱贫户",
        above=("芦庙镇双庙村2023年脱贫户（含监测户）花名册", "单位：人、万元"),
        merges=(
            "A1:L1",
            "A4:A5",
            "B4:B5",
            "C4:C5",
            "D4:D5",
            "A6:A7",
            "B6:B7",
            "C6:C7",
            "D6:D7",
            "J4:J5",
            "K4:K5",
            "J6:J7",
            "K6:K7",
        ),
    )
    reading, (typed,) = read(tmp_path, made)
    assert codes(reading) == []
    assert typed.table.rows == [4, 5, 6, 7]
    assert values(typed, "姓名") == ["甄有田", "甄王氏", "甄守业", "甄小满"]
    assert values(typed, "户主姓名") == ["甄有田", "甄有田", "甄守业", "甄守业"]
    assert values(typed, "证件号码")[:2] == ["341699196803050011", "341699197002150024"]
    assert values(typed, "与户主关系") == ["户主", "配偶", "户主", "之子"]
    assert values(typed, "健康状况") == ["健康", "长期慢性病", "健康", "健康"]
    assert values(typed, "家庭成员联系电话") == ["13855550001", None, "13855550002", None]
    assert values(typed, "识别监测时间") == [dt.date(2023, 5, 1)] * 4
    assert values(typed, "人均纯收入") == [Decimal(10500)] * 2 + [Decimal(9800)] * 2
    assert values(typed, "备注") == [None] * 4


def test_公益岗工资表_末行只有合计数(tmp_path: Path) -> None:
    made = sheet(
        """
| 序号 | 姓名 | 身份证号码 | 岗位 | 聘用日期 | 月工资（元） | 已发月数 | 合计发放（元） | 资金来源 | 签字 |
| 1 | 甄有田 | 341699196803050011 | 保洁员 | 2023.1.1 | 500元 | 6个月 | 3,000.00 | 光伏收益 | |
| 2 | 甄守业 | 341699197512110032 | 护林员 | 5月 | 800 | 6 | ４８００ | 林业 | |
| | | | | | | | {7800} | | |
""",
        name="Sheet1",
        above=("双庙村公益性岗位工资发放表（2023年1－6月）",),
    )
    reading, (typed,) = read(tmp_path, made)
    assert codes(reading) == ["RD006"] * 3
    assert values(typed, "聘用开始") == [dt.date(2023, 1, 1), None, None]
    assert values(typed, "月工资") == [Decimal(500), Decimal(800), None]
    assert values(typed, "资金来源") == ["光伏", "林业", None]
    assert [f.place.field for f in typed.findings if f.code == "CE001" and f.place.row == 5] == [
        "姓名",
        "证件号码",
        "岗位",
        "聘用开始",
    ]


def test_上下两张小表_都读(tmp_path: Path) -> None:
    made = sheet(
        """
| 户编号 | 户主姓名 | 证件号码 | 家庭人口数 | 户类型 |
| 341699000001 | 甄有田 | 341699196803050011 | 2人 | 脱贫户 |
""",
        name="双庙村",
        above=("一、脱贫户情况表", ""),
        below=(
            "",
            "二、外出务工情况表",
            ["姓名", "证件号码", "务工所在省", "务工月收入（元）", "开始时间"],
            ["甄小满", "341699200603200029", "浙江", "约4000", "2023年2月"],
            ["甄有田", "341699196803050011", "本省", "3500-4000", "2023/2/16"],
        ),
    )
    reading, (household, work) = read(tmp_path, made)
    assert codes(reading) == []
    assert [t.table.ledger for t in (household, work)] == ["户", "外出务工"]
    assert (household.table.rows, work.table.rows) == ([4], [8, 9])
    assert values(household, "家庭人口数") == [2]
    assert values(work, "务工月收入") == [None, None]
    assert [f.code for f in work.findings if f.place.field == "务工月收入"] == ["CE023", "CE023"]
    assert work.unreadable["务工月收入"] == {0, 1}


def test_雨露计划_学籍号_卡号带空格或成了数值(tmp_path: Path) -> None:
    made = sheet(
        """
| 学生姓名 | 学生身份证号 | 学校 | 学期 | 学历层次 | 补助金额（元） | 发放日期 | 银行卡号 | 发放状态 |
| 甄小满 | 341699200603200029 | 芦庙职业学校 | 2023年春季 | 中职 | 1500 | 2023.6.1 | 6228 4800 0000 0000 017 | 正常 |
| 甄小禾 | G341699200603200029 | 芦庙职业学校 | 2023春 | 中职 | ￥1,500.00 | 20230601 | {6228480000000000000} | 正常 |
""",
        name="雨露计划",
        above=("雨露计划发放表",),
    )
    reading, (typed,) = read(tmp_path, made)
    assert codes(reading) == []
    assert values(typed, "证件号码") == ["341699200603200029"] * 2
    assert values(typed, "学期") == ["2023春", "2023春"]
    assert values(typed, "补助金额") == [Decimal(1500)] * 2
    assert values(typed, "发放日期") == [dt.date(2023, 6, 1)] * 2
    assert values(typed, "银行卡号") == ["6228480000000000017", None]
    assert typed.unreadable == {"银行卡号": {1}}


def test_小额信贷_万元写在列名里也写在格子里(tmp_path: Path) -> None:
    made = sheet(
        """
| 合同编号 | 借款人 | 身份证号 | 贷款金额\\n万元 | 放款日 | 到期日 | 余额（万元） | 是否逾期 |
| JK-001 | 甄有田 | 341699196803050011 | 5 | 2022-06-01 | 2025-06-01 | 5万 | 否 |
| JK-002 | 甄守业 | 341699197512110032 | 3.5 | 2022年6月1日 | {45809} | 0 | × |
""",
        name="小额信贷",
        above=("小额信贷台账",),
    )
    reading, (typed,) = read(tmp_path, made)
    assert codes(reading) == []
    assert values(typed, "贷款金额") == [Decimal(50000), Decimal(35000)]
    assert values(typed, "余额") == [Decimal(50000), Decimal(0)]
    assert values(typed, "放款日") == [dt.date(2022, 6, 1)] * 2
    assert values(typed, "到期日") == [dt.date(2025, 6, 1)] * 2
    assert values(typed, "是否逾期") == ["否", "否"]


def test_走访记录_没有年份和一段日期都不猜(tmp_path: Path) -> None:
    made = sheet(
        """
| 户编号 | 户主 | 走访日期 | 走访人 | 级别 | 发现问题 |
| 341699000001 | 甄有田 | 2023.5.3 | 甄守业 | 帮扶人 | 无 |
| 341699000002 | 甄守业 | 2023.5.3-5.4 | 甄守业 | 帮扶人 | 屋面漏水 |
| 341699000002 | 甄守业 | 5.4 | 甄守业 | 帮扶人 | 屋面漏水 |
""",
        name="走访记录",
        above=("帮扶责任人走访台账",),
    )
    reading, (typed,) = read(tmp_path, made)
    assert codes(reading) == []
    assert values(typed, "日期") == [dt.date(2023, 5, 3), None, None]
    assert typed.unreadable == {"日期": {1, 2}}
    assert values(typed, "发现问题") == [None, "屋面漏水", "屋面漏水"]


def test_一户一表_值也是别处的列名(tmp_path: Path) -> None:
    made = Sheet(
        [
            ["脱贫户信息采集表"],
            ["户编号", "341699000001", "户主姓名", "甄有田"],
            ["证件号码", "341699196803050011", "联系电话", "13855550001"],
            ["家庭人口数", "2", "户类型", "脱贫户"],
            ["人均纯收入（元）", "9860.5", "是否危房户", "否"],
            ["填表人：甄守业"],
        ],
        "甄有田",
    )
    reading, (typed,) = read(tmp_path, made)
    assert codes(reading) == []
    assert typed.table.ledger == "户"
    assert {name: values(typed, name) for name in ("户编号", "户类型", "家庭人口数", "是否危房户")} == {
        "户编号": ["341699000001"],
        "户类型": ["脱贫户"],
        "家庭人口数": [2],
        "是否危房户": ["否"],
    }
    assert values(typed, "人均纯收入") == [Decimal("9860.5")]


def test_横排汇总表_两行表头_数字是文字(tmp_path: Path) -> None:
    made = sheet(
        """
| 村名 | 脱贫户 | | 监测户 | | 备注 |
| | 户数 | 人数 | 户数 | 人数 | |
| 双庙村 | 102 | 306 | 5 | 14 | |
| 李楼村 | 88 | 250 | 3 | 9 | |
| 合计 | 190 | 556 | 8 | 23 | |
""",
        name="汇总表",
        above=("芦庙镇2023年上半年脱贫人口汇总表",),
        merges=("A1:F1", "B2:C2", "D2:E2", "A2:A3", "F2:F3"),
    )
    reading, (typed,) = read(tmp_path, made)
    assert codes(reading) == []
    assert typed.table.header_rows == (2, 3)
    assert list(zip(values(typed, "村"), values(typed, "指标"), values(typed, "数值"), strict=True))[:5] == [
        ("双庙村", "脱贫户户数", Decimal(102)),
        ("双庙村", "脱贫户人数", Decimal(306)),
        ("双庙村", "监测户户数", Decimal(5)),
        ("双庙村", "监测户人数", Decimal(14)),
        ("李楼村", "脱贫户户数", Decimal(88)),
    ]


def test_问题整改_分节的行不是数据(tmp_path: Path) -> None:
    made = sheet(
        """
| 序号 | 问题编号 | 存在问题 | 问题来源 | 整改措施 | 责任人 | 整改时限 | 整改状态 | 完成时间 |
| 一、住房安全方面 | | | | | | | | |
| {1} | W1 | 甄有田户房屋漏雨 | 集中排查 | 维修 | 甄守业 | 2023年6月底 | 已完成 | 2023.6.20 |
| 二、饮水安全方面 | | | | | | | | |
| {2} | W2 | 水压不足 | 自查 | 加压 | 甄守业 | 长期坚持 | 整改中 | |
""",
        name="问题整改",
        above=("问题整改台账",),
        merges=("A3:I3", "A5:I5"),
    )
    reading, (typed,) = read(tmp_path, made)
    assert codes(reading) == []
    assert typed.table.rows == [4, 6]
    assert values(typed, "问题") == ["甄有田户房屋漏雨", "水压不足"]
    assert values(typed, "状态") == ["已整改", "整改中"]
    assert typed.unreadable == {"整改时限": {0, 1}}


def test_列名重复_说清读了哪一列(tmp_path: Path) -> None:
    made = sheet(
        """
| 户编号 | 姓名 | 身份证号 | 证件号码 | 与户主关系 | 联系电话 | 电话 | 年龄 | 收入 |
| 341699000001 | 甄有田 | 341699196803050011 | 341699197512110032 | 户主 | 13855550001 | 13855550002 | 55 | 9000 |
""",
        name="家庭成员",
    )
    reading, (typed,) = read(tmp_path, made)
    said = {f.code: f.values["headers"] for f in reading.findings if "headers" in f.values}
    assert said == {
        "RD013": "C列“身份证号”、D列“证件号码”",
        "RD004": "F列“联系电话”、G列“电话”",
    }
    assert values(typed, "证件号码") == ["341699197512110032"]
    assert "家庭成员联系电话" not in typed.columns
