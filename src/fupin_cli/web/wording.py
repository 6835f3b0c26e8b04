"""Hints in the page's own words: a user of the mouse is never told to type a command or an option."""

from fupin_cli.patterns import regex

_WAYS = (
    (r"请用 --password 给出密码", "请重新交，在“打开密码”里填上密码"),
    (r"可用 fupin validate --fix 一次清理", "可在“校验”页下载修正副本，一次清理"),
    (r"(?:也)?可(?:加|用) fupin validate --explain-layout 看", "可在“收表”页看"),
    (r"可用 fupin template 导出带下拉框的空白台账", "带下拉框的空白台账在工作区的“空白台账”文件夹里"),
    (r"空白台账用 fupin template[^，。；]*", "空白台账在工作区的“空白台账”文件夹里"),
    (r"请运行 fupin validate 查看", "请看“校验”"),
    (r"请运行 fupin reconcile 查看", "请看“核对”"),
    (r"请用 --period 指明", "请选"),
    (r"请加 --period（([^）]*)）", r"请写上时期（\1）"),
    (r"请加 --village 村名", "请在列表里选一个村"),
    (r"请加 --town，可选：", "请在列表里选乡镇："),
    (r"请加 --topic，", "请填上“专题”，"),
    (r"--topic 可用的有", "“专题”可以填的有"),
    (r"先用 fupin match[^。]*写出", "请在“部门比对和核实单”里比对名单，下载疑点"),
    (r"请给出 fupin report 写的 \.docx", "请选从“材料”下载的 Word 文档"),
    (r"请去掉 --profile、--tables、--charts 和 --source-list", "请不要勾“附表”“附图”和“红头”"),
    (r"，或去掉 --profile 红头", "，或不勾“红头”"),
)
"""What the command line says, and where the page does the same."""

_PATTERNS = tuple((regex(pattern), said) for pattern, said in _WAYS)
_TYPED = regex(r"\bfupin [a-z]|(?<![\w-])--[a-z]|(?<![\w-])-[a-z]\b")
_CLAUSE = regex(r"[^，。；？]+[，。；？]?")
INSTEAD = "网页上没有这一项，请告诉维护人员。"


def here(text: str) -> str:
    """A hint as the page says it; a clause that only the command line can follow is left out."""
    for pattern, said in _PATTERNS:
        text = pattern.sub(said, text)
    if not _TYPED.search(text):
        return text
    kept = "".join(clause for clause in _CLAUSE.findall(text) if not _TYPED.search(clause))
    return f"{kept.rstrip('，；')}。" if kept.endswith(("，", "；")) else kept or INSTEAD
