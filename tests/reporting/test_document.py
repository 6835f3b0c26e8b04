from fupin_cli.reporting.document import (
    Chart,
    HeaderCell,
    Heading,
    Paragraph,
    header_cells,
    numbered,
    prune,
    without_charts,
)

正文 = Paragraph("正文。")


def test_四级标题各按自己的样式编号_换了上级就重编() -> None:
    levels = [1, 2, 3, 4, 4, 3, 2, 3, 1, 3]

    labels = [label for label, _ in numbered(Heading(level, "标题") for level in levels)]

    assert labels == ["一、", "（一）", "1.", "（1）", "（2）", "2.", "（二）", "1.", "二、", "1."]


def test_第十一章以后仍是汉字数字() -> None:
    labels = [label for label, _ in numbered([Heading(1, "标题")] * 21)]

    assert labels[9:11] == ["十、", "十一、"]
    assert labels[20] == "二十一、"


def test_正文和表格没有编号() -> None:
    assert numbered([正文]) == [("", 正文)]


def test_标题下没有内容就去掉_上级因此变空也去掉() -> None:
    blocks = (
        Heading(1, "有内容"),
        正文,
        Heading(1, "只剩空的下级"),
        Heading(2, "空"),
        Heading(1, "下级有内容"),
        Heading(2, "空"),
        Heading(2, "有段首标题", "正文。"),
        Heading(1, "末尾的空标题"),
    )

    kept = [block.text for block in prune(blocks) if isinstance(block, Heading)]

    assert kept == ["有内容", "下级有内容", "有段首标题"]


def test_不画图时只有图的标题也不留() -> None:
    chart = Chart("图", "bar", ("甲",), ())

    assert without_charts([Heading(1, "只有图"), chart, Heading(1, "有字"), 正文]) == (
        Heading(1, "有字"),
        正文,
    )


def test_表头合并的格子() -> None:
    header = (("村", "脱贫户", "<"), ("^", "户数", "人数"))

    assert header_cells(header) == [
        [HeaderCell("村", 2, 1), HeaderCell("脱贫户", 1, 2), None],
        [None, HeaderCell("户数", 1, 1), HeaderCell("人数", 1, 1)],
    ]


def test_标题序号和大写数字库写的一样() -> None:
    import cn2an

    from fupin_cli.reporting.document import chinese

    assert [chinese(number) for number in range(1, 130)] == [cn2an.an2cn(n) for n in range(1, 130)]
