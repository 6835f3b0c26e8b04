"""How large a file may be before it is refused as hostile or as no village's ledger."""

from msgspec import Struct

MIB = 1 << 20


class Limits(Struct, frozen=True):
    """Upper bounds of one file; a real township's largest export stays under a fifth of each.

    Attributes:
        file_bytes: size of the file itself.
        members: files packed inside an xlsx, xlsb or ods.
        unpacked_bytes: all of them unpacked together.
        ratio: unpacked to packed size of one member above 16 MiB (a bomb is near 1000, sheets near 20).
        sheets: sheets of a workbook.
        slice_bytes: XML of a large xlsx sheet that is cut into fragments at a time; one of eight times as much is
            large, and one of a quarter where what reads large sheets has been imported.
        cells: filled cells of a sheet, and the cells of the rectangle around them on the fast road.
    """

    file_bytes: int = 256 * MIB
    members: int = 4000
    unpacked_bytes: int = 768 * MIB
    ratio: int = 250
    sheets: int = 400
    slice_bytes: int = 2 * MIB
    cells: int = 20_000_000
