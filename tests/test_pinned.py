"""锁定的依赖：requirements.txt 和 pyproject.toml 合得上，每个包都有校验码，不写软件源的地址；离线包按机器挑包。"""

import importlib.util
import re
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
PINNED = (ROOT / "requirements.txt").read_text(encoding="utf-8")


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


BUNDLE = script("bundle")


def wanted() -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [
        Requirement(line) for line in [*project["dependencies"], *project["optional-dependencies"]["web"]]
    ]


@pytest.mark.parametrize("requirement", wanted(), ids=lambda requirement: requirement.name)
def test_每个依赖都有上限_锁定的版本在范围里(requirement):
    assert any(specifier.operator in {"<", "<=", "==", "~="} for specifier in requirement.specifier)
    pins = [Requirement(line) for line, _ in BUNDLE.entries(PINNED)]
    versions = [
        next(iter(pin.specifier)).version
        for pin in pins
        if pin.name.lower().replace("_", "-") == requirement.name.lower()
    ]
    assert versions, "请运行 python scripts/lock.py"
    assert all(requirement.specifier.contains(version) for version in versions)


def test_每个包都写死版本_都有校验码_没有地址():
    for line, hashes in BUNDLE.entries(PINNED):
        assert [specifier.operator for specifier in Requirement(line).specifier] == ["=="]
        assert re.fullmatch(r"(--hash=sha256:[0-9a-f]{64}\s*)+", hashes)
    assert "://" not in PINNED
    assert "index-url" not in PINNED


def names(kind: str, python: str) -> list[str]:
    text = BUNDLE.needed(PINNED, BUNDLE.PLATFORMS[kind], python)
    return [line.partition("==")[0] for line in text.splitlines()]


@pytest.mark.parametrize("python", ["3.11", "3.13"])
def test_按机器挑包(python):
    windows, linux = names("windows", python), names("linux", python)
    assert set(windows) - set(linux) == {"colorama"}
    assert len(linux) == len(set(linux)), "同一个包只要一个版本"
    assert "numpy" in linux


def test_不同的机器有各自的启动文件(tmp_path):
    for kind, suffix in (("windows", ".bat"), ("linux", ".sh")):
        folder = tmp_path / kind
        folder.mkdir()
        BUNDLE.launchers(folder, BUNDLE.PLATFORMS[kind], ["3.11", "3.12"])
        there = {path.name for path in folder.iterdir()}
        assert there == {f"打开网页{suffix}", f"演示{suffix}", "start.py", "说明.txt", "适用.json"}
        text = (folder / f"打开网页{suffix}").read_bytes()
        assert b"3.11 3.12" in text
        assert b"start.py web" in text
        assert (b"\r\n" in text) is (kind == "windows")
        assert b"{" not in text
