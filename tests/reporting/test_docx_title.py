import pytest

from fupin_cli.reporting.docx_title import title_lines
from fupin_cli.reporting.docx_units import width


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("芦庙镇2023年工作总结", ["芦庙镇2023年工作总结"]),
        (
            "关于上报2023年巩固拓展脱贫攻坚成果同乡村振兴有效衔接调研督查发现问题整改情况的报告",
            ["关于上报2023年巩固拓展脱贫攻坚成果", "同乡村振兴有效衔接调研督查", "发现问题整改情况的报告"],
        ),
        (
            "某某县某某镇关于贯彻落实《关于健全防止返贫动态监测和帮扶机制的指导意见》情况的报告",
            ["某某县某某镇关于贯彻落实", "《关于健全防止返贫动态监测和帮扶机制的指导意见》", "情况的报告"],
        ),
    ],
)
def test_长标题在词间换行(title: str, lines: list[str]) -> None:
    assert title_lines(title, 20 if "《" not in title else 24) == lines


def test_作者自己的换行照用() -> None:
    assert title_lines("甲镇\n工作总结", 20) == ["甲镇", "工作总结"]


@pytest.mark.parametrize("limit", [6, 9, 12, 20])
@pytest.mark.parametrize(
    "title",
    [
        "青禾县柳溪镇2023年上半年防止返贫监测帮扶集中排查工作情况汇报",
        "柳溪镇人民政府关于2023年度财政衔接推进乡村振兴补助资金3900597.40元使用情况的报告",
        "啊" * 50,
        "巩固拓展脱贫攻坚成果同乡村振兴有效衔接工作情况的报告" * 20,
        "（" * 30,
    ],
)
def test_不丢字_不超宽_不在数字中间断开(title: str, limit: int) -> None:
    lines = title_lines(title, limit)

    assert "".join(lines) == title
    assert all(width(line) <= limit for line in lines)
    numbers = {"2023", "3900597.40"} & {part for part in ("2023", "3900597.40") if part in title}
    assert limit < 8 or all(any(number in line for line in lines) for number in numbers)
