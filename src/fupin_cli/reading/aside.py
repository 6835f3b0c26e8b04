"""What a look at a sheet's bytes tells beside the values that calamine gives."""

from msgspec import Struct, field

from fupin_cli.vocabulary.fields import BrokenCell


class Aside(Struct):
    """Cells without a value to read, by 0-based row and column, and what is hidden.

    Attributes:
        broken: error values, and formulas without a stored result.
        hidden_rows: 1-based.
        hidden_columns: 0-based.
        merges: merged ranges where calamine is not asked for them (xlsx, ods), 0-based: top, left, bottom, right.
    """

    broken: dict[tuple[int, int], BrokenCell] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
