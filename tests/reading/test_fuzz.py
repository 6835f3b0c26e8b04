"""两千多份改坏了的工作簿：要么读出来并说明毛病，要么一句话说打不开，从不以别的方式失败。"""

import io
import random
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from encrypted_xls import write_encrypted_xls
from fupin_cli.reading.limits import Limits
from sheets import sheet, workbook
from xlsb import FormulaResult, write_xlsb

CHUNK = 250
CHUNKS = 10
_RUN = """
import sys
from pathlib import Path
from fupin_cli.errors import FupinError
from fupin_cli.reading.limits import Limits
from fupin_cli.reading.read import read_file
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
except ImportError:
    pass
for path in sorted(Path(sys.argv[1]).iterdir()):
    print(path.name, flush=True)
    try:
        reading = read_file(path, limits=Limits(cells=2_000_000))
        assert reading.tables or reading.findings, "neither a table nor a finding"
    except FupinError as error:
        assert error.message.endswith("。"), error.message
"""


def seeds(folder: Path) -> dict[str, bytes]:
    """One sound workbook of each format."""
    import pandas
    import xlwt

    made = sheet(
        """
        | 序号 | 村 | 户编号 | 姓名 | 证件号码 | 与户主关系 | 人均纯收入（元） |
        | {1} | 双庙村 | H1 | 甄有田 | 341699196803050011 | 户主 | {9860.5} |
        | {2} | 双庙村 | H1 | 甄小禾 | 341699200603200029 | 之女 | {=G2} |
        | 合计 | | | | | | {9860.5} |
        """,
        name="家庭成员",
        above=("双庙村2023年家庭成员花名册",),
        below=("填表人：甄",),
        merges=("A1:G1", "C3:C4"),
    )
    rows = [["" if v is None else v for v in row] for row in made.rows]
    workbook(folder / "a.xlsx", made)
    write_xlsb(folder / "b.xlsb", [[v if not str(v).startswith("=") else 1.0 for v in row] for row in rows])
    book = xlwt.Workbook()
    page = book.add_sheet("家庭成员")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            page.write(number, column, value)
    book.save(str(folder / "c.xls"))
    width = max(map(len, rows))
    frame = pandas.DataFrame([row + [""] * (width - len(row)) for row in rows], dtype=object)
    frame.to_excel(folder / "d.ods", engine="odf", index=False, header=False)
    cells = "".join("<tr>" + "".join(f"<td rowspan=1>{v}</td>" for v in row) + "</tr>" for row in rows)
    (folder / "e.html").write_text(f"<html><table>{cells}</table></html>", encoding="utf-8")
    data = "".join(
        "<Row>" + "".join(f'<Cell><Data ss:Type="String">{v}</Data></Cell>' for v in row) + "</Row>"
        for row in rows
    )
    (folder / "f.xml").write_text(
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="家庭成员"><Table>'
        f"{data}</Table></Worksheet></Workbook>",
        encoding="utf-8",
    )
    (folder / "g.csv").write_bytes("\n".join(",".join(map(str, row)) for row in rows).encode("gb18030"))
    write_encrypted_xls(folder / "h.et", rows, "VelvetSweatshop")
    return {path.suffix[1:]: path.read_bytes() for path in sorted(folder.iterdir())}


def flip(data: bytes, dice: random.Random) -> bytes:
    spoiled = bytearray(data)
    for _ in range(dice.choice((1, 3, 20))):
        spoiled[dice.randrange(len(spoiled))] = dice.randrange(256)
    return bytes(spoiled)


def cut(data: bytes, dice: random.Random) -> bytes:
    start = dice.randrange(len(data))
    return data[:start] + data[start + dice.choice((1, 7, 100, len(data))) :]


def repeat(data: bytes, dice: random.Random) -> bytes:
    start = dice.randrange(len(data))
    return data[:start] + data[start : start + dice.choice((1, 50, 500))] * 3 + data[start:]


def swap(data: bytes, dice: random.Random) -> bytes:
    """Exchange markup words: types, references, counts, tags."""
    words = (
        (rb't="\w+"', (b't="s"', b't="e"', b't="b"', b't="d"', b't="n"', b't="inlineStr"', b"")),
        (
            rb'r="[A-Z]+\d+"',
            (b'r="XFD1048576"', b'r="A0"', b'r="ZZZZ9"', b'r="B99999999999"', b"", b"r='C7'"),
        ),
        (rb"<v>[^<]*</v>", (b"<v>99999</v>", b"<v>1e999</v>", b"<v>-5</v>", b"<v/>", b"<v>\xff</v>", b"")),
        (rb'repeated="\d+"|span=\d+', (b'repeated="999999999"', b'repeated="-1"', b"span=99999", b"span=-2")),
        (rb"</?\w+:?\w*", (b"<x", b"<!DOCTYPE", b"</", b"<![CDATA[", b"<row", b"<c", b"<f", b"<mergeCell")),
        (rb'ref="[^"]*"', (b'ref="A1:XFD1048576"', b'ref=""', b'ref="B9:A1"')),
        (rb'"\d+"', (b'"4294967296"', b'"-1"', b'"0"', b'"x"')),
    )
    pattern, others = dice.choice(words)
    places = list(re.finditer(pattern, data))
    for match in sorted(dice.sample(places, min(len(places), dice.choice((1, 2, 9)))), key=re.Match.start)[
        ::-1
    ]:
        data = data[: match.start()] + dice.choice(others) + data[match.end() :]
    return data


CHANGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (flip, cut, repeat, swap, swap)


def mutate(data: bytes, dice: random.Random) -> bytes:
    """Spoil one or two parts inside the file's zip, or the bytes of the file itself."""
    if not data.startswith(b"PK") or dice.random() < 0.25:
        return dice.choice(CHANGES)(data, dice)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    for _ in range(dice.choice((1, 1, 2))):
        name = dice.choice(sorted(name for name in members if members[name]))
        if dice.random() < 0.1:
            del members[name]
        elif dice.random() < 0.1:
            members[name] = members[dice.choice(sorted(members))]
        else:
            members[name] = dice.choice(CHANGES)(members[name], dice)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in members.items():
            archive.writestr(part, content)
    return stream.getvalue()


@pytest.mark.slow
@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_改坏的工作簿不会让程序崩溃(tmp_path: Path, chunk: int) -> None:
    (tmp_path / "好").mkdir()
    (tmp_path / "坏").mkdir()
    sound = list(seeds(tmp_path / "好").items())
    dice = random.Random(chunk)
    for number in range(CHUNK):
        kind, data = sound[number % len(sound)]
        (tmp_path / "坏" / f"{number:04d}.{kind}").write_bytes(mutate(data, dice))
    read_all(tmp_path / "坏", CHUNK)


def read_all(folder: Path, count: int) -> None:
    """Read every file of a folder in one process of its own, which must live through all of them."""
    done = subprocess.run(
        [sys.executable, "-c", _RUN, str(folder)],
        capture_output=True, text=True, encoding="utf-8", errors="replace", timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"{done.stdout.splitlines()[-1]}: {done.stderr[-3000:]}"
    assert len(done.stdout.splitlines()) == count


@pytest.mark.slow
@pytest.mark.parametrize("part", ["xl/workbook.bin", "xl/worksheets/sheet1.bin"])
@pytest.mark.parametrize("byte", [0x00, 0xFF])
def test_xlsb_逐个字节改坏(tmp_path: Path, part: str, byte: int) -> None:
    # 每种记录一个就够：认得出表头，一行写全，以下各行只写户编号和一种值
    results = [FormulaResult(value) for value in (2, "", "#REF!")]
    rows = [["H1", "甄有田", "341699196803050011", "户主", 1]]
    rows += [["H1", "", "", "", value] for value in ("#REF!", *results)]
    head = ["户编号", "姓名", "证件号码", "与户主关系", "家庭人口数"]
    whole = write_xlsb(tmp_path / "好.xlsb", [head, *rows])
    with zipfile.ZipFile(whole) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    sound = members[part]
    (tmp_path / "坏").mkdir()
    for position in range(len(sound)):
        members[part] = sound[:position] + bytes([byte]) + sound[position + 1 :]
        with zipfile.ZipFile(tmp_path / "坏" / f"{position:05d}.xlsb", "w") as archive:
            for name, content in members.items():
                archive.writestr(name, content)
    read_all(tmp_path / "坏", len(sound))


@pytest.mark.slow
@pytest.mark.parametrize("byte", [0x00, 0xFF])
def test_加密的_xls_逐个字节改坏加密参数(tmp_path: Path, byte: int) -> None:
    head = [["户编号", "姓名", "证件号码", "与户主关系"], ["H1", "甄有田", "341699196803050011", "户主"]]
    sound = write_encrypted_xls(tmp_path / "好.xls", head, "VelvetSweatshop").read_bytes()
    start = sound.index(b"\x09\x08")  # BOF，后面就是 FILEPASS
    (tmp_path / "坏").mkdir()
    for position in range(start, start + 120):
        spoiled = sound[:position] + bytes([byte]) + sound[position + 1 :]
        (tmp_path / "坏" / f"{position:05d}.xls").write_bytes(spoiled)
    read_all(tmp_path / "坏", 120)


def test_上限是给真实台账留足了的() -> None:
    limits = Limits()
    assert limits.cells > 100_000 * 60
    assert limits.unpacked_bytes > 169 << 20
