"""The town's own words: rows of 文字材料 by 章节, each given out once."""

from msgspec import Struct

from fupin_cli.counting import Figures
from fupin_cli.reporting.parts import Part

# 章节的几种写法；次序就是材料里的先后
CHAPTERS: dict[str, tuple[str, ...]] = {
    "引言": ("引言", "前言", "开头"),
    "基本情况": ("基本情况", "概况"),
    "存在问题": ("存在", "问题", "困难"),
    "下一步工作": ("下一步", "下步", "打算", "工作计划"),
    "意见建议": ("意见", "建议"),
    "结束语": ("结束语", "结语"),
    "工作开展情况": ("工作开展", "工作情况", "主要工作", "工作成效", "重点工作", "整改"),
}


class Text(Struct, frozen=True):
    """A row of 文字材料."""

    chapter: str
    order: int
    heading: str
    body: str


class Words:
    """Texts of the scope; a line of work takes those under its name, the rest stay."""

    def __init__(self, figures: Figures) -> None:
        self.texts: list[Text] = []
        if figures.has("文字材料"):
            # 全县的材料不抄各镇的话，只用县里自己的
            own = "" if figures.scope.town else "WHERE 乡 = '' "
            rows = figures.query(
                f"SELECT 章节, 次序, 小标题, 正文 FROM 台账.文字材料 {own}ORDER BY 次序, _id"
            )
            self.texts = [Text(row["章节"], row["次序"] or 0, row["小标题"], row["正文"]) for row in rows]

    def of(self, chapter: str) -> list[Text]:
        """Texts of a chapter, in their order."""
        return [text for text in self.texts if chapter_of(text.chapter) == chapter]

    def own_chapters(self) -> list[str]:
        """章节 that the standard order does not know (经验做法, 保障措施 …), in the order of the rows."""
        names = dict.fromkeys(text.chapter for text in self.texts)
        return [name for name in names if chapter_of(name) == name and name not in CHAPTERS]


def chapter_of(stated: str) -> str:
    """The standard name of a 章节, or the 章节 itself where it is none of them."""
    if stated in CHAPTERS:
        return stated
    for name, stems in CHAPTERS.items():
        if any(stem in stated for stem in stems):
            return name
    return stated


Section = tuple[Text | None, list[Part]]


def grouped(words: Words, chapter: str, parts: tuple[Part, ...]) -> list[Section]:
    """The sections of a chapter: the town's texts with the lines of work they name, the others among them.

    A 小标题 may name several (教育帮扶: 雨露计划, 学生资助, 控辍保学): they stand together under it.
    A line of work without a text of its own follows the one that it follows in parts.toml.
    """
    left = list(parts)
    sections: list[Section] = []
    for text in words.of(chapter):
        meant = [part for part in left if text.heading and part.means(text.heading)]
        left = [part for part in left if part not in meant]
        sections.append((text, meant))
    order = {part.name: number for number, part in enumerate(parts)}
    for part in left:
        place = len(sections) if part.last else _place(sections, order, order[part.name])
        sections.insert(place, (None, [part]))
    return sections


def _place(sections: list[Section], order: dict[str, int], number: int) -> int:
    """Behind the section of the nearest line of work before `number`, and behind mere texts that follow."""
    before = [
        (max(own), place)
        for place, (_, parts) in enumerate(sections)
        if (own := [order[part.name] for part in parts if order[part.name] < number])
    ]
    if not before:
        return 0
    place = max(before)[1] + 1
    while place < len(sections) and not sections[place][1]:
        place += 1
    return place
