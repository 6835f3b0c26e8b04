"""网页在真的浏览器里：一万处也打得开，能搜能筛能收起，能印成 PDF，手机上不横着拉，不联网，脚本不跑。"""

import base64
import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from browser import NEEDED, complaints, wide
from fupin_cli.cli import run
from pages.test_balances_page import town

pytestmark = NEEDED
ROWS = 1800
SCRIPT = '"><img src=x onerror="document.title=1"><script>document.title=2</script>'
HEADER = (
    "村",
    "户编号",
    "户主姓名",
    "学生姓名",
    "证件号码",
    "学期",
    "学校名称",
    "补助金额",
    "联系电话",
    "备注",
)


@dataclass
class Window:
    """浏览器窗口，开着一页。"""

    driver: Any

    def open(self, path: Path, width: int = 1200) -> None:
        wide(self.driver, width)
        self.driver.get_log("performance")
        self.driver.get(path.as_uri())

    def run(self, script: str, *values: Any) -> Any:
        return self.driver.execute_script(script, *values)

    @property
    def shown(self) -> int:
        """“显示…处”里的数。"""
        text = str(self.run("return document.getElementById('shown').textContent"))
        return int("".join(sign for sign in text if sign.isdigit()))

    def until_shown(self, wanted: int) -> None:
        end = time.monotonic() + 60
        while self.shown != wanted and time.monotonic() < end:
            time.sleep(0.05)
        assert self.shown == wanted

    def drawn(self) -> int:
        return int(self.run("return document.querySelectorAll('.items li:not(.more)').length"))

    def too_wide(self) -> list[str]:
        """比屏幕宽的东西；表格在自己的框里横着拉，不算。"""
        return list(
            self.run(
                "return [...document.querySelectorAll('body *')].filter((node) => !node.closest('.scroll') && "
                "node.getBoundingClientRect().right > document.documentElement.clientWidth + 1)"
                ".map((node) => node.tagName + ' ' + node.className)"
            )
        )

    def asked_for(self) -> set[str]:
        """这一页要过的网址。"""
        events = (json.loads(line["message"])["message"] for line in self.driver.get_log("performance"))
        return {
            event["params"]["request"]["url"]
            for event in events
            if event["method"] == "Network.requestWillBeSent"
        }

    def complaints(self) -> list[str]:
        return complaints(self.driver)


@pytest.fixture(scope="module")
def window(driver: Any) -> Window:
    complaints(driver)
    return Window(driver)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """一万多处问题的校验结果，每个文字格子里都有标签。"""
    folder = tmp_path_factory.mktemp("多")
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.title = "雨露计划"
    page.append(HEADER)
    for number in range(ROWS):
        village = ("柳河村", "石桥村")[number % 2]
        name = f"甄{number}" if number else SCRIPT
        wrong = f"34169920060320{number % 10000:04d}"
        page.append(
            (village, f"{number} ", name, f" {SCRIPT}", wrong, "上学期", SCRIPT, "一千", "12345", SCRIPT)
        )
    source = folder / "雨露计划2023.xlsx"
    book.save(source)
    target = folder / "结果.html"
    assert run(["validate", str(source), "-f", "html", "-o", str(target), "-q"]) == 1
    return target


def test_一万处也打得开_脚本不跑_不联网(window: Window, many: Path) -> None:
    window.open(many)
    assert window.shown > 10_000
    window.run("for (const node of document.querySelectorAll('main details')) node.open = true")
    assert window.drawn() < 2_000
    assert window.run("return document.title") == "台账校验结果"
    assert window.run("return document.querySelectorAll('img, main script').length") == 0
    assert SCRIPT in str(window.run("return document.querySelector('main').textContent"))
    assert window.asked_for() == {many.as_uri()}
    assert window.complaints() == []


def test_搜索_按村筛_按级别筛_点热力表(window: Window, many: Path) -> None:
    window.open(many)
    every = window.shown
    window.driver.find_element("id", "text").send_keys("甄1234")
    end = time.monotonic() + 60
    while window.shown == every and time.monotonic() < end:
        time.sleep(0.05)
    found = window.shown
    assert 0 < found < 20
    assert window.drawn() == found
    window.run("document.getElementById('text').value = ''")
    window.run("document.querySelector('[name=level][value=error]').click()")
    warnings = window.shown
    assert warnings < every
    assert window.run(
        "return [...document.querySelectorAll('[data-level=error]')].every((node) => node.hidden)"
    )
    window.run("document.querySelector('[name=level][value=error]').click()")
    window.run(
        "const box = document.querySelector('select[data-key=village]'); box.value = '石桥村';"
        "box.dispatchEvent(new Event('change', {bubbles: true}))"
    )
    assert window.shown < every
    cell = "document.querySelector('.heat button[data-village=柳河村][data-code=CE016]')"
    count = int(str(window.run(f"return {cell}.textContent")))
    window.run(f"{cell}.click()")
    window.until_shown(count)
    assert count == ROWS // 2


def test_先列五十处_再列五十处_看整行_全部收起(window: Window, many: Path) -> None:
    window.open(many)
    group = "document.querySelector('.group[data-code=CE016]')"
    window.run(f"{group}.open = true")
    time.sleep(0.3)
    items = f"return {group}.querySelectorAll('li:not(.more)').length"
    assert window.run(items) == 50
    window.run(f"{group}.querySelector('.more button').click()")
    assert window.run(items) == 100
    cells = f"return {group}.querySelector('li dl').children.length"
    before = int(window.run(cells))
    window.run(f"{group}.querySelector('li dl .row').click()")
    assert before < int(window.run(cells)) == len(HEADER)
    window.run("document.getElementById('close').click()")
    assert window.run("return document.querySelectorAll('main details[open]').length") == 0


def test_印成PDF_列出的都在_没印完的说清(window: Window, many: Path, tmp_path: Path) -> None:
    window.open(many)
    window.run("document.querySelector('.heat button[data-village=柳河村][data-code=CE016]').click()")
    printed = base64.b64decode(window.driver.execute_cdp_cmd("Page.printToPDF", {})["data"])
    assert printed.startswith(b"%PDF")
    assert (
        window.run("return document.querySelectorAll('.group:not([hidden]) li:not(.more)').length")
        == ROWS // 2
    )
    assert window.run("return document.getElementById('cut').hidden")
    window.run("for (const box of document.querySelectorAll('select')) box.value = ''")
    window.run("document.getElementById('filters').dispatchEvent(new Event('change'))")
    window.run("window.dispatchEvent(new Event('beforeprint'))")
    assert window.drawn() == 1000
    assert "只印出前1000处" in str(window.run("return document.getElementById('cut').textContent"))


@pytest.fixture(scope="module")
def others(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """核对结果和数字两页。"""
    folder = town(tmp_path_factory.mktemp("镇"), stated=3)
    targets = {"核对": folder / "核对.html", "数字": folder / "数字.html"}
    assert run(["reconcile", "-w", str(folder), "-f", "html", "-o", str(targets["核对"]), "-q"]) == 1
    assert run(["trace", "--all", "-w", str(folder), "-f", "html", "-o", str(targets["数字"]), "-q"]) == 0
    return targets


def test_三种页在手机上都不横着拉_打印不报错(window: Window, many: Path, others: dict[str, Path]) -> None:
    for path in (many, *others.values()):
        window.open(path, width=360)
        window.run("for (const node of document.querySelectorAll('main details')) node.open = true")
        time.sleep(0.5)
        assert window.too_wide() == []
        assert window.run("return document.documentElement.scrollWidth") <= 360
        window.driver.execute_cdp_cmd("Page.printToPDF", {}) if path != many else None
        assert window.asked_for() == {path.as_uri()}
        assert window.complaints() == []


def test_核对页_按结果筛_搜人名_展开看到行(window: Window, others: dict[str, Path]) -> None:
    window.open(others["核对"])
    assert "差 -2户" in str(window.run("return document.querySelector('.check summary').textContent"))
    window.run(
        "for (const box of document.querySelectorAll('[name=level]')) if (box.value !== 'error') box.click()"
    )
    assert window.run("return document.getElementById('fine').hidden")
    assert not window.run("return document.getElementById('error').hidden")
    window.run("for (const box of document.querySelectorAll('[name=level]')) if (!box.checked) box.click()")
    window.driver.find_element("id", "text").send_keys("RC025")
    window.until_shown(1)
    assert "疑似同一人" in str(window.run("return document.querySelector('main').innerText"))


def test_数字页_按台账筛(window: Window, others: dict[str, Path]) -> None:
    window.open(others["数字"])
    every = window.shown
    window.run(
        "const box = document.querySelector('select'); box.value = '户';"
        "box.dispatchEvent(new Event('change', {bubbles: true}))"
    )
    assert 0 < window.shown < every
