"""在真的浏览器里走一遍：拖进台账、筛选、打开一项不平、写材料并下载、校核；手机宽度也不用横着拉。"""

import base64
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from browser import NEEDED, complaints, wide
from web.ledgers import hostile, pupils
from web.looks import CONTRAST
from web.site import Site, running

pytestmark = NEEDED
DROP = """
const transfer = new DataTransfer();
const bytes = Uint8Array.from(atob(arguments[1]), (c) => c.charCodeAt(0));
transfer.items.add(new File([bytes], arguments[2]));
const zone = document.getElementById(arguments[0]);
for (const kind of ["dragover", "drop"])
  zone.dispatchEvent(new DragEvent(kind, {dataTransfer: transfer, bubbles: true, cancelable: true}));
"""


class Window:
    """浏览器窗口。"""

    def __init__(self, driver: Any, site: Site, downloads: Path) -> None:
        self.driver = driver
        self.site = site
        self.downloads = downloads
        self.base = f"http://127.0.0.1:{site.keys.port}"

    def open(self, path: str) -> None:
        self.driver.get(self.base + path)

    def all(self, css: str) -> list[Any]:
        return list(self.driver.find_elements("css selector", css))

    def one(self, css: str) -> Any:
        return self.driver.find_element("css selector", css)

    def text(self) -> str:
        return str(self.driver.execute_script("return document.querySelector('main').innerText"))

    def until(self, true: Callable[[], Any], what: str, seconds: float = 240) -> Any:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            found = true()
            if found:
                return found
            time.sleep(0.2)
        pytest.fail(f"等了{seconds}秒也没有：{what}\n{self.text()}")

    def until_says(self, words: str) -> None:
        self.until(lambda: words in self.text(), words)

    def drop(self, zone: str, path: Path) -> None:
        content = base64.b64encode(path.read_bytes()).decode("ascii")
        self.driver.execute_script(DROP, zone, content, path.name)
        self.until(lambda: path.name in self.one(f"#{zone} .chosen").text, "认出拖进来的文件")

    def complaints(self) -> list[str]:
        """浏览器控制台里的报错，违反安全策略的也在内。"""
        return complaints(self.driver)


@pytest.fixture(scope="module")
def window(driver: Any, small_town: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Window]:
    downloads = tmp_path_factory.mktemp("下载")
    behaviour = {"behavior": "allow", "downloadPath": str(downloads)}
    driver.execute_cdp_cmd("Browser.setDownloadBehavior", behaviour)
    wide(driver, 1280)
    with running(small_town) as site:
        driver.get(site.keys.address)
        complaints(driver)
        yield Window(driver, site, downloads)
        driver.get("about:blank")


def test_拖进来_看问题_筛选(window: Window, tmp_path: Path) -> None:
    window.open("/")
    window.drop("upload", pupils(tmp_path))
    window.one("#upload button.main").click()
    window.until_says("每张表是怎么认的")
    window.one(".actions a.main").click()
    window.until_says("符合条件的2处")
    window.one("[name=q]").send_keys("甄小苗")
    window.until_says("符合条件的1处")
    assert "q=%E7%94%84" in window.driver.current_url
    assert [mark.text for mark in window.all(".rule .cell")] == ["F3"]
    window.one(".rule details summary").click()
    assert "138****8001" in window.text()
    assert not window.complaints()


def test_台账里的脚本不运行(window: Window, tmp_path: Path) -> None:
    window.open("/")
    window.drop("upload", hostile(tmp_path))
    window.one("#upload button.main").click()
    window.until_says("每张表是怎么认的")
    for path in ("", "/findings", "/checks", "/reports"):
        window.open(f"/b/{window.site.desk.batches.newest_first()[0].id}{path}")
        assert "alert(2)" not in str(window.driver.execute_script("return [...document.images].map(String)"))
        assert len(window.all("script")) == 1
    assert not window.complaints()


def test_核对_写材料_下载_校核(window: Window) -> None:
    window.open("/")
    window.one(".own button").click()
    window.until_says("收到的台账")
    window.one(".steps li:nth-child(3) a").click()
    window.one(".asking button.main").click()
    window.until_says("在册数截至")
    window.one(".card.error a").click()
    window.until_says("对不上的")
    window.one(".who summary").click()
    assert window.one(".who[open] .cells").is_displayed()

    window.one(".steps li:nth-child(4) a").click()
    window.one(".asking button.main").click()
    window.until_says("材料里的数")
    clickable = {link.text: link for link in window.all("#paper a.figure")}
    clickable["121户"].click()
    window.until_says("出自121行")
    window.driver.back()
    window.until_says("材料里的数")
    window.one(".actions a.main").click()
    saved = window.until(lambda: list(window.downloads.glob("*.docx")), "下载好的文档")[0]
    assert "121户" in "".join(paragraph.text for paragraph in Document(str(saved)).paragraphs)

    window.open("/proofread")
    window.one("#text").send_keys(
        "全镇共有监测户115户，其中脱贫不稳定户6户，边缘易致贫户88户，突发严重困难户22户。"
    )
    window.one("#proofread button.main").click()
    window.until_says("合计与分项不符")
    assert window.one("a.fault.error").text == "115户"
    line = window.one("a.fault.error").value_of_css_property("text-decoration-line")
    assert line == "underline"
    window.open("/proofread")
    window.drop("proofread", saved)
    window.one("#proofread button.main").click()
    window.until_says(f"校核：{saved.name}")
    assert not window.complaints()


def test_拖进系统导出比对_下载核实单(window: Window, small_town: Path) -> None:
    newest = window.site.desk.batches.newest_first()[0]
    window.open(f"/b/{newest.id}/checks")
    window.drop("checking", small_town / "台账" / "芦庙镇" / "柳河村.xlsx")
    window.one("#checking button.main").click()
    window.until_says("同柳河村.xlsx比对")
    window.open(f"/b/{newest.id}/slips")
    window.one("#slipping button.main").click()
    saved = window.until(lambda: list(window.downloads.glob("*核实单.zip")), "下载好的核实单")[0]
    assert saved.stat().st_size > 0
    assert not window.complaints()


def test_打印只印内容_按钮和筛选不印(window: Window, tmp_path: Path) -> None:
    window.open("/")
    window.drop("upload", pupils(tmp_path))
    window.one("#upload button.main").click()
    window.until_says("每张表是怎么认的")
    window.one(".actions a.main").click()
    window.until_says("符合条件的2处")
    window.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    shown = "return [...document.querySelectorAll(arguments[0])].some((one) => one.offsetParent !== null)"
    for hidden in (".top", ".actions", ".filters"):
        assert not window.driver.execute_script(shown, hidden), hidden
    assert "看不懂的学期" in window.text()
    assert "甄小苗" in window.text()
    printed = base64.b64decode(window.driver.execute_cdp_cmd("Page.printToPDF", {})["data"])
    window.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    assert printed.startswith(b"%PDF")
    assert len(printed) > 10_000


def test_手机上不用横着拉_键盘走得到(window: Window) -> None:
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.keys import Keys

    newest = window.site.desk.batches.newest_first()[0]
    pages = [
        "/",
        "/proofread",
        *(f"/b/{newest.id}{tail}" for tail in ("", "/findings", "/checks", "/slips", "/reports")),
    ]
    pages += [f"/b/{newest.id}/checks/{one.id}" for one in newest.balances.newest_first()]
    pages += [f"/b/{newest.id}/reports/{one.id}" for one in newest.reports.newest_first()]
    for width in (360, 1280):
        wide(window.driver, width)
        for path in pages:
            window.open(path)
            assert window.driver.execute_script("return document.documentElement.scrollWidth") <= width
            assert window.driver.execute_script(CONTRAST) == []
    window.open("/")
    window.one("body").send_keys(Keys.TAB)
    assert window.driver.switch_to.active_element.text == "跳到正文"
    window.open(f"/b/{newest.id}/checks")
    reached = set()
    for _ in range(40):
        ActionChains(window.driver).send_keys(Keys.TAB).perform()
        reached.add(window.driver.execute_script("return document.activeElement.outerHTML"))
    shown = "[...document.querySelectorAll('a[href],button,select,input:not([type=hidden])')]"
    controls = window.driver.execute_script(f"return {shown}.map((x) => x.outerHTML)")
    assert set(controls) <= reached
    unnamed = "return [...document.querySelectorAll('input:not([type=hidden]),select,textarea')]"
    for path in pages:
        window.open(path)
        assert window.driver.execute_script(f"{unnamed}.filter((x) => !x.labels.length).length") == 0


def test_点结束(window: Window) -> None:
    window.open("/")
    window.one(".leave button").click()
    window.until_says("已经结束")
