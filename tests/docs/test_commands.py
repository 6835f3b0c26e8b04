"""文档和 README 里写着的命令都能照着敲：在示例的副本里一条条运行，退出状态和显示的话与写的一样。

页里的记号：`<!-- 示例：芦庙镇 -->` 换到这个示例的副本里；`<!-- 改：文件 表 行 列 值 -->` 改台账的一格；
命令后面的 `# 退出状态 1` 是它的退出状态，不写是 0；命令下面的行是它显示的话。
副本里开着读表缓存：一页里十来条命令，同样的表只读一遍（读缓存和重读一字不差，由 tests/intake 看着）。
"""

import re
import shlex
import shutil
from pathlib import Path

import openpyxl
import pytest

from fupin_cli.cli import run

ROOT = Path(__file__).parents[2]
_STATUS = re.compile(r"\s+# 退出状态 ([12])$")
_EXAMPLE = re.compile(r"<!-- 示例：(\S+) -->")
_EDIT = re.compile(r"<!-- 改：(\S+) (\S+) (\d+) (\S+) (.*) -->")
# 半年.md 有自己的测试：中间要改几处台账
PAGES = [p for p in sorted((ROOT / "docs").rglob("*.md")) if "```console" in p.read_text(encoding="utf-8")]
PAGES = [page for page in PAGES if page.name != "半年.md"]


def _edit(path: str, sheet: str, row: str, header: str, value: str) -> None:
    book = openpyxl.load_workbook(path)
    at = {cell.value: cell.column for cell in book[sheet][3]}
    cell = book[sheet].cell(int(row), at[header])
    cell.value = float(value) if re.fullmatch(r"[0-9]+(\.[0-9]+)?", value) else value
    book.save(path)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_照着敲就是写着的结果(page, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    inside, ran, told = False, 0, ""
    for line in page.read_text(encoding="utf-8").splitlines():
        if example := _EXAMPLE.fullmatch(line):
            copy = tmp_path / "副本" / example[1]
            shutil.copytree(ROOT / "examples" / example[1], copy)
            config = copy / "fupin.toml"
            text = config.read_text(encoding="utf-8")
            assert "[workspace]\n" in text
            config.write_text(text.replace("[workspace]\n", "[workspace]\ncache = true\n"), encoding="utf-8")
            monkeypatch.chdir(copy)
        elif edit := _EDIT.fullmatch(line):
            _edit(*edit.groups())
        elif line.startswith("```"):
            inside = line == "```console"
        elif inside and line.startswith("$ fupin "):
            status = _STATUS.search(line)
            found = run(shlex.split(_STATUS.sub("", line).removeprefix("$ fupin ")))
            said = capsys.readouterr()
            told = said.out + said.err
            assert found == (int(status[1]) if status else 0), (line, told)
            ran += 1
        elif inside and line:
            assert line in told, (line, told)
    assert ran


def test_文档里提到的文件都在():
    for page in [*(ROOT / "docs").rglob("*.md"), ROOT / "README.md", ROOT / "SECURITY.md"]:
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
            if not target.startswith(("http:", "https:")):
                assert (page.parent / target).exists(), f"{page.name} 里的链接 {target} 不存在"
