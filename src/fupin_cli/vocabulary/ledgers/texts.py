"""文字材料：由人写、程序照用的文字。"""

from fupin_cli.vocabulary.fields import Count, Must, Text
from fupin_cli.vocabulary.ledger import Ledger, column


class 文字材料(Ledger):
    """一行是材料里的一段文字。"""

    key = ("章节", "次序")
    sheets = ("文字", "文字素材", "材料文字", "文字内容")
    needs = ("章节", "正文")
    examples = (
        {
            "章节": "存在问题",
            "次序": 1,
            "小标题": "责任落实方面",
            "正文": "部分村干部对监测帮扶政策学习不深。",
        },
        {"章节": "下一步工作", "次序": "2", "正文": "每月对网格员开展一次业务培训。"},
    )

    章节: Must[Text] = column("部分", "所属章节", "栏目", "章")
    次序: Must[Count] = column("顺序", "排序", "次序号", help="同一章节内从 1 起")
    小标题: Text = column("标题", "二级标题")
    正文: Must[Text] = column("内容", "文字", "段落")
