"""Word's automatic numbers, written out the way Word displays them."""

from __future__ import annotations

from typing import Any

from docx.oxml.ns import qn

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


class Numbering:
    """Counts the numbered paragraphs of one document, in the order in which `mark` is called."""

    def __init__(self, document: Any) -> None:
        self._styles = {style.style_id: style.element for style in document.styles}
        self._lists: dict[str, Any] = {}
        self._overrides: dict[tuple[str, int], int] = {}
        self._counts: dict[tuple[str, int], int] = {}
        part = next(
            (rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/numbering")),
            None,
        )
        if part is None:
            return
        root = part.element
        abstract = {a.get(qn("w:abstractNumId")): a for a in root.iterchildren(qn("w:abstractNum"))}
        for num in root.iterchildren(qn("w:num")):
            number = num.get(qn("w:numId"))
            link = num.find(qn("w:abstractNumId"))
            if link is not None and link.get(qn("w:val")) in abstract:
                self._lists[number] = abstract[link.get(qn("w:val"))]
            for override in num.iterchildren(qn("w:lvlOverride")):
                start = override.find(qn("w:startOverride"))
                if start is not None:
                    self._overrides[number, int(override.get(qn("w:ilvl")))] = int(start.get(qn("w:val")))

    def mark(self, paragraph: Any) -> str:
        """The number that Word shows before this paragraph, "" where it has none or a bullet."""
        place = self._place(paragraph)
        if place is None:
            return ""
        number, level = place
        levels = {int(lvl.get(qn("w:ilvl"))): lvl for lvl in self._lists[number].iterchildren(qn("w:lvl"))}
        if level not in levels:
            return ""
        counter = self._lists[number].get(qn("w:abstractNumId"))
        key = (number if (number, level) in self._overrides else counter, level)
        self._counts[key] = self._counts.get(key, self._start(number, level, levels) - 1) + 1
        for deeper in [k for k in self._counts if k[0] == key[0] and k[1] > level]:
            del self._counts[deeper]
        shown = self._value(levels[level], qn("w:lvlText")) or ""
        for other, lvl in levels.items():
            count = self._counts.get((key[0], other), self._start(number, other, levels))
            shown = shown.replace(
                f"%{other + 1}", _written(count, self._value(lvl, qn("w:numFmt")) or "decimal")
            )
        return "" if self._value(levels[level], qn("w:numFmt")) in ("bullet", "none") else shown

    def _place(self, paragraph: Any) -> tuple[str, int] | None:
        """The list and level of a paragraph: its own, else its style's."""
        properties = paragraph.find(qn("w:pPr"))
        seen = 0
        while properties is not None and seen < 10:
            numbered = properties.find(qn("w:numPr"))
            if numbered is not None:
                number = self._value(numbered, qn("w:numId"))
                level = self._value(numbered, qn("w:ilvl")) or "0"
                return (number, int(level)) if number in self._lists else None
            style = self._value(properties, qn("w:pStyle")) or self._value(
                properties.getparent(), qn("w:basedOn")
            )
            element = self._styles.get(style) if style else None
            properties = element.find(qn("w:pPr")) if element is not None else None
            seen += 1
        return None

    def _start(self, number: str, level: int, levels: dict[int, Any]) -> int:
        if (number, level) in self._overrides:
            return self._overrides[number, level]
        return int(self._value(levels[level], qn("w:start")) or 1)

    @staticmethod
    def _value(element: Any, tag: str) -> str | None:
        child = element.find(tag)
        return None if child is None else child.get(qn("w:val"))


def _written(count: int, form: str) -> str:
    if form in (
        "chineseCounting",
        "chineseCountingThousand",
        "ideographDigital",
        "japaneseCounting",
        "taiwaneseCounting",
    ):
        from cn2an import an2cn

        text: str = an2cn(count)
        return text.removeprefix("一") if 10 <= count < 20 else text
    if form == "decimalEnclosedCircle" and 1 <= count <= 20:
        return _CIRCLED[count - 1]
    if form in ("lowerLetter", "upperLetter") and 1 <= count <= 26:
        return chr((97 if form == "lowerLetter" else 65) + count - 1)
    return f"{count:02d}" if form == "decimalZero" else str(count)
