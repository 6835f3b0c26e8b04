"""What every reader hands over: a row of blocks, each a paragraph or a cell of a table."""

from __future__ import annotations

from msgspec import Struct


class Block(Struct, frozen=True):
    """A paragraph's displayed text; `numbered` is the length of an automatic number at its start.

    `cell` is table, row and column from 1 where the text stands in a table.
    """

    text: str
    cell: tuple[int, int, int] | None = None
    numbered: int = 0
    title: bool = False
