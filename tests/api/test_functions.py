"""接口的规矩：缺省遮挡，钱一分不差，错了抛 FupinError，用到才装 pandas。"""

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

import fupin_cli as fupin
from fupin_cli.cli import run
from sheets import sheet, workbook

HEAD = "| 户编号 | 学生姓名 | 证件号码 | 学期 | 补助金额 |"
ROWS = (
    "| 3416990001001 | 甄小禾 | 341699200603200029 | 2023春 | {1500.1} |",
    "| 3416990001002 | 甄小苗 | 341699200505050012 | 2023春 | {1500.2} |",
)
WRONG = "| 3416990001003 | 甄小穗 | 341699200603200028 | 2023春 | {1500} |"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A workspace of one village with one ledger."""
    (tmp_path / "fupin.toml").write_text(
        '[workspace]\nperiod = "2023"\n\n[[town]]\nname = "芦庙镇"\nvillages = ["柳河村"]\n', encoding="utf-8"
    )
    workbook(tmp_path / "台账" / "柳河村2023.xlsx", sheet("\n".join((HEAD, *ROWS)), name="雨露计划"))
    return tmp_path


def with_fault(home: Path) -> Path:
    return workbook(
        home / "台账" / "柳河村2023.xlsx", sheet("\n".join((HEAD, *ROWS, WRONG)), name="雨露计划")
    )


def test_号码缺省遮住_写明才不遮(home: Path) -> None:
    numbers = fupin.read(home)["雨露计划"]["证件号码"]
    assert list(numbers) == ["341699********0029", "341699********0012"]
    whole = fupin.read(home, show_pii=True)["雨露计划"]["证件号码"]
    assert list(whole) == ["341699200603200029", "341699200505050012"]
    assert fupin.trace("雨露计划学生数", home).rows["证件号码"].str.contains("****", regex=False).all()
    assert set(fupin.trace("雨露计划学生数", home, show_pii=True).rows["证件号码"]) == set(whole)


def test_文件名里的号码也遮住(home: Path) -> None:
    workbook(home / "341699200603200029.xlsx", sheet("\n".join((HEAD, *ROWS)), name="雨露计划"))
    table = fupin.read(home / "341699200603200029.xlsx")["雨露计划"]
    assert table["文件"].str.endswith("341699********0029.xlsx").all()


def test_表名里的号码也遮住(home: Path) -> None:
    workbook(home / "学生.xlsx", sheet("\n".join((HEAD, *ROWS)), name="雨露341699200603200029"))
    read = fupin.read(home / "学生.xlsx")
    assert set(read["雨露计划"]["工作表"]) == set(read.sheets["sheet"]) == {"雨露341699********0029"}


def test_金额是十进制数_加起来一分不差(home: Path) -> None:
    money = fupin.read(home)["雨露计划"]["补助金额"]
    assert money.sum() == Decimal("3000.30")
    (line,) = fupin.figures(home, "雨露计划补助金额").itertuples()
    assert (line.value, line.unit, line.rows) == (Decimal("3000.3"), "元", 2)


def test_校验的表同命令行的一样(home: Path) -> None:
    with_fault(home)
    found = fupin.validate(home, select=["CE015"])
    assert not found.ok
    assert found.counts == {"error": 1, "warning": 0, "info": 0}
    (line,) = found.table.itertuples()
    assert (line.code, line.cell, line.row, line.value) == ("CE015", "C4", 4, "341699********0028")
    assert "341699200603200028" in fupin.validate(home, select=["CE015"], show_pii=True).table["value"].item()


def test_没有工作区也能读一个文件(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook(tmp_path / "一.xlsx", sheet("\n".join((HEAD, *ROWS)), name="雨露计划"))
    monkeypatch.chdir(tmp_path)
    read = fupin.read([str(path)])
    assert list(read) == ["雨露计划"]
    assert "雨露计划" in read
    assert repr(read) == "<Ledgers 1个文件：雨露计划2行>"
    with pytest.raises(fupin.FupinError, match="没有“户”"):
        read["户"]
    with pytest.raises(fupin.FupinError, match="要在工作区里"):
        fupin.figures(read)


def test_读不了的文件要说_或者照吩咐跳过(home: Path) -> None:
    (home / "台账" / "坏.xlsx").write_bytes(b"PK\x03\x04")
    with pytest.raises(fupin.FupinError, match=r"坏\.xlsx"):
        fupin.read(home)
    read = fupin.read(home, skip_unreadable=True)
    assert len(read["雨露计划"]) == 2
    assert len(read.failures) == 1


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda home: fupin.figures(home, "雨露计划学生"), None),
        (lambda home: fupin.figures(home, "没有这个数"), "没有叫“没有这个数”的指标"),
        (lambda home: fupin.figures(home, by="户"), "不能按“户”分"),
        (lambda home: fupin.figures(home, village="柳合村"), "没有叫“柳合村”的村"),
        (lambda home: fupin.figures(home, period="去年"), "看不懂时期"),
        (lambda home: fupin.figures(home, county="谯城区"), "没有谯城区的乡镇"),
        (lambda home: fupin.reconcile(home, tolerance="一分"), "不是数字"),
        (lambda home: fupin.reconcile(home, sets=["没有"]), "一组核对"),
        (lambda home: fupin.validate(home, select=["ZZ9"]), "没有编号为“ZZ9”的规则"),
        (lambda home: fupin.validate(home, severity="大错"), "没有“大错”这一级"),
        (lambda home: fupin.read(home, as_of="昨天"), "看不懂日期"),
        (lambda home: fupin.read(home / "没有"), "没有"),
        (lambda home: fupin.report(home, format="pdf"), "不能写成“pdf”"),
        (lambda home: fupin.proofread(), "没有说清楚"),
        (lambda home: fupin.proofread("一.docx", text="二"), "没有说清楚"),
    ],
)
def test_写错了抛FupinError(home: Path, call, said: str | None) -> None:
    if said is None:
        assert len(call(home)) == 1  # 少写一个“数”字也认得
        return
    with pytest.raises(fupin.FupinError, match=said):
        call(home)


def test_核对的两张表(home: Path) -> None:
    found = fupin.reconcile(home)
    assert found.ok
    assert set(found.checks["verdict"]) <= {"equal", "not_checked"}
    assert (found.checks["verdict"] == "not_checked").any()
    assert found.unmatched.empty


def test_Word材料能存不能当文字(home: Path, tmp_path: Path) -> None:
    written = fupin.report(home)
    assert written.save(tmp_path / "总结.docx").read_bytes()[:2] == b"PK"
    with pytest.raises(fupin.FupinError, match="不是文字"):
        written.text  # noqa: B018


def test_命令行用过以后_接口的名字还是函数(home: Path) -> None:
    assert run(["report", "-w", str(home), "--no-check", "-f", "json", "-q"]) == 0
    assert all(callable(getattr(fupin, name)) for name in fupin.__all__ if name != "__version__")
    with pytest.raises(AttributeError):
        fupin.guess  # noqa: B018


def test_用到接口才装pandas() -> None:
    code = "import sys, fupin_cli; assert 'pandas' not in sys.modules; fupin_cli.read; assert 'pandas' in sys.modules"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
