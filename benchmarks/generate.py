"""Ledgers to measure on: invented people (county code 341699) in the national export's forty commonest columns."""

import random
import sys
from pathlib import Path

import xlsxwriter

COLUMNS = [
    "省",
    "市",
    "县",
    "乡",
    "村",
    "组",
    "户编号",
    "人编号",
    "姓名",
    "性别",
    "证件类型",
    "证件号码",
    "出生日期",
    "与户主关系",
    "民族",
    "政治面貌",
    "文化程度",
    "在校生状况",
    "健康状况",
    "劳动技能",
    "是否参加大病保险",
    "是否参加城乡居民基本医疗保险",
    "是否参加城乡居民基本养老保险",
    "享受低保政策情况",
    "享受特困供养政策情况",
    "务工所在地",
    "务工时间（月）",
    "家庭成员联系电话",
    "户类型",
    "监测对象类别",
    "识别监测时间",
    "风险是否已消除",
    "消除监测时间",
    "致贫/返贫风险1",
    "人均纯收入（元）",
    "工资性收入",
    "生产经营性收入",
    "转移性收入",
    "是否危房户",
    "是否解决安全饮用水",
]
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def resident_id(number: int, born: str) -> str:
    """An ID of the unassigned county 341699 with a right check digit."""
    digits = f"341699{born}{number % 1000:03d}"
    return digits + "10X98765432"[sum(int(d) * w for d, w in zip(digits, WEIGHTS, strict=True)) % 11]


def people(count: int, seed: int = 1) -> list[list[object]]:
    """`count` members in households of one to five; one cell in a thousand is wrong."""
    rng = random.Random(seed)
    rows: list[list[object]] = []
    household = 0
    while len(rows) < count:
        household += 1
        poor = rng.random() < 0.8
        watched = rng.random() < 0.1
        income = rng.randrange(9000, 26000)
        for place in range(min(rng.randrange(1, 6), count - len(rows))):
            year = rng.randrange(1940, 1970) if place == 0 else rng.randrange(1950, 2018)
            born = f"{year}{rng.randrange(1, 13):02d}{rng.randrange(1, 29):02d}"
            number = rng.randrange(1000)
            sex = "男" if number % 2 else "女"
            identity = resident_id(number, born)
            if rng.random() < 0.001:
                identity = identity[:-1] + ("0" if identity[-1] != "0" else "1")
            school = "小学" if 2011 < year <= 2017 else ""
            able = 1964 < year < 2006
            village = f"第{household // 60 % 97 + 1}村"
            rows.append(
                [
                    "安徽省", "亳州市", "试验县", f"试验{household // 5820 + 1}镇", village, f"{household % 9 + 1}组",
                    f"341699{household:010d}", f"341699{household:010d}{place:02d}", f"甄{chr(0x4E00 + rng.randrange(3000))}",
                    sex, "居民身份证", identity, born, "户主" if place == 0 else "之子" if sex == "男" else "之女",
                    "汉族", "群众", "" if school else "初中", school, "健康", "普通劳动力" if able else "无劳动力",
                    "是", "是", "是" if year < 2005 else "否", "未享受", "不享受", "江苏省" if able else "",
                    rng.randrange(1, 13) if able else "", f"13{rng.randrange(10**9):09d}" if able else "",
                    "脱贫户" if poor else "一般农户", "" if not watched else "脱贫不稳定户" if poor else "边缘易致贫户",
                    "202301" if watched else "", "否" if watched else "", "", "因病" if watched else "",
                    income, income * 3 // 5, income // 5, income // 5, "否", "是",
                ]
            )  # fmt: skip
    return rows


def workbook(path: Path, rows: list[list[object]]) -> None:
    """One sheet 家庭成员 with a title and a header row."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_numbers": False})
    sheet = book.add_worksheet("家庭成员")
    sheet.write_string(0, 0, "家庭成员信息 数据日期：2023-12-31")
    sheet.write_row(1, 0, COLUMNS)
    for number, row in enumerate(rows, 2):
        for column, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(number, column, value)
            elif value:
                sheet.write_string(number, column, str(value))
    book.close()


def make(folder: Path) -> None:
    """The three sizes (village.xlsx, town.xlsx, county.xlsx), and the county once more as a hundred workbooks."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, count in (("village", 300), ("town", 2000), ("county", 100_000)):
        workbook(folder / f"{name}.xlsx", people(count))
    parts = folder / "county100"
    parts.mkdir()
    rows = people(100_000)
    for number in range(100):
        workbook(parts / f"第{number + 1}册.xlsx", rows[number * 1000 : (number + 1) * 1000])


if __name__ == "__main__":
    make(Path(sys.argv[1]))
