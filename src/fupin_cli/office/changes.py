"""What `fupin refresh` does to a document, and what it leaves."""

from msgspec import Struct


class Change(Struct, frozen=True):
    """A figure in the text: replaced where `new` is set, else left, and why.

    Attributes:
        paragraph: its number, from 1; 0 where it has no place.
        offset: where in the paragraph `old` begins.
        where: the place in a reader's words, where it is not 第N段.
    """

    name: str
    paragraph: int
    old: str
    new: str = ""
    because: str = ""
    offset: int = 0
    where: str = ""

    @property
    def place(self) -> str:
        """第3段, 表1第2行第3列, or ''."""
        return self.where or (f"第{self.paragraph}段" if self.paragraph else "")
