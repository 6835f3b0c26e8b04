"""Ledgers for the page's tests: people are invented, county code 341699."""

from pathlib import Path

from sheets import sheet, workbook

TABLE = """
| 序号 | 户编号 | 户主姓名 | 学生姓名 | 证件号码 | 学期 | 补助金额 | 联系电话 | 银行卡号 |
| {1} | 3416990001001 | 甄有田 | 甄小禾 | 341699200603200028 | 2023春 | {1500} | 13800138000 | 6228481234567890123 |
| {2} | 3416990001002 | 甄明 | 甄小苗 | 341699200603200029 | 上学期 | {1500} | 13800138001 | |
"""
SCRIPT = '"><script>alert(1)</script><img src=x onerror=alert(2)>'


def pupils(folder: Path, name: str = "柳河村2023.xlsx") -> Path:
    """Two pupils, one with a faulty term and a faulty ID number."""
    return workbook(folder / name, sheet(TABLE, name="雨露计划"))


def hostile(folder: Path) -> Path:
    """A workbook with a script in every column, every header, the title and the sheet's name."""
    header = [
        "户编号",
        "户主姓名",
        "学生姓名",
        "证件号码",
        "学期",
        "补助金额",
        "联系电话",
        "银行卡号",
        SCRIPT,
    ]
    lines = ["| " + " | ".join(header) + " |"]
    for number, _ in enumerate(header):
        cells = [
            "3416990001001",
            "甄有田",
            "甄小禾",
            "341699200603200028",
            "2023春",
            "{1500}",
            "13800138000",
            "",
            "",
        ]
        cells[number] = SCRIPT
        lines.append("| " + " | ".join(cells) + " |")
    lines.append("| " + " | ".join([SCRIPT] * len(header)) + " |")
    return workbook(folder / "柳河村2023.xlsx", sheet("\n".join(lines), name="雨露<b>计划", above=(SCRIPT,)))
