"""从网页拿走的文件：修正副本、核实单、全镇一本、底稿；系统导出拖进来比对；全县的材料。"""

import io
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest

from fupin_cli.resources import folder as shipped
from sheets import sheet, workbook
from web.ledgers import pupils
from web.site import Site, running, wait_for

PLACE = {"town": "芦庙镇", "village": "", "period": "2023"}
UNTIDY = """
| 序号 | 户编号 | 户主姓名 | 学生姓名 | 证件号码 | 学期 | 补助金额 |
| {1} | 3416990001001 | 甄 有田 | 甄小禾 | 34169920060320002x | 2023春 | {1500} |
"""


def names(content: bytes) -> list[str]:
    return sorted(zipfile.ZipFile(io.BytesIO(content)).namelist())


def test_修正副本_改了哪些列在里面_原件不动(bare: Site, tmp_path: Path) -> None:
    path = workbook(tmp_path / "柳河村2023.xlsx", sheet(UNTIDY, name="雨露计划"))
    before = path.read_bytes()
    answer = bare.get(bare.work(f"{bare.hand_over(path)}/fixed"))
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert "修正记录" in book.sheetnames
    assert path.read_bytes() == before


def test_几个文件的修正副本打成一包(bare: Site, tmp_path: Path) -> None:
    files = [
        workbook(tmp_path / f"{v}2023.xlsx", sheet(UNTIDY, name="雨露计划")) for v in ("柳河村", "槐店村")
    ]
    packed = bare.get(bare.work(f"{bare.hand_over(*files)}/fixed")).content
    assert names(packed) == ["柳河村2023.修正.xlsx", "槐店村2023.修正.xlsx"]


def test_没有可修正的说一声(bare: Site, tmp_path: Path) -> None:
    where = bare.post(f"{bare.hand_over(pupils(tmp_path))}/fixed").headers["location"]
    job = bare.desk.job(where.rpartition("/")[2])
    wait_for(job)
    assert (job.state, job.error) == ("failed", "没有可以自动修正的地方。")


def test_核实单每村两份_编号记在工作区里(town: Site, batch: str, small_town: Path) -> None:
    first = town.get(town.work(f"{batch}/slips", data=PLACE)).content
    papers = names(first)
    village = papers[0].removesuffix("核实单.docx")
    assert papers[:2] == [f"{village}核实单.docx", f"{village}核实单.xlsx"]
    assert len(papers) > 2
    register = (small_town / "核实" / "芦庙镇.json").read_bytes()
    again = town.work(f"{batch}/slips", data={**PLACE, "village": village})
    assert names(town.get(again).content) == papers[:2]
    assert (small_town / "核实" / "芦庙镇.json").read_bytes() == register


def test_同系统导出比对_看完就删(town: Site, batch: str) -> None:
    export = shipped("examples") / "芦庙镇" / "台账" / "芦庙镇" / "柳河村.xlsx"
    files = {"against": ("系统导出.xlsx", export.read_bytes())}
    board = town.work(f"{batch}/checks", data=PLACE, files=files)
    text = town.get(board).text
    assert "同系统导出.xlsx比对" in text
    assert "系统" in text
    assert not list(town.desk.folder.rglob("系统导出.xlsx"))


def test_不是系统导出的说清楚(town: Site, batch: str, tmp_path: Path) -> None:
    files = {"against": ("别的.xlsx", pupils(tmp_path).read_bytes())}
    job = town.desk.job(town.post(f"{batch}/checks", data=PLACE, files=files).headers["location"][6:])
    wait_for(job)
    assert "没有户信息或家庭成员" in job.error
    assert str(town.desk.folder) not in town.get(f"/jobs/{job.id}").text


def test_底稿和带图的材料(town: Site, batch: str) -> None:
    report = town.work(f"{batch}/reports", data={**PLACE, "kind": "工作总结", "charts": "1"})
    book = openpyxl.load_workbook(io.BytesIO(town.get(town.work(f"{report}/sources")).content))
    assert {"数字", "出处", "名单"} <= set(book.sheetnames)
    document = zipfile.ZipFile(io.BytesIO(town.get(f"{report}/docx").content))
    assert b"<wpg:wgp>" in document.read("word/document.xml")


def test_红头还缺什么说清楚(town: Site, batch: str) -> None:
    where = town.post(f"{batch}/reports", data={**PLACE, "kind": "工作总结", "red": "1"}).headers["location"]
    job = town.desk.job(where[6:])
    wait_for(job)
    assert job.state in {"done", "failed"}
    assert "程序内部出错" not in job.error
    if job.state == "failed":
        assert "红头" in job.error


def test_全镇一本的行数同台账一样(town: Site, batch: str) -> None:
    content = town.get(town.work(f"{batch}/town")).content
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    taken = town.desk.batches.get(batch[3:]).collection.taken
    for ledger, rows in taken.items():
        sources = [row[-1] for row in book[ledger].iter_rows(values_only=True)]
        assert sum("›" in str(source) for source in sources) == len(rows)


@pytest.fixture(scope="module")
def county(small_town: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """一个县两个镇：芦庙镇和照抄它的槐店镇。"""
    home = tmp_path_factory.mktemp("一个县") / "谯城区"
    shutil.copytree(small_town, home, ignore=shutil.ignore_patterns("核实"))
    text = (home / "fupin.toml").read_text(encoding="utf-8")
    (home / "fupin.toml").write_text(
        f'{text}\n[[town]]\nname = "槐店镇"\nvillages = ["东湾村"]\n', encoding="utf-8"
    )
    return home


def test_全县的材料(county: Path) -> None:
    with running(county) as site:
        batch = site.work("/batches/own")
        text = site.get(f"{batch}/reports").text
        assert "（全县）" in text
        value = text.partition('<option value="县/')[2].partition('"')[0]
        report = site.work(
            f"{batch}/reports",
            data={"town": f"县/{value}", "village": "", "period": "2023", "kind": "工作总结"},
        )
        assert value in site.get(report).text
        wrong = site.post(f"{batch}/slips", data={"town": f"县/{value}", "period": "2023"}).headers[
            "location"
        ]
        job = site.desk.job(wrong[6:])
        wait_for(job)
        assert "不能选全县" in job.error
