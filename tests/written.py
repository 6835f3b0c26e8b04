"""Workbooks in formats other than xlsx, and one part of a packed workbook changed."""

import zipfile
from html import escape
from pathlib import Path
from typing import Any


def write_xls(path: Path, rows: list[list[Any]], name: str = "家庭成员") -> Path:
    import xlwt

    book = xlwt.Workbook()
    page = book.add_sheet(name)
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if value != "":
                page.write(number, column, value)
    book.save(str(path))
    return path


def write_ods(path: Path, rows: list[list[Any]], name: str = "家庭成员") -> Path:
    import pandas

    pandas.DataFrame([[None if v == "" else v for v in row] for row in rows], dtype=object).to_excel(
        path, engine="odf", index=False, header=False, sheet_name=name
    )
    return path


def write_html(path: Path, rows: list[list[Any]]) -> Path:
    """A page as web systems export it under the name of an xls."""
    cells = ("".join(f"<td>{escape(str(value))}</td>" for value in row) for row in rows)
    table = "".join(f"<tr>{row}</tr>" for row in cells)
    path.write_text(f'<html><meta charset="utf-8"><table>{table}</table></html>', encoding="utf-8")
    return path


def write_spreadsheetml(path: Path, rows: list[list[Any]], name: str = "家庭成员") -> Path:
    """A workbook in the XML of Excel 2003."""

    def cell(value: Any) -> str:
        if value == "":
            return "<Cell/>"
        kind = "String" if isinstance(value, str) else "Number"
        return f'<Cell><Data ss:Type="{kind}">{escape(str(value))}</Data></Cell>'

    lines = "".join(f"<Row>{''.join(map(cell, row))}</Row>" for row in rows)
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    path.write_text(
        f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}">'
        f'<Worksheet ss:Name="{escape(name)}"><Table>{lines}</Table></Worksheet></Workbook>',
        encoding="utf-8",
    )
    return path


def rewrite(path: Path, change: Any, part: str = "xl/worksheets/sheet1.xml") -> None:
    """Change one part of a workbook in place."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members[part] = change(members[part])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
