"""How a field type says what it thinks of a cell: unreadable, suspect, or readable but worth tidying."""

from typing import Any

from pydantic_core import PydanticCustomError

NOTES = "notes"
SCALE = "scale"


def unreadable(code: str, message: str, **values: Any) -> PydanticCustomError:
    """The cell's value is lost: no rule may judge it."""
    return PydanticCustomError(code, message, values or None)


def missing() -> PydanticCustomError:
    """A required cell is blank."""
    return unreadable("CE001", "没有填写")


def suspect(code: str, message: str, kept: Any, **values: Any) -> PydanticCustomError:
    """The value is readable and kept, but breaks its type; rules still see it."""
    return PydanticCustomError(code, message, {**values, "kept": kept})


def tidy(context: Any, code: str) -> None:
    """Note that the value was understood, but should be written otherwise (a safe repair)."""
    if context is not None:
        notes = context.get(NOTES)
        if notes is not None and code not in notes:
            notes.append(code)
