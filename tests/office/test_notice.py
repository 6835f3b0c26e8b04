"""fupin notice：贴出去的名单。"""

import docx
import openpyxl

from fupin_cli.cli import run
from office.people import 甄有田


def words(path):
    book = openpyxl.load_workbook(path)
    return [
        str(cell)
        for page in book
        for row in page.iter_rows(values_only=True)
        for cell in row
        if cell is not None
    ]


def test_没有证件号码电话健康_有公示期和监督电话(town, capsys):
    arguments = ["--from", "2023-05-08", "--days", "7", "--phone", "0558-0000000"]
    assert run(["notice", "户", "--village", "柳河村", *arguments, "-o", "公示.xlsx"]) == 0
    told = words("公示.xlsx")
    assert "公示期：2023年5月8日至2023年5月14日（7天）　　监督电话：0558-0000000" in told
    assert {"甄有田", "甄守业"} <= set(told)
    everything = " ".join(told)
    assert 甄有田[6:14] not in everything
    assert "13900001111" not in everything
    assert "风险1" not in everything


def test_Word也行_指标也行(town, capsys):
    assert run(["notice", "监测户", "-o", "公示.docx", "--title", "柳河村监测对象公示"]) == 0
    document = docx.Document("公示.docx")
    assert document.paragraphs[0].text == "柳河村监测对象公示"
    table = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert len(table) == 2
    assert "甄有田" in table[1]


def test_不该公示的列不让加(town, capsys):
    assert run(["notice", "家庭成员", "--columns", "姓名、健康状况", "-o", "公示.xlsx"]) == 2
    assert "公示表里不能有“健康状况”" in capsys.readouterr().err
    assert not (town / "公示.xlsx").exists()
    assert run(["notice", "户", "--days", "7", "-o", "公示.xlsx"]) == 2
    assert "公示天数要与公示开始日期一起写" in capsys.readouterr().err


def test_没有这份台账(town, capsys):
    assert run(["notice", "雨露计划", "-o", "公示.xlsx"]) == 2
    assert "没有“雨露计划”台账" in capsys.readouterr().err
