"""Make the pictures of README and docs: the terminal (SVG by rich) and a page of the document (by LibreOffice).

`python docs/pictures.py` writes docs/图/; it needs libreoffice and pdftoppm for the page.
"""

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "图"
_FONT = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
_LENGTH = re.compile(r' textLength="[^"]*"|font-variant-east-asian: full-width;')
_COLUMNS = 92


def _said(arguments: list[str], folder: Path) -> str:
    """What the command shows on a terminal, colours included."""
    environment = {
        **os.environ,
        "COLUMNS": str(_COLUMNS),
        "FORCE_COLOR": "1",
        "PYTHONPATH": str(ROOT / "src"),
    }
    done = subprocess.run(
        [sys.executable, "-c", "from fupin_cli.cli import main; main()", *arguments],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return done.stdout.decode("utf-8")


def terminal(name: str, commands: list[list[str]], folder: Path) -> None:
    """The commands and what they show, as a picture of a terminal."""
    console = Console(record=True, width=_COLUMNS, file=io.StringIO())
    for arguments in commands:
        console.print(Text("$ fupin " + " ".join(arguments), style="bold"))
        console.print(Text.from_ansi(_said(arguments, folder).replace(str(folder), "~")))
    # 图里不引用网上的字体；等宽字体由看图的机器给
    # rich 按字数定每段的宽，汉字会挤在一起；去掉，由等宽字体自己排
    svg = _FONT.sub("", console.export_svg(title="fupin", unique_id="fupin")).replace(
        "Fira Code", "Noto Sans Mono CJK SC"
    )
    svg = _LENGTH.sub("", svg)
    (PICTURES / name).write_text(svg, encoding="utf-8", newline="\n")


def first_page(document: Path, name: str) -> None:
    """The first page of a Word document."""
    with tempfile.TemporaryDirectory() as room:
        subprocess.run(
            ["soffice", "--headless", "--convert-to", "pdf", "--outdir", room, str(document)],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        pdf = str(Path(room) / f"{document.stem}.pdf")
        subprocess.run(["pdftoppm", "-r", "60", "-png", "-singlefile", pdf, str(PICTURES / name)], check=True)


def main() -> None:
    """Make all pictures over a copy of the example."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as room:
        town = Path(room) / "芦庙镇"
        shutil.copytree(ROOT / "examples" / "芦庙镇", town)
        terminal(
            "演示.svg", [["validate"], ["reconcile"], ["report", "--period", "2023", "-o", "总结.docx"]], town
        )
        first_page(town / "总结.docx", "总结第一页")
        _break(town)
        terminal("校验.svg", [["validate", "台账/芦庙镇/柳河村.xlsx"]], town)
        terminal("核对.svg", [["reconcile"]], town)


def _break(town: Path) -> None:
    """One household with a wrong number of people."""
    import openpyxl

    path = town / "台账" / "芦庙镇" / "柳河村.xlsx"
    book = openpyxl.load_workbook(path)
    at = {cell.value: cell.column for cell in book["户台账"][3]}
    book["户台账"].cell(5, at["家庭人口数"]).value = 9
    book.save(path)


if __name__ == "__main__":
    main()
