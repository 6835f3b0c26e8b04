"""号码怎么遮：怎么写都遮住，该留的几位留着，碰巧像的别的数不动。"""

import io
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_cli.privacy import (
    Guarded,
    guarded,
    guarding,
    mask_card,
    mask_id,
    mask_phone,
    mask_text,
    mask_value,
)

IDENTITY, PHONE, CARD = "341699198001010016", "13912345678", "6228480402564890018"


@pytest.mark.parametrize(
    ("written", "masked"),
    [
        (IDENTITY, "341699********0016"),
        ("34169919800101001X", "341699********001X"),
        ("341699198001010016号", "341699********0016号"),
        ("341699198001010016A", "341699********0016A"),
        ("34169919800101001644", "341699**********1644"),
        ("34169919800101001644B1", "341699************44B1"),
        ("341699800101001", "341699*****1001"),
        ("341699 19800101 0016", "341699**********0016"),
        ("341699-1980-01-01-0016", "341699************0016"),
        ("３４１６９９１９８００１０１００１６", "341699********0016"),
        ("１号341699－19800101－0016", "１号341699**********0016"),
    ],
)
def test_证件号码怎么写都遮住(written: str, masked: str) -> None:
    assert mask_text(written) == masked


@pytest.mark.parametrize(
    ("written", "masked"),
    [
        (PHONE, "139****5678"),
        ("139 1234 5678", "139****5678"),
        ("139-1234-5678", "139****5678"),
        ("+8613912345678", "+86139****5678"),
        ("8613912345678", "86139****5678"),
        ("008613912345678", "0086139****5678"),
        ("１３９１２３４５６７８", "139****5678"),
    ],
)
def test_电话怎么写都遮住(written: str, masked: str) -> None:
    assert mask_text(f"电话{written}，") == f"电话{masked}，"


@pytest.mark.parametrize(
    ("written", "masked"),
    [
        (CARD, "***************0018"),
        ("622848040256489", "***********6489"),
        ("6228 4804 0256 4890 018", "*******************-018"),
        ("6228-4804-0256-4890", "***************4890"),
        ("9558804025648900", "************8900"),
    ],
)
def test_银行卡号怎么写都遮住(written: str, masked: str) -> None:
    assert mask_text(written) == masked.replace("-", " ")


@pytest.mark.parametrize(
    "text",
    [
        "户编号3416990001001",
        "2023年共3900597.40元",
        "１２户３０人",
        "12345678901",  # 没有 12 开头的手机号
        "139123456789",  # 多一位，不是电话
        "62284804025",  # 太短，不是卡号
        "2023-05-03 1234 5678",
        "没有数字",
    ],
)
def test_碰巧像的别的数不动(text: str) -> None:
    assert mask_text(text) == text


@given(
    before=st.text(st.characters(exclude_categories=["N", "Cs"]), max_size=8),
    number=st.sampled_from([IDENTITY, PHONE, CARD]),
    after=st.text(st.characters(exclude_categories=["N", "Cs"]), max_size=8),
)
def test_不管前后是什么字都遮住(before: str, number: str, after: str) -> None:
    shown = mask_text(before + number + after)
    assert number not in shown
    assert shown.startswith(before)
    assert shown.endswith(number[-4:] + after)


@pytest.mark.parametrize(
    ("mask", "shortest", "masked"),
    [
        (mask_id, "34169919800", "341699****9800"),
        (mask_phone, "13912345", "139****2345"),
        (mask_card, "622848040", "*****8040"),
    ],
)
def test_太短的整个遮住(mask: Callable[[str], str], shortest: str, masked: str) -> None:
    assert mask(shortest) == masked
    assert mask(shortest[:-1]) == "*" * (len(shortest) - 1)


@pytest.mark.parametrize(
    ("label", "raw", "masked"),
    [
        ("证件号码", "3416991980010100161", "341699*********0161"),  # 多敲一位也遮
        ("证件号码", 341699198001010016, "341699********0016"),
        ("电话", "0558-5551234", "055****1234"),
        ("银行卡号", "1234567890", "******7890"),
        ("文字", f"手机{PHONE}", "手机139****5678"),
        ("金额", 1234567890, "1234567890"),
        ("", "甲" * 12, "甲" * 12),
    ],
)
def test_一格按它的列来遮(label: str, raw: object, masked: str) -> None:
    assert mask_value(raw, label) == masked


def test_命令运行时写出的都遮_校验码不动() -> None:
    digest = "13912345678" + "a" * 53
    text = f"{PHONE} {digest} {PHONE}"
    assert guarded(text) == text
    token = guarding.set(True)
    try:
        assert guarded(text) == f"139****5678 {digest} 139****5678"
        behind = io.StringIO()
        stream = Guarded(behind)
        assert stream.write(PHONE) == len("139****5678")
        assert behind.getvalue() == "139****5678"
        assert stream.getvalue() == "139****5678"  # 其余的照后面的流
    finally:
        guarding.reset(token)
