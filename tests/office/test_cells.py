"""写出的工作簿：同样的格共用样式，日期和“=”开头的文字不能改动别的格。"""

import datetime as dt
import io
from decimal import Decimal

import openpyxl

from fupin_cli.office.sheets import Page, workbook


def test_一格是日期或以等号开头_别的格不跟着变():
    rows = [
        [dt.date(2023, 5, 8), Decimal("1200"), "=1+1", "甄兰"],
        [dt.date(2023, 6, 8), Decimal("0.5"), "甄兰", "-"],
    ]
    book = openpyxl.load_workbook(io.BytesIO(workbook([Page("表", "题", ["一", "二", "三", "四"], rows)])))
    top, low = list(book["表"][3]), list(book["表"][4])
    assert [str(cell.value) for cell in top] == ["2023-05-08 00:00:00", "1200", "=1+1", "甄兰"]
    assert [str(cell.value) for cell in low] == ["2023-06-08 00:00:00", "0.5", "甄兰", "-"]
    assert [cell.number_format for cell in top] == ["yyyy-mm-dd", "General", "@", "@"]
    assert [cell.quotePrefix for cell in (*top, *low)] == [
        False,
        False,
        True,
        False,
        False,
        False,
        False,
        True,
    ]
    assert top[2].data_type == "s"
