"""What every type of cell shares: blanks, errors and clean text before the type itself reads the value."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from msgspec import Struct

from fupin_cli.vocabulary.marks import Misread, missing, tidy, unreadable
from fupin_cli.vocabulary.spelling import WRITTEN_BLANKS, clean

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema, PydanticCustomError, core_schema


class BrokenCell(Struct, frozen=True):
    """A cell that has no value to read: an error such as #REF!, or a formula that was never calculated."""

    shown: str


class Kind(Struct, frozen=True):
    """A type of cell. Subclasses give `sql` (the DuckDB type), `read` and, where it differs, `text`."""

    sql: ClassVar[str] = "VARCHAR"
    label: ClassVar[str] = "文字"

    def read(self, raw: Any, context: Any) -> Any:
        raise NotImplementedError

    def usual(self, raw: Any, context: Any) -> Any:
        """The value of a cell in its commonest form, of which there is nothing to say; None for a closer look.

        `judge` says the same at greater length: most cells of a large sheet are like this.
        """
        return None

    def usual_of(self, raws: Sequence[Any], context: Any) -> list[Any]:
        """What `usual` says of each of many cells."""
        return [self.usual(raw, context) for raw in raws]

    def text(self, value: Any) -> str:
        """The canonical text of a typed value, which the engine casts to `sql`."""
        return str(value)

    def show(self, value: Any) -> str:
        """The value as people write it."""
        return self.text(value)

    def judge(self, raw: Any, context: Any) -> Any:
        """The typed value of `raw`, None for a blank; raises what `marks` makes."""
        if raw is None or raw == "":
            return None
        if raw.__class__ is BrokenCell:
            raise _broken(raw)
        if raw.__class__ is str:
            text = clean(raw)
            if not text or text in WRITTEN_BLANKS:
                return None
            if text[0] == "#" and text in _ERRORS:
                raise _broken(BrokenCell(text))
            if text != raw:
                tidy(context, "CE101")
            return self.read(text, context)
        return self.read(raw, context)

    def __get_pydantic_core_schema__(self, source: Any, handler: "GetCoreSchemaHandler") -> "CoreSchema":
        from pydantic_core import core_schema

        def before(raw: Any, info: "core_schema.ValidationInfo") -> Any:
            try:
                return self.judge(raw, info.context)
            except Misread as fault:
                raise _for_pydantic(fault) from None

        return core_schema.with_info_before_validator_function(before, handler(source))


_ERRORS = frozenset({"#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"})


def _broken(cell: BrokenCell) -> Exception:
    if cell.shown.startswith("="):
        return unreadable("CE003", "公式没有保存计算结果")
    return unreadable("CE002", "单元格是错误值{shown}", shown=cell.shown)


def _for_pydantic(fault: Misread) -> "PydanticCustomError":
    """The fault as pydantic wants it, for the model of a whole row."""
    from pydantic_core import PydanticCustomError

    return PydanticCustomError(fault.code, fault.message, fault.values or None)


class Required(Struct, frozen=True):
    """The cell may not be blank (CE001)."""

    def __get_pydantic_core_schema__(self, source: Any, handler: "GetCoreSchemaHandler") -> "CoreSchema":
        from pydantic_core import core_schema

        def after(value: Any) -> Any:
            if value is None:
                raise _for_pydantic(missing())
            return value

        return core_schema.no_info_after_validator_function(after, handler(source))


def plain(raw: Any) -> str:
    """A non-text cell as text: no trailing .0, dates in ISO form."""
    if isinstance(raw, bool):
        return "是" if raw else "否"
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    if isinstance(raw, dt.datetime):
        return raw.date().isoformat()
    return str(raw)
