"""缓存：关着就什么也不留；开着，第二次的结果一字不差；坏了、旧了就当没有。"""

import shutil
import stat
import sys
from pathlib import Path

import pytest

from fupin_cli.cli import run
from fupin_cli.gathering import Gathered, expand, gather
from fupin_cli.intake import cache, outcomes
from fupin_cli.workspace import Workspace

EXAMPLE = Path(__file__).parents[2] / "examples" / "芦庙镇"


def workspace(folder: Path, *, on: bool = True) -> Path:
    """The example town, with the cache on."""
    shutil.copytree(EXAMPLE, folder)
    toml = folder / "fupin.toml"
    text = toml.read_text(encoding="utf-8")
    toml.write_text(
        text.replace("[workspace]", "[workspace]\ncache = true", 1) if on else text, encoding="utf-8"
    )
    return folder


@pytest.fixture
def town(tmp_path: Path) -> Path:
    return workspace(tmp_path / "芦庙镇")


def gathered(town: Path) -> Gathered:
    home = Workspace(town)
    return gather(expand([], home), home)


def forbid_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise AssertionError("台账又读了一遍")

    monkeypatch.setattr(outcomes, "read_and_judge", refused)


def test_第二次不读台账_结果一字不差(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = gathered(town)
    forbid_reading(monkeypatch)
    second = gathered(town)
    assert second.readings == first.readings
    assert second.typed == first.typed
    assert repr(second.findings) == repr(first.findings)
    assert second.notes == []


@pytest.mark.parametrize("format", ["json", "text"])
def test_校验和核对的输出有没有缓存都一样(
    town: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, format: str
) -> None:
    monkeypatch.chdir(town)
    said = []
    for more in (["--no-cache"], [], []):
        for command in ("validate", "reconcile"):
            run([command, "-q", "-f", format, *more])
            said.append(capfd.readouterr().out)
    assert said[0:2] == said[2:4] == said[4:6]
    assert any(said)


def test_没有打开就什么也不留(tmp_path: Path) -> None:
    town = workspace(tmp_path / "芦庙镇", on=False)
    gathered(town)
    assert not (town / ".fupin").exists()


def test_no_cache_不读也不写(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(town)
    assert run(["validate", "-q", "--no-cache", "-o", str(town / "一.txt")]) in {0, 1}
    assert not (town / ".fupin").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows 没有这种权限位")
def test_只有本人可读_也不进版本库(town: Path) -> None:
    gathered(town)
    folder = town / ".fupin"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    kept = list(folder.glob("*.parquet"))
    assert len(kept) == len(Workspace(town).ledger_files())
    assert {stat.S_IMODE(path.stat().st_mode) for path in kept} == {0o600}
    assert (folder / ".gitignore").read_text(encoding="utf-8") == "*\n"


def test_坏了的不用_说一声_重新读过(town: Path) -> None:
    first = gathered(town)
    torn, bent, *_ = sorted((town / ".fupin").glob("*.parquet"))
    torn.write_bytes(torn.read_bytes()[:100])
    content = bytearray(bent.read_bytes())
    content[len(content) // 3] ^= 0xFF
    bent.write_bytes(bytes(content))
    second = gathered(town)
    assert len(second.notes) == 2
    assert all("缓存坏了" in note for note in second.notes)
    assert repr(second.findings) == repr(first.findings)
    assert gathered(town).notes == []


def test_台账改了就重新读_旧的不留(town: Path) -> None:
    gathered(town)
    path = Workspace(town).ledger_files()[0]
    before = set((town / ".fupin").glob("*.parquet"))
    shutil.copy(Workspace(town).ledger_files()[1], path)
    gathered(town)
    after = set((town / ".fupin").glob("*.parquet"))
    assert len(after) == len(before)
    assert len(after & before) == len(before) - 1


def test_程序换了版本就不用旧的(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gathered(town)
    monkeypatch.setattr(cache, "_program", lambda: "另一个版本")
    forbid_reading(monkeypatch)
    with pytest.raises(AssertionError, match="又读了一遍"):
        gathered(town)


def test_建不了文件夹就照常读(town: Path) -> None:
    (town / ".fupin").write_text("占着名字", encoding="utf-8")
    assert gathered(town).readings


def test_有多大_在哪里_清空(town: Path, capfd: pytest.CaptureFixture[str]) -> None:
    count = len(gathered(town).readings)
    assert run(["cache", "-w", str(town)]) == 0
    said = capfd.readouterr().out
    assert "缓存已打开" in said
    assert f"{town / '.fupin'}：{count}个文件" in said
    (town / ".fupin" / "留下的.tmp").write_bytes(b"x")
    assert run(["cache", "clear", "-w", str(town)]) == 0
    assert f"{count + 1}个文件" in capfd.readouterr().out
    assert not (town / ".fupin").exists()
    assert run(["cache", "clear", "-w", str(town)]) == 0
    assert capfd.readouterr().out == "没有缓存。\n"


def test_加密的台账不留(town: Path) -> None:
    from msoffcrypto.format.ooxml import OOXMLFile

    path = Workspace(town).ledger_files()[0]
    plain = path.with_suffix(".tmp")
    path.rename(plain)
    with plain.open("rb") as source, path.open("wb") as target:
        OOXMLFile(source).encrypt("芦庙2023", target)
    plain.unlink()
    home = Workspace(town)
    found = gather([path], home, password="芦庙2023")
    assert found.readings[0].tables
    assert list((town / ".fupin").glob("*.parquet")) == []
    assert gather([path], home).failures, "没有密码就打不开，不从缓存里给"
