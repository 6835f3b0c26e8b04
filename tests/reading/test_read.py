"""整份文件读入：表头、标题行、填报单位、合计、签字行。"""

from pathlib import Path

from fupin_cli.reading.read import read_file
from sheets import sheet, workbook


def test_一张普通的家庭成员表(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "双庙村.xlsx",
        sheet(
            """
            | 序号 | 村 | 户主姓名 | 户编号 | 姓 名 | 身份证号码 | 与户主关系 | 人均纯收入（万元） |
            |---|---|---|---|---|---|---|---|
            | {1} | 双庙村 | 甄有田 | H1 | 甄有田 | 341699196803050011 | 户主 | {1.5} |
            | {2} | 双庙村 | 甄有田 | H1 | 甄小禾 | 341699200603200029 | 之女 | {1.5} |
            | 合 计 | | | | | | | {3} |
            """,
            name="家庭成员",
            above=(
                "芦庙镇双庙村2023年脱贫户家庭成员花名册",
                "填报单位：芦庙镇双庙村    填报时间：2023年12月5日",
            ),
            below=("填表人：甄有田   审核人：甄守业",),
            merges=("A1:H1",),
        ),
    )
    reading = read_file(path)
    (table,) = reading.tables
    assert table.ledger == "家庭成员"
    assert table.header_rows == (3,)
    assert table.rows == [4, 5]
    assert table.cells["姓名"] == ["甄有田", "甄小禾"]
    assert table.cells["证件号码"] == ["341699196803050011", "341699200603200029"]
    assert {c.field: str(c.scale) for c in table.columns if c.scale} == {"人均纯收入": "10000"}
    (total,) = table.totals
    assert (total.row, total.label, total.over, total.values) == (6, "合计", (4, 5), {"人均纯收入": 3})
    assert table.place == {"乡": "芦庙镇", "村": "双庙村"}
    assert table.period == "2023"
    assert str(table.data_date) == "2023-12-05"
    assert table.title == "芦庙镇双庙村2023年脱贫户家庭成员花名册"
