"""同样的台账，带附表、附图、红头，两次写出的字节相同；附表对得上正文。"""

import shutil
from pathlib import Path

import pytest

from fupin_cli.cli import run
from fupin_cli.resources import folder

RED = '"文号" = "芦政〔2024〕3号"\n"印发机关" = "芦庙镇党政办公室"\n"抄送" = ["县乡村振兴局"]\n'


def test_两次写出的字节相同(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(folder("examples") / "芦庙镇", tmp_path / "镇")
    monkeypatch.chdir(tmp_path / "镇")
    config = Path("fupin.toml")
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("[report]\n", f"[report]\n{RED}"), encoding="utf-8")
    options = ["--period", "2023", "--tables", "--charts", "--profile", "红头", "--no-check", "-q"]

    for name in ("一.docx", "二.docx"):
        assert run(["report", *options, "-o", name]) == 0

    first = Path("一.docx").read_bytes()
    assert first == Path("二.docx").read_bytes()
    assert b"<wpg:wgp>" in first
