"""在导出的表上校验、核对、算数：与在原来的工作簿上一字不差。"""

import gc
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextvars import ContextVar
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest

from fupin_cli import gathering
from fupin_cli.cli import run
from fupin_cli.engine import choosing
from fupin_cli.engine.dataset import Dataset
from fupin_cli.engine.duck import DuckEngine
from fupin_cli.engine.stored import StoredEngine
from sheets import sheet, workbook

EXAMPLE = Path(__file__).parents[2] / "examples" / "芦庙镇"
MEMBERS = """
| 户编号 | 人编号 | 户主姓名 | 姓名 | 证件号码 | 出生日期 | 与户主关系 | 健康状况 | 人均纯收入（万元） | 家庭成员联系电话 | 备注 |
| 3416990001001 | 341699000100101 | 甄有田 | 甄有田 | 341699196803050011 | 1968.3.5 | 户主 | 残疾 | {0.98605} | 1380013800 | 全角　空格 |
| 3416990001001 | 341699000100102 | 甄有田 | 甄小禾 | 341699200603200020 | 2006-13-01 | 之女 | 好 | 坏 | | {=1/0} |
| 3416990001002 | 341699000100201 | 甄一 | 甄一 | {341699196803050011} | {1968-03-05} | 户主 | 健康 | {-1} | 13800138000 | |
| 3416990001003 | 341699000100301 | 甄二 | 甄二 | 341699196803050011 | | 配偶 | 健康 | {0.1} | 13800138000 | |
"""
GRANTS = """
| 户编号 | 户主姓名 | 学生姓名 | 证件号码 | 学期 | 补助金额（元） | 发放日期 |
| 3416990001001 | 甄有田 | 甄小禾 | 341699200603200029 | 2023春 | {1500.005} | 2023.6.20 |
| 3416990009009 | 甄无 | 甄无 | 341699200603200029 | 2023春 | #REF! | 2023.6.20 |
"""
ABOVE = ("填报单位：谯城区芦庙镇{}", "数据日期：2023-12-31")


@pytest.fixture
def ledgers(tmp_path: Path) -> Path:
    """Two villages' faulty workbooks; the second lacks a column and repeats people of the first."""
    folder = tmp_path / "台账"
    folder.mkdir()
    for village, members in (("柳河村", MEMBERS), ("前营村", MEMBERS.replace("健康状况", "没有的列"))):
        above = tuple(line.format(village) for line in ABOVE)
        workbook(
            folder / f"{village}.xlsx",
            sheet(
                members.replace("34169900010", f"3416990{len(village)}{ord(village[0]) % 90 + 10}"),
                name="家庭成员",
                above=above,
            ),
            sheet(GRANTS, name="雨露计划", above=above),
        )
    return folder


def said(capfd: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(list(arguments)) in {0, 1}
    return capfd.readouterr().out


def exported(source: Path, *more: str) -> Path:
    folder = source.parent / "导出"
    assert run(["export", str(folder), str(source), "-q", *more]) in {0, 2}
    return folder


@pytest.mark.parametrize("format", ["json", "text", "csv"])
def test_校验结果一字不差(ledgers: Path, capfd: pytest.CaptureFixture[str], format: str) -> None:
    folder = exported(ledgers)
    capfd.readouterr()
    direct = said(capfd, "validate", "-q", "-f", format, "--show-pii", str(ledgers))
    stored = said(capfd, "validate", "-q", "-f", format, "--show-pii", str(folder), "--memory", "200MB")
    assert stored == direct
    if format == "json":
        found = json.loads(direct)
        assert len({finding["code"] for finding in found["findings"]}) > 10
        assert {"柳河村.xlsx", "前营村.xlsx"} == {Path(finding["file"]).name for finding in found["findings"]}


def test_指定判断日也一样(ledgers: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder = exported(ledgers)
    capfd.readouterr()
    asked = ("validate", "-q", "-f", "json", "--as-of", "2030-06-30")
    assert said(capfd, *asked, str(folder)) == said(capfd, *asked, str(ledgers))


def test_核对_数字_追溯与工作簿上的一样(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    town, other = tmp_path / "甲" / "芦庙镇", tmp_path / "乙" / "芦庙镇"
    shutil.copytree(EXAMPLE, town)
    assert run(["export", str(tmp_path / "表"), "-w", str(town), "-q"]) == 0
    shutil.copytree(town, other)
    shutil.rmtree(other / "台账")
    shutil.copytree(tmp_path / "表", other / "台账")
    capfd.readouterr()
    for asked in (
        ["reconcile", "--all", "-f", "json"],
        ["trace", "脱贫户户数", "-f", "json"],
        ["report", "-f", "json", "--no-check"],
    ):
        direct = said(capfd, *asked, "-q", "-w", str(town))
        assert said(capfd, *asked, "-q", "-w", str(other)) == direct


def test_缺了出处或换了版本_说得清(ledgers: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder = exported(ledgers)
    next(iter((folder / "出处").glob("*.parquet"))).unlink()
    assert run(["validate", str(folder)]) == 2
    assert "不完整或已损坏" in capfd.readouterr().err
    (folder / "出处" / "目录.json").write_text('{"form": 0}', encoding="utf-8")
    assert run(["validate", str(folder)]) == 2
    assert "另一个版本" in capfd.readouterr().err


def test_内存上限写得不对_说得清(ledgers: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder = exported(ledgers)
    assert run(["validate", str(folder), "--memory", "很多"]) == 2
    assert "看不懂内存上限“很多”" in capfd.readouterr().err


def test_换成代号的导出不带出处(ledgers: Path) -> None:
    key = ledgers.parent / "密钥.txt"
    key.write_text("只有乡镇知道的一串随机字符0123456789", encoding="utf-8")
    assert not (exported(ledgers, "--pseudonymize", "--key", str(key)) / "出处").exists()


def test_导出的表不和别的台账混着校验(ledgers: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder = exported(ledgers)
    assert run(["validate", str(folder), str(ledgers)]) == 2
    assert "不能和别的台账一起校验" in capfd.readouterr().err


# ---- the folder is not as it was exported -----------------------------------------------------------------


def parts(folder: Path) -> list[Path]:
    return sorted((folder / "家庭成员").rglob("*.parquet"))


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-20])


def without_names(path: Path) -> None:
    pq.write_table(pq.ParquetFile(path).read().drop_columns(["姓名"]), path)


def income_as_text(path: Path) -> None:
    table = pq.ParquetFile(path).read()
    where = table.column_names.index("人均纯收入")
    pq.write_table(table.set_column(where, "人均纯收入", table["人均纯收入"].cast("string")), path)


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (cut_short, "不完整或已损坏"),
        (without_names, "里没有“姓名”这一列"),
        (income_as_text, "的“人均纯收入”一列应是小数（DECIMAL(18,2)），现在是文字"),
        (Path.unlink, "行：有的文件被删了或换了"),
    ],
)
def test_导出的文件坏了_少了列_类型变了_丢了_校验核对都说得清(
    ledgers: Path, capfd: pytest.CaptureFixture[str], spoil: Callable[[Path], None], told: str
) -> None:
    folder = exported(ledgers)
    spoil(parts(folder)[-1])
    (folder.parent / "fupin.toml").write_text(
        '[workspace]\nperiod = "2023"\nledgers = "导出"\n[[town]]\nname = "芦庙镇"\n', encoding="utf-8"
    )
    for asked in (["validate", str(folder)], ["reconcile", "-w", str(folder.parent)]):
        capfd.readouterr()
        assert run([*asked, "-q"]) == 2
        said = capfd.readouterr()
        assert told in said.err
        assert "重新运行 fupin export" in said.err
        assert said.out == ""


def test_格子里的字节坏了_说得清(ledgers: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder = exported(ledgers)
    (path,) = parts(folder)
    content = bytearray(path.read_bytes())
    column = pq.read_metadata(path).row_group(0).column(pq.read_schema(path).names.index("姓名"))
    start = column.dictionary_page_offset
    content[start : start + column.total_compressed_size] = bytes(column.total_compressed_size)
    path.write_bytes(content)
    capfd.readouterr()
    assert run(["validate", str(folder), "-q"]) == 2
    said = capfd.readouterr()
    assert "导出的表已损坏" in said.err
    assert said.out == ""


# ---- room -------------------------------------------------------------------------------------------------


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """One finding of each code is as many as there may be."""
    monkeypatch.setattr(gathering, "MOST", 1)
    one = choosing.DuckEngines(most=1)
    monkeypatch.setattr(choosing, "_DUCK", one)
    monkeypatch.setattr(choosing, "_CHOSEN", ContextVar("engines", default=one))


def test_每条规则只列前面的_总数照样说(
    ledgers: Path, capfd: pytest.CaptureFixture[str], request: pytest.FixtureRequest
) -> None:
    asked = ("validate", "-q", "-f", "json", "--ignore", "CE", str(exported(ledgers)))
    capfd.readouterr()
    whole = json.loads(said(capfd, *asked))
    request.getfixturevalue("few")
    listed = json.loads(said(capfd, *asked))
    assert listed["summary"] == whole["summary"]
    assert max(whole["summary"]["by_code"].values()) > 1
    assert len(listed["findings"]) == len(whole["summary"]["by_code"])
    assert all(finding in whole["findings"] for finding in listed["findings"])
    assert listed["cut"] == {
        code: count - 1 for code, count in whole["summary"]["by_code"].items() if count > 1
    }


@pytest.mark.usefixtures("few")
def test_列不完时_统计和屏幕上说总数和没有列出的(ledgers: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder = exported(ledgers)
    capfd.readouterr()
    assert run(["validate", str(folder), "--select", "CE", "--statistics"]) == 1
    told = capfd.readouterr()
    numbers = {line.split()[2]: int(line.split()[0]) for line in told.out.splitlines() if " CE" in line}
    beyond = sum(count - 1 for count in numbers.values())
    assert beyond > 0
    assert f"其中{beyond}处没有列出" in told.err
    assert "每条规则只列最前面的" in told.err


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace over two exported villages of the example; in both the sums are too large and people are lost."""
    import openpyxl

    place = tmp_path_factory.mktemp("示例")
    home = place / "芦庙镇"
    home.mkdir()
    shutil.copy(EXAMPLE / "fupin.toml", home)
    for village in ("柳河村", "槐店村"):
        book = openpyxl.load_workbook(EXAMPLE / "台账" / "芦庙镇" / f"{village}.xlsx")
        for page in book.worksheets:
            for cell in [cell for row in page.iter_rows() for cell in row if cell.value in {500, 800, 1500}]:
                cell.value += 300
            page.delete_rows(page.max_row - 1, 2)
        book.save(place / f"{village}.xlsx")
    books = [str(path) for path in sorted(place.glob("*.xlsx"))]
    assert run(["export", str(home / "台账"), *books, "-q"]) == 0
    return home


def test_核对取回的有上限_结论和两边的数不变_没列出的说有多少(
    faulty: Path, capfd: pytest.CaptureFixture[str], request: pytest.FixtureRequest
) -> None:
    asked = ("reconcile", "--all", "-q", "-f", "json", "-w", str(faulty))
    capfd.readouterr()
    whole = json.loads(said(capfd, *asked))
    request.getfixturevalue("few")
    listed = json.loads(said(capfd, *asked))
    assert listed["summary"] == whole["summary"]
    assert max(len(check["unmatched"]) for check in whole["checks"]) > 2
    for full, part in zip(whole["checks"], listed["checks"], strict=True):
        assert [part[name] for name in ("code", "village", "verdict", "difference")] == [
            full[name] for name in ("code", "village", "verdict", "difference")
        ]
        assert len(part["unmatched"]) + part.get("cut", 0) == len(full["unmatched"])
        assert bool(part["unmatched"]) == bool(full["unmatched"]), "每个村至少说出一个"
        assert all(one in full["unmatched"] for one in part["unmatched"] if not one["suggestion"])
        for side in ("left", "right"):
            if full[side]:
                assert part[side]["value"] == full[side]["value"]
                assert rows(part[side]) + part[side].get("cut", 0) == rows(full[side])
                assert rows(part[side]) <= 1 or part[side] == full[side], "序号、合计行只看出处，不从表里取"
    assert any("cut" in check for check in listed["checks"])
    assert any("cut" in (check["left"] or {}) for check in listed["checks"])


def rows(told: Any) -> int:
    return sum(len(source["rows"]) for source in told["sources"])


def test_指标取回的行有上限_数不变_没列出的说有多少(
    faulty: Path, capfd: pytest.CaptureFixture[str], request: pytest.FixtureRequest
) -> None:
    asked = ("report", "--no-check", "-q", "-f", "json", "-w", str(faulty))
    capfd.readouterr()
    whole = json.loads(said(capfd, *asked))["figures"]
    request.getfixturevalue("few")
    for small in (True, False):
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(Dataset, "small", small)
            listed = json.loads(said(capfd, *asked))["figures"]
        assert max(map(rows, whole)) > 10
        assert [{**part, "sources": [], "cut": 0} for part in listed] == [
            {**full, "sources": [], "cut": 0} for full in whole
        ]
        for full, part in zip(whole, listed, strict=True):
            assert rows(part) == min(rows(full), 1)
            assert part.get("cut", 0) == rows(full) - rows(part)
    assert run(["trace", "脱贫户户数", "-w", str(faulty)]) == 0
    assert "行没有列出，分镇、分村运行可以看全" in capfd.readouterr().out


def test_临时文件夹只有本人能打开_用完删去_可在配置里写明(
    ledgers: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, temp = exported(ledgers), ledgers.parent / "临时"
    seen: list[tuple[str, int, str]] = []
    lay = StoredEngine.lay

    def look(engine: StoredEngine, asked: Any) -> None:
        (made,) = temp.iterdir()
        ((limit,),) = engine.rows("SELECT current_setting('memory_limit')")
        ((used,),) = engine.rows("SELECT current_setting('temp_directory')")
        seen.append((used, made.stat().st_mode & 0o777, limit))
        lay(engine, asked)

    monkeypatch.setattr(StoredEngine, "lay", look)
    config = '[workspace]\nmemory = "300MB"\ntemp = "临时"\n'
    (folder.parent / "fupin.toml").write_text(config, encoding="utf-8")
    asked = ["validate", str(folder), "-q", "-w", str(folder.parent)]
    assert run(asked) == 2
    assert "建不了临时文件夹" in capfd.readouterr().err
    temp.mkdir()
    assert run(asked) == 1
    assert run([*asked, "--memory", "400MB"]) == 1
    assert [limit for _, _, limit in seen] == ["286.1 MiB", "381.4 MiB"]
    assert all(Path(used).parent == temp for used, _, _ in seen)
    if os.name == "posix":
        assert {mode for _, mode, _ in seen} == {0o700}
    gc.collect()
    assert list(temp.iterdir()) == []


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (duckdb.OutOfMemoryException("Out of Memory Error: failed"), "内存不够，没有算完"),
        (
            duckdb.IOException("IO Error: No space left on device"),
            "读写磁盘出错：IO Error: No space left on device",
        ),
    ],
)
def test_内存不够_磁盘满了_说得清(
    ledgers: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    fault: Exception,
    told: str,
) -> None:
    folder = exported(ledgers)

    def fail(*_: object) -> None:
        raise fault

    monkeypatch.setattr(DuckEngine, "make", fail)
    capfd.readouterr()
    assert run(["validate", str(folder), "-q"]) == 2
    assert told in capfd.readouterr().err


@pytest.mark.skipif(os.name != "posix", reason="要给进程发 SIGINT")
def test_算到一半按Ctrl加C_照常中止_临时文件夹也删了(ledgers: Path) -> None:
    folder, temp = exported(ledgers), ledgers.parent / "临时"
    temp.mkdir()
    endless = "SELECT max(hash(range)) FROM range(1000000000000)"
    code = (
        "import os, signal, threading\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from fupin_cli.cli import main\n"
        "from fupin_cli.engine.stored import StoredEngine\n"
        "def lay(engine, asked):\n"
        "    threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT)).start()\n"
        f"    engine.rows({endless!r})\n"
        "StoredEngine.lay = lay\n"
        f"main(['validate', {str(folder)!r}])\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "TMPDIR": str(temp)},
        capture_output=True,
        check=False,
        timeout=50,
    )
    assert told.returncode == 130, told.stderr.decode("utf-8")
    assert "已中止" in told.stderr.decode("utf-8")
    assert list(temp.iterdir()) == []


# ---- invented populations ---------------------------------------------------------------------------------


def test_生成的人口就是一份导出_错的正是放进去的(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2] / "benchmarks"))
    from population import make

    folder = make(tmp_path / "人口", 6000)
    told = json.loads(said(capfd, "validate", "-q", "-f", "json", "--select", "PE", str(folder)))
    assert [sheet["rows"] for file in told["files"] for sheet in file["sheets"]] == [5000, 1000]
    assert told["summary"]["by_code"].keys() == {"PE003"}
    assert 0 < told["summary"]["by_code"]["PE003"] < 20, "千分之一的校验码是错的"
