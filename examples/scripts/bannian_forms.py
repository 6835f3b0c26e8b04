"""芦庙镇半年: departments' lists under their own headers, the county's forms, the slips that come back."""

import datetime as dt
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bannian_homes import Village
from household_tables import people_of
from openpyxl import Workbook
from openpyxl.styles import Font

from sheets import Field, Table, frozen, save

CREMATED = dt.date(2023, 10, 2)
MONTHLY = (
    ("监测户情况", "户", ""),
    ("累计识别监测户", "{{监测户户数}}", "{{监测对象人数}}"),
    ("其中：风险未消除", "{{未消除风险监测户户数}}", "{{未消除风险监测对象人数}}"),
    ("其中：柳河村", "{{监测户户数@柳河村}}", "{{监测对象人数@柳河村}}"),
    ("脱贫户", "{{脱贫户户数}}", "{{脱贫户人数}}"),
    ("雨露计划补助（万元）", "{{雨露计划补助金额|万元}}", ""),
    ("光伏电站（座）", "{{光伏电站数}}", ""),
)
ANSWERS = {
    "槐店村": ("本人8月已迁出户口，村里漏了登记，请镇里补登自然增减。", "无误，11月起停发，等下月名单更新。"),
    "前营村": ("已改",),
    "石桥村": ("",),
}


def department_lists(folder: Path, villages: Sequence[Village]) -> None:
    """民政's lists: the dead (one still holds a post), and 低保 (one too many, one too few)."""
    people = [person for village in villages for _, person in people_of(village.homes)]
    gone = villages[0].changes[0]
    holder = next(person for _, person in people_of(villages[6].homes) if person.post)
    dead = [
        [gone[5], gone[6], gone[0], "柳城殡仪馆"],
        [holder.name, holder.resident_id, CREMATED, "柳城殡仪馆"],
    ]
    fields = ["死者姓名", "死者身份证号:编号@22", "火化日期:日期@11", "火化地@16"]
    _list(folder / "死亡人员火化名单.xlsx", "2023年下半年火化人员名单", fields, dead)
    helped = [person for person in people if person.dibao][1:]
    extra = next(person for person in people if not person.dibao and person.labour == "普通劳动力")
    rows = [[person.name, person.resident_id, 620] for person in [*helped, extra]]
    fields = ["保障对象姓名", "身份证件号码:编号@22", "月保障金额:金额@11"]
    _list(folder / "农村低保在保名单.xlsx", "农村低保在保人员（2023年12月）", fields, rows)


def _list(path: Path, title: str, fields: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    save(path, [Table("名单", title, [Field.parse(text) for text in fields], rows)])


def forms(folder: Path) -> None:
    """县模板.xlsx (for collect --form) and 县月报.xlsx (for fill)."""
    headers = "序号:整数@6 行政村@12 村民组@10 户主姓名@10 证件号码:编号@22 户编号:编号@18 户类型@10 监测对象类别@16"
    fields = [Field.parse(text) for text in f"{headers} 家庭人口数:整数@8 人均纯收入（元）:金额@12".split()]
    note = "填表说明：本表由乡镇统一填报。"
    save(
        folder / "县模板.xlsx",
        [Table("农户台账", "谯城区农户台账（县统一格式）", fields, [], ["填报单位：", "填报时间："], note)],
    )
    book: Any = Workbook()
    sheet = book.active
    sheet.title = "月报"
    sheet.append(["谯城区防止返贫监测帮扶情况统计表"])
    sheet.append(["指标", "户数", "人数"])
    for line in MONTHLY:
        sheet.append(list(line))
    sheet["A1"].font = Font(name="黑体", size=16)
    sheet.column_dimensions["A"].width = 30
    stream = io.BytesIO()
    book.save(stream)
    (folder / "县月报.xlsx").write_bytes(frozen(stream))


def replies(folder: Path) -> None:
    """What comes back: 柳河村 on paper and 槐店村 answer, 前营村 says 已改 where it has not, 石桥村 left it blank."""
    import docx

    header = ("编号", "核实结果", "核实人", "核实日期")
    for village, answers in ANSWERS.items():
        rows = [
            [f"{village}-{number:04d}", text, "包村干部" if text else "", dt.date(2024, 1, 4) if text else ""]
            for number, text in enumerate(answers, 1)
        ]
        fields = [Field(name, "日期" if name == "核实日期" else "文字", 20) for name in header]
        save(folder / f"{village}核实单.xlsx", [Table("核实单", f"{village}问题核实单", fields, rows)])
    paper = docx.Document()
    table = paper.add_table(rows=2, cols=len(header))
    answer = ("柳河村-0001", "属实，5月起享受低保，系统里待更正。", "包村干部", "2024年1月4日")
    for row, texts in zip(table.rows, (header, answer), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    stream = io.BytesIO()
    paper.save(stream)
    (folder / "柳河村核实单.docx").write_bytes(frozen(stream))
