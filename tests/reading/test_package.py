"""自己解压的部件与标准库解压的一样：好的、改坏几个字节的、截断的。"""

import io
import zipfile
import zlib

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from fupin_cli.errors import FupinError
from fupin_cli.reading.limits import Limits
from fupin_cli.reading.package import unpack

SHEET = ("<row><c><v>柳河村</v></c></row>" * 300).encode()
PARTS = {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"", "xl/worksheets/sheet1.xml": SHEET}


def packed(method: int) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in PARTS.items():
            archive.writestr(name, data)
    return stream.getvalue()


WHOLE = [packed(zipfile.ZIP_DEFLATED), packed(zipfile.ZIP_STORED), packed(zipfile.ZIP_LZMA)]
ALL_GOOD = 3


def by_library(content: bytes, name: str) -> bytes | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return archive.read(name)
    except Exception:  # 标准库遇到坏的压缩包什么错都报得出
        return None


def ours(content: bytes) -> dict[str, bytes] | None:
    try:
        return unpack(content, "台账.xlsx", Limits())
    except FupinError as error:
        return {} if "不像村级台账" in error.message else None


def test_各种压缩方法的都解得开() -> None:
    assert [ours(content) for content in WHOLE] == [PARTS] * ALL_GOOD


@settings(max_examples=400, deadline=None)
@given(
    content=st.sampled_from(WHOLE),
    changes=st.lists(st.tuples(st.integers(min_value=0), st.integers(0, 255)), max_size=4),
    end=st.one_of(st.none(), st.integers(min_value=0)),
)
def test_坏了的压缩包与标准库一样(content: bytes, changes: list[tuple[int, int]], end: int | None) -> None:
    damaged = bytearray(content)
    for place, value in changes:
        damaged[place % len(damaged)] = value
    data = bytes(damaged if end is None else damaged[: end % len(damaged)])
    found = ours(data)
    assume(found != {})  # 目录里自称的大小超过了限度，不是坏不坏的事
    expected = {name: by_library(data, name) for name in (PARTS if found is None else found)}
    if found is None:  # 至少有一个部件标准库也读不出，或者连它的名字也坏了
        assert None in expected.values()
    else:
        assert found == expected


def test_目录里写的校验码不对就是坏了() -> None:
    content = bytearray(WHOLE[0])
    at = content.rfind(zlib.crc32(SHEET).to_bytes(4, "little"))
    content[at] ^= 1
    assert ours(bytes(content)) is None
