"""Chromium without a window: what a test of a page needs before it can look."""

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

_BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
_DRIVER = shutil.which("chromedriver")
NEEDED = [
    pytest.mark.slow,
    pytest.mark.skipif(not (_BROWSER and _DRIVER), reason="没有 chromium 和 chromedriver，跑不了浏览器测试"),
]
"""Marks of every test that drives it."""
_FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
)


@contextlib.contextmanager
def chromium(profile: Path) -> Iterator[Any]:
    """A driver over a browser whose profile lies in `profile`; it keeps its console and what it asks for.

    Skips the test where selenium is not installed.
    """
    pytest.importorskip("selenium", reason="没有安装 selenium，跑不了浏览器测试")
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    for flag in (*_FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.binary_location = _BROWSER or ""
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(_DRIVER))
    try:
        yield driver
    finally:
        driver.quit()


def wide(driver: Any, width: int, height: int = 800) -> None:
    """Make the page `width` CSS pixels wide; below 600 it is a telephone's."""
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)


def complaints(driver: Any) -> list[str]:
    """What the browser's console said since it was asked last; breaches of the page's policy among it."""
    return [line["message"] for line in driver.get_log("browser")]
