"""交文件：名字里的花样不起作用，太多太大的不收，用完删除。"""

from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_cli.reading.limits import Limits
from fupin_cli.web.uploads import UploadLimits, safe_path
from web.ledgers import pupils
from web.site import Site, wait_for

TRICKS = [
    "../../../etc/passwd.xlsx",
    "..\\..\\Windows\\a.xlsx",
    "/etc/柳河村.xlsx",
    "C:\\台账\\柳河村.xlsx",
    "....//....//a.xlsx",
    "a/../../b.xlsx",
    "con.xlsx",
    "a\x00b.xlsx",
    "柳河村\r\nX: y.xlsx",
    "~/.ssh/x.xlsx",
    "-rf.xlsx",
    "%2e%2e%2fa.xlsx",
]


@pytest.mark.parametrize("name", TRICKS)
def test_名字里的花样(name: str, tmp_path: Path) -> None:
    path = safe_path(name)
    assert not path.is_absolute()
    assert ".." not in path.parts
    assert (tmp_path / path).resolve().is_relative_to(tmp_path)
    assert path.suffix == ".xlsx"
    assert not set("\x00\r\n:%/\\") & set(path.name)


@given(st.text(max_size=300))
def test_随便什么名字都落在文件夹里(name: str) -> None:
    path = safe_path(name)
    assert path.parts
    assert not path.is_absolute()
    assert all(part not in {"", ".", ".."} and len(part) <= 81 for part in path.parts)


def test_文件夹和时期留着() -> None:
    assert safe_path("台账/2023H1/柳河村（终稿）.xlsx") == PurePosixPath("台账/2023H1/柳河村（终稿）.xlsx")


@pytest.mark.parametrize("name", TRICKS)
def test_交来以后只在自己的文件夹里(bare: Site, tmp_path: Path, name: str) -> None:
    source = pupils(tmp_path)
    sent = name.replace("\r\n", "")
    batch = bare.desk.batches.get(bare.hand_over(source, names={source: sent}).rpartition("/")[2])
    kept = [path for path in batch.folder.rglob("*") if path.is_file()]
    assert len(kept) == 1
    assert kept[0].resolve().is_relative_to(bare.desk.folder.resolve())
    assert str(bare.desk.folder) not in bare.get(f"/b/{batch.id}").text


def test_同名的都留下(bare: Site, tmp_path: Path) -> None:
    source = pupils(tmp_path)
    parts = [("files", ("柳河村.xlsx", source.read_bytes())) for _ in range(3)]
    batch = bare.desk.batches.get(bare.work("/batches", files=parts).rpartition("/")[2])
    assert sorted(path.name for path in batch.folder.rglob("*.xlsx")) == [
        "柳河村.xlsx",
        "柳河村（2）.xlsx",
        "柳河村（3）.xlsx",
    ]


def test_上限同读台账的一样() -> None:
    assert UploadLimits().file_bytes == Limits().file_bytes


@pytest.mark.parametrize(
    ("limits", "says"),
    [
        (UploadLimits(file_bytes=1000), "超过"),
        (UploadLimits(total_bytes=1000), "一共超过"),
        (UploadLimits(files=1), "最多交1个"),
    ],
)
def test_太大太多的不收_也不留下(
    bare: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limits: UploadLimits, says: str
) -> None:
    monkeypatch.setattr(bare.desk, "limits", limits)
    content = pupils(tmp_path).read_bytes()
    before = set(bare.desk.folder.rglob("*.xlsx"))
    parts = [("files", (f"{number}.xlsx", content)) for number in range(2)]
    answer = bare.post("/batches", files=parts)
    assert answer.status_code == 413
    assert says in answer.text
    assert set(bare.desk.folder.rglob("*.xlsx")) == before


def test_没有说多大也不能一直传(bare: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bare.desk, "limits", UploadLimits(total_bytes=100_000))
    head = b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.xlsx"\r\n\r\n'
    pieces = (piece for piece in [head, *[b"0" * 10_000] * 100, b"\r\n--x--\r\n"])
    answer = bare.post(
        "/batches", content=pieces, headers={"Content-Type": "multipart/form-data; boundary=x"}
    )
    assert answer.status_code == 413


def test_一般表单也有上限(bare: Site, tmp_path: Path) -> None:
    batch = bare.hand_over(pupils(tmp_path))
    assert bare.post(f"{batch}/reports", data={"town": "镇" * 100_000}).status_code == 413


def test_没有台账的说清楚(bare: Site) -> None:
    answer = bare.post("/batches", files=[("files", ("说明.txt", b"x"))])
    assert answer.status_code == 400
    assert "没有台账" in answer.text
    assert bare.post("/batches", files=[("files", ("", b""))]).status_code == 400


def test_读不了的说是哪个文件_不露出放在哪里(bare: Site) -> None:
    answer = bare.post("/batches", files=[("files", ("坏的.xlsx", b"PK\x03\x04" + b"x" * 100))])
    job = bare.desk.job(answer.headers["location"].rpartition("/")[2])
    wait_for(job)
    text = bare.get(f"/jobs/{job.id}").text
    assert "坏的.xlsx" in text
    assert str(bare.desk.folder) not in text


def test_收起就删除(bare: Site, tmp_path: Path) -> None:
    address = bare.hand_over(pupils(tmp_path))
    folder = bare.desk.batches.get(address.rpartition("/")[2]).folder
    assert folder.exists()
    bare.post(f"{address}/away")
    assert not folder.exists()
    assert bare.get(address).status_code == 404


def test_只留最近几批(bare: Site, tmp_path: Path) -> None:
    source = pupils(tmp_path)
    first = bare.hand_over(source)
    folder = bare.desk.batches.get(first.rpartition("/")[2]).folder
    for _ in range(4):
        bare.hand_over(source)
    assert bare.get(first).status_code == 404
    assert not folder.exists()
