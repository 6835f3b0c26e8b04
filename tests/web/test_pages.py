"""五步都能在网页上做：收表、校验、核对、材料、校核；台账和文字里的标签只是文字，号码都遮住。"""

import io
import re
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from pathlib import Path

import pytest
from docx import Document

from fupin_cli.privacy import mask_text
from sheets import sheet, workbook
from web.ledgers import SCRIPT, hostile, pupils
from web.site import Site, wait_for

IDS = ("341699200603200028", "341699200603200029", "13800138000", "13800138001", "6228481234567890123")


class _Page(HTMLParser):
    """一页里的标签、属性和文字。"""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.words += data


def harmless(text: str) -> bool:
    """除了自己的一个脚本文件，没有脚本，没有图片，没有写在标签里的动作。"""
    page = _Page(text)
    events = [name for name, _ in page.attributes if name.startswith("on") or name == "style"]
    return page.tags.count("script") == 1 and not {"img", "iframe", "b2"} & set(page.tags) and not events


def test_交来的台账_按村_表_规则列出_带着本行(bare: Site, tmp_path: Path) -> None:
    batch = bare.hand_over(pupils(tmp_path))
    text = _Page(bare.get(f"{batch}/findings").text).words
    for word in ("柳河村", "雨露计划（柳河村2023.xlsx）", "CE046 看不懂的学期", "F3", "甄小苗", "上学期"):
        assert word in text


def test_说明每张表怎么认的(bare: Site, tmp_path: Path) -> None:
    text = _Page(bare.get(bare.hand_over(pupils(tmp_path))).text).words
    assert "识别为“雨露计划”" in text
    assert "算作柳河村2023年的“雨露计划”" in text


def test_号码在哪一页都遮住(bare: Site, tmp_path: Path) -> None:
    batch = bare.hand_over(pupils(tmp_path))
    pasted = bare.work("/proofread", data={"text": f"张三的身份证号是{IDS[0]}，电话{IDS[2]}。"})
    for path in ("/", batch, f"{batch}/findings", f"{batch}/checks", f"{batch}/reports", pasted):
        text = bare.get(path).text
        assert not [number for number in IDS if number in text]
    assert "341699********0028" in bare.get(pasted).text


def test_搜整个号码也找得到_回填的是遮住的(bare: Site, tmp_path: Path) -> None:
    batch = bare.hand_over(pupils(tmp_path))
    for asked in (IDS[1], "0029", "甄小苗", "f3 学期"):
        answer = bare.get(f"{batch}/findings", params={"q": asked})
        assert "符合条件的1处" in answer.text
        assert IDS[1] not in answer.text
    assert "没有符合条件" in bare.get(f"{batch}/findings", params={"q": "查无此人"}).text


def test_每一列都写着脚本的台账(bare: Site, tmp_path: Path) -> None:
    batch = bare.hand_over(hostile(tmp_path))
    for path in (
        batch,
        f"{batch}/findings",
        f"{batch}/findings?q={SCRIPT}&village={SCRIPT}&code={SCRIPT}&page=x",
    ):
        text = bare.get(path).text
        assert harmless(text)
        assert "<script>alert" not in text
    assert "alert(1)" in _Page(bare.get(f"{batch}/findings").text).words


def test_贴上的文字和文件名里的脚本(bare: Site, tmp_path: Path) -> None:
    pasted = bare.get(bare.work("/proofread", data={"text": f"{SCRIPT}\n\n其中监测户{SCRIPT}5户6户。"})).text
    assert harmless(pasted)
    assert "alert(1)" in _Page(pasted).words
    source = pupils(tmp_path)
    assert harmless(bare.get(bare.hand_over(source, names={source: f"{SCRIPT}.xlsx"})).text)


def test_几万处也分页_翻得到头(bare: Site, tmp_path: Path) -> None:
    lines = ["| 户编号 | 学生姓名 | 证件号码 | 学期 | 补助金额 |"]
    lines += [f"| 3416990{n:06} | 甄{n} | 341699200603200028 | 第{n}学期 | {{1500}} |" for n in range(11_000)]
    batch = bare.hand_over(workbook(tmp_path / "柳河村2023.xlsx", sheet("\n".join(lines), name="雨露计划")))
    index = bare.desk.batches.get(batch.rpartition("/")[2]).index
    assert len(index.entries) > 20_000
    seen = 0
    number = pages = 1
    while number <= pages:
        found = index.find(index_query(), number)
        seen, pages, number = seen + len(found.entries), found.pages, number + 1
    assert seen == len(index.entries)
    last = bare.get(f"{batch}/findings?page=99999999").text
    assert f"第{pages}页，共{pages}页" not in last
    assert f"第{pages}页，共{pages}页" in bare.get(f"{batch}/findings?page=9999999").text
    assert len(last) < 400_000
    with ThreadPoolExecutor(50) as pool:
        words = [f"甄{n}" for n in range(50)]
        answers = list(pool.map(lambda w: bare.get(f"{batch}/findings", params={"q": w}).status_code, words))
    assert answers == [200] * 50


def index_query():  # type: ignore[no-untyped-def]
    """不筛选。"""
    from fupin_cli.web.findings_index import Query

    return Query()


def test_标注副本_单个是工作簿_几个打包(bare: Site, tmp_path: Path) -> None:
    one = pupils(tmp_path)
    other = pupils(tmp_path, "槐店村2023.xlsx")
    alone = bare.get(bare.work(f"{bare.hand_over(one)}/marked"))
    assert "attachment" in alone.headers["content-disposition"]
    assert alone.content.startswith(b"PK")
    packed = bare.get(bare.work(f"{bare.hand_over(one, other)}/marked"))
    names = zipfile.ZipFile(io.BytesIO(packed.content)).namelist()
    assert sorted(names) == ["柳河村2023.标注.xlsx", "槐店村2023.标注.xlsx"]


def test_停下就停下_不留文件(bare: Site, tmp_path: Path) -> None:
    before = set(bare.desk.folder.iterdir())
    parts = [("files", (f"{n}.xlsx", pupils(tmp_path).read_bytes())) for n in range(30)]
    job = bare.desk.job(bare.post("/batches", files=parts).headers["location"].rpartition("/")[2])
    bare.post(f"/jobs/{job.id}/cancel")
    assert "已经停下" in bare.get(f"/jobs/{job.id}").text
    wait_for(job)
    deadline = time.monotonic() + 60  # 页面上已经停下，手里的一册还要收拾完
    while (left := {path for path in set(bare.desk.folder.iterdir()) - before if path.is_dir()}) and (
        time.monotonic() < deadline
    ):
        time.sleep(0.05)
    assert not left
    assert job.state == "cancelled"


def test_核对_打开一项不平的_看到谁对不上(town: Site, batch: str) -> None:
    board = town.work(f"{batch}/checks", data={"town": "芦庙镇", "period": "2023", "village": ""})
    text = town.get(board).text
    assert "不平" in text
    cards = re.findall(rf'<a href="({board}/\d+)"', text)
    opened = _Page(town.get(cards[0]).text)
    assert "对不上的" in opened.words
    assert "details" in opened.tags
    assert mask_text(opened.words) == opened.words
    assert town.get(f"{board}/workbook").content.startswith(b"PK")
    assert town.get(f"{board}/99999").status_code == 404


def test_材料_预览_每个数追到行_下载(town: Site, batch: str) -> None:
    report = town.work(f"{batch}/reports", data={"town": "芦庙镇", "period": "2023", "kind": "工作总结"})
    text = town.get(report).text
    assert "全镇共有脱贫户" in _Page(text).words
    assert text.count("<svg") >= 2
    link = re.search(r'href="([^"]+/figures/[^"]+)" data-shown="121户"', text)
    assert link
    figure = _Page(town.get(link[1]).text).words
    assert "出自121行" in figure
    assert "户类型" in figure.partition("展开")[0]
    assert "柳河村.xlsx › 户台账" in figure
    answer = town.get(f"{report}/docx")
    assert "filename*=UTF-8''" in answer.headers["content-disposition"]
    written = "".join(p.text for p in Document(io.BytesIO(answer.content)).paragraphs)
    assert "121户" in written
    with zipfile.ZipFile(io.BytesIO(answer.content)) as package:
        assert "fupin-figures" in package.read("docProps/custom.xml").decode()
    assert town.get(f"{report}/figures/没有这个指标").status_code == 404


def test_写不了的说明原因(town: Site, batch: str) -> None:
    asked = {"town": "芦庙镇", "period": "2023", "kind": "专项", "topic": ""}
    job = town.desk.job(town.post(f"{batch}/reports", data=asked).headers["location"].rpartition("/")[2])
    wait_for(job)
    assert "专项材料要指明专题" in town.get(f"/jobs/{job.id}").text
    for wrong in ({"town": "没有的镇"}, {"village": "没有的村"}, {"period": "去年"}, {"period": "1999"}):
        again = town.post(f"{batch}/checks", data={"town": "芦庙镇", "period": "2023", **wrong})
        job = town.desk.job(again.headers["location"].rpartition("/")[2])
        wait_for(job)
        assert job.state == "failed"
        assert "程序内部出错" not in job.error


def test_校核_文件_同台账比对(town: Site, batch: str, tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("芦庙镇2023年工作总结")
    document.add_paragraph("截至2023年12月底，全镇共有脱贫户999户。电话13800138000。")
    document.save(str(tmp_path / "总结.docx"))
    against = f"{batch.rpartition('/')[2]}|芦庙镇|2023"
    files = {"file": ("总结.docx", (tmp_path / "总结.docx").read_bytes())}
    proof = town.work("/proofread", files=files, data={"text": "", "against": against})
    text = town.get(proof).text
    assert 'class="fault' in text
    assert "121" in text
    assert "138****8000" in text
    assert town.get(f"{proof}/annotated").content.startswith(b"PK")


@pytest.mark.parametrize("data", [{"text": ""}, {"text": "  "}])
def test_什么也没贴(bare: Site, data: dict[str, str]) -> None:
    assert bare.post("/proofread", data=data).status_code == 400


def test_五十个请求一起来_都答得上(town: Site, batch: str) -> None:
    report = town.work(f"{batch}/reports", data={"town": "芦庙镇", "period": "2023", "kind": "工作总结"})
    figures = re.findall(r'href="([^"]+/figures/[^"]+)"', town.get(report).text)
    paths = [batch, f"{batch}/findings", f"{batch}/reports", report, f"{report}/docx", *figures] * 2
    with ThreadPoolExecutor(50) as pool:
        codes = list(pool.map(lambda path: town.get(path).status_code, paths[:50]))
    assert codes == [200] * 50
