"""网页上的收表和发回：县里的空白表、照片不算台账、几个版本、部门名单、疑点写进核实单、与旧材料比较。"""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from fupin_cli.resources import folder as shipped
from fupin_cli.workspace import LEDGER_SUFFIXES
from web.ledgers import pupils
from web.site import Site, running, wait_for

HALF_YEAR = shipped("examples") / "芦庙镇半年"
SENT = HALF_YEAR / "收到"
PLACE = {"town": "芦庙镇", "village": "", "period": "2023H2"}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """只有 fupin.toml 的工作区：台账都从网页交。"""
    home = tmp_path_factory.mktemp("工作区") / "芦庙镇"
    home.mkdir()
    (home / "fupin.toml").write_bytes((HALF_YEAR / "fupin.toml").read_bytes())
    with running(home) as site:
        yield site


@pytest.fixture(scope="module")
def sent(office: Site) -> str:
    """收到的文件夹，连同通知和照片。"""
    files = [path for path in sorted(SENT.rglob("*")) if path.is_file()]
    parts = [
        ("files", (path.relative_to(SENT.parent).as_posix(), path.read_bytes()))
        for path in files
        if path.suffix in LEDGER_SUFFIXES
    ]
    left = "\n".join(path.name for path in files if path.suffix not in LEDGER_SUFFIXES)
    return office.work("/batches", files=parts, data={"left": left})


def failure(site: Site, path: str, **options: object) -> str:
    """交一张表单，没能完成的话说了什么。"""
    job = site.desk.job(site.post(path, **options).headers["location"][6:])
    wait_for(job)
    assert job.state == "failed"
    return " ".join(site.get(f"/jobs/{job.id}").text.split())


def test_不是台账的说没有收_锁文件不提(office: Site, sent: str) -> None:
    text = office.get(sent).text
    assert "公示照片.png不是表格文件" in text
    assert "关于报送下半年台账的通知.docx不是表格文件" in text
    assert "~$" not in text


def test_照县里的空白表合成全镇一本(office: Site, sent: str) -> None:
    form = HALF_YEAR / "县模板.xlsx"
    content = office.get(office.work(f"{sent}/town", files={"form": (form.name, form.read_bytes())})).content
    filled, blank = openpyxl.load_workbook(io.BytesIO(content)), openpyxl.load_workbook(form)
    name = blank.sheetnames[0]
    assert filled[name]["A1"].value == blank[name]["A1"].value
    assert filled[name].max_row > blank[name].max_row + 20
    assert not list(office.desk.folder.rglob(form.name))


def test_县里的表不是台账的说清楚(office: Site, sent: str, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.save(tmp_path / "空.xlsx")
    files = {"form": ("空.xlsx", (tmp_path / "空.xlsx").read_bytes())}
    assert "没有认出台账的表头" in failure(office, f"{sent}/town", files=files)


def test_两个版本_看浏览器说的保存时间(bare: Site, tmp_path: Path) -> None:
    content = pupils(tmp_path).read_bytes()
    parts = [("files", (name, content)) for name in ("柳河村2023.xlsx", "柳河村2023-副本.xlsx")]
    text = bare.get(bare.work("/batches", files=parts, data={"saved": "1700000000000 1600000000000"})).text
    assert "采用柳河村2023.xlsx：文件保存时间较晚" in text
    assert "看不出先后" in bare.get(bare.work("/batches", files=parts)).text


def test_部门名单_看疑点_下载_写进核实单(office: Site, sent: str) -> None:
    dead = HALF_YEAR / "部门名单" / "死亡人员火化名单.xlsx"
    found = office.work(
        f"{sent}/matches", data={**PLACE, "kind": "死亡"}, files={"lists": (dead.name, dead.read_bytes())}
    )
    text = office.get(found).text
    assert "死亡后仍发放" in text
    assert "********0734" in text
    doubts = office.get(f"{found}/workbook").content
    page = openpyxl.load_workbook(io.BytesIO(doubts))["疑点"]
    assert not any("*" in str(cell) for row in page.iter_rows(values_only=True) for cell in row)
    ticked = {f"match-{found.rpartition('/')[2]}": "1"}
    for options in (
        {"data": {**PLACE, **ticked}},
        {"data": PLACE, "files": {"doubts": ("疑点.xlsx", doubts)}},
    ):
        packed = zipfile.ZipFile(io.BytesIO(office.get(office.work(f"{sent}/slips", **options)).content))
        slip = openpyxl.load_workbook(io.BytesIO(packed.read("大杨村核实单.xlsx"))).worksheets[0]
        assert "死亡后仍发放" in str(list(slip.values))
    assert not list(office.desk.folder.rglob(dead.name))


def test_名单和疑点表选错了说在网页上怎么办(office: Site, sent: str) -> None:
    letter = openpyxl.Workbook()
    content = io.BytesIO()
    letter.save(content)
    files = {"doubts": ("别的.xlsx", content.getvalue())}
    said = failure(office, f"{sent}/slips", data=PLACE, files=files)
    assert "别的.xlsx”不是部门比对写出的疑点表。" in said
    assert "里比对名单，下载疑点" in said
    assert office.post(f"{sent}/matches", data={**PLACE, "kind": "死亡"}).status_code == 400
    wrong = {"data": {**PLACE, "kind": "别的"}, "files": {"lists": ("名单.xlsx", content.getvalue())}}
    assert "不认识名单种类“别的”" in failure(office, f"{sent}/matches", **wrong)


def test_与旧材料比较(office: Site, sent: str) -> None:
    report = office.work(f"{sent}/reports", data={**PLACE, "kind": "工作总结"})
    text = office.get(report).text
    assert "处在材料的数用到的行里，涉及脱贫户户数" in text
    old = {"old": ("去年总结.docx", office.get(f"{report}/docx").content)}
    same = office.work(f"{sent}/comparisons", data=PLACE, files=old)
    assert "旧材料里的数没有变" in office.get(same).text
    other = office.work(f"{sent}/comparisons", data={**PLACE, "village": "柳河村"}, files=old)
    assert "<td>36户</td><td>4户</td>" in office.get(other).text
    assert "去年总结.docx" in office.get(f"{sent}/reports").text
    assert office.post(f"{sent}/comparisons", data=PLACE).status_code == 400
