"""校验结果网页：一个文件，不联网，遮挡个人信息，几千处也能搜，手机和打印都看得清。"""

import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest

from fupin_cli.cli import run
from sheets import Sheet, sheet, workbook

TABLE = """
| 序号 | 户编号 | 户主姓名 | 学生姓名 | 证件号码 | 学期 | 补助金额 | 联系电话 | 银行卡号 |
| {1} | 3416990001001 | 甄有田 | <b>甄小禾 | 341699200603200028 | 2023春 | "><script>alert(1)</script> | 13800138000 | 6228481234567890123 |
| {2} | 3416990001002 | 甄明 | 甄小苗 | 341699200603200029 | 上学期 | {1500} | 13800138001 | |
"""


def page(folder: Path, *sheets: Sheet) -> str:
    source = workbook(folder / "柳河村2023.xlsx", *(sheets or (sheet(TABLE, name="雨露计划"),)))
    target = folder / "结果.html"
    assert run(["validate", str(source), "-f", "html", "-o", str(target), "-q"]) == 1
    return target.read_text(encoding="utf-8")


class _Tags(HTMLParser):
    """各种标签的次数和全部属性。"""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes += attrs


def test_一个文件不联网_脚本和样式都有指纹(tmp_path: Path) -> None:
    text = page(tmp_path)
    tags = _Tags(text)
    assert not {name for name, _ in tags.attributes} & {"src", "href", "style", "onclick", "action"}
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    assert policy is not None
    assert "default-src 'none'" in policy[1]
    assert "unsafe-inline" not in policy[1]
    assert policy[1].count("'sha256-") == 2


def test_台账里的标签都是文字(tmp_path: Path) -> None:
    tags = _Tags(page(tmp_path))
    assert tags.names.count("script") == 1
    assert "alert(1)" in page(tmp_path)
    assert "<b>甄小禾" not in page(tmp_path)


def test_出错的格子带着本行左右的格子_号码都遮住(tmp_path: Path) -> None:
    text = page(tmp_path)
    assert "E 证件号码" in text
    assert "341699********0028" in text
    for number in ("341699200603200028", "13800138000", "6228481234567890123"):
        assert number not in text


def test_按村分组_热力表按村和规则计数(tmp_path: Path) -> None:
    text = page(tmp_path)
    assert 'data-village="柳河村"' in text
    assert re.search(r'<th scope="row">柳河村</th>(<td class="h4">1</td>)+', text)


def test_没有问题时也写出一页(tmp_path: Path) -> None:
    good = sheet(
        """
        | 户编号 | 学生姓名 | 证件号码 | 学期 | 补助金额 |
        | 3416990001001 | 甄小禾 | 341699200603200029 | 2023春 | {1500} |
        """
    )
    source = workbook(tmp_path / "柳河村2023.xlsx", good)
    target = tmp_path / "结果.html"
    assert run(["validate", str(source), "-f", "html", "-o", str(target), "-q", "--select", "CE"]) == 0
    assert "没有发现问题" in target.read_text(encoding="utf-8")


@pytest.fixture
def chromium(tmp_path: Path) -> list[str]:
    program = shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chrome")
    if program is None:
        pytest.skip("没有 Chromium")
    return [
        program,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        f"--user-data-dir={tmp_path / 'profile'}",
    ]


@pytest.mark.slow
def test_浏览器里脚本能跑_三百六十像素宽不横向滚动(tmp_path: Path, chromium: list[str]) -> None:
    text = page(tmp_path)
    shown = subprocess.run(
        [*chromium, "--dump-dom", (tmp_path / "结果.html").as_uri()],
        capture_output=True,
        check=True,
        timeout=120,
    ).stdout.decode("utf-8")
    count = re.search(r"<output[^>]*>显示(\d+)处", shown)
    assert count is not None
    assert int(count[1]) == text.count("<li data-text=")
    frame = tmp_path / "手机.html"
    frame.write_text(
        '<iframe id="f" width="360" height="700" src="结果.html"></iframe><p id="w"></p><script>'
        "onload = () => { const d = f.contentDocument.documentElement;"
        " w.textContent = `宽${d.scrollWidth}/${d.clientWidth}`; };</script>",
        encoding="utf-8",
    )
    measured = subprocess.run(
        [*chromium, "--allow-file-access-from-files", "--dump-dom", frame.as_uri()],
        capture_output=True,
        check=True,
        timeout=120,
    ).stdout.decode("utf-8")
    sizes = re.search(r"宽(\d+)/(\d+)", measured)
    assert sizes is not None
    assert int(sizes[1]) <= int(sizes[2]) <= 360
