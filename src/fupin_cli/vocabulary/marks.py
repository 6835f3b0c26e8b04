"""How a field type says what it thinks of a cell: unreadable, suspect, or readable but worth tidying."""

from typing import Any

NOTES = "notes"
SCALE = "scale"


class Misread(ValueError):
    """What a type has against a cell: the finding's code, the sentence, the values that the sentence names."""

    def __init__(self, code: str, message: str, values: dict[str, Any]) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.values = values


def unreadable(code: str, message: str, **values: Any) -> Misread:
    """The cell's value is lost: no rule may judge it."""
    return Misread(code, message, values)


def missing() -> Misread:
    """A required cell is blank."""
    return unreadable("CE001", "没有填写")


def suspect(code: str, message: str, kept: Any, **values: Any) -> Misread:
    """The value is readable and kept, but breaks its type; rules still see it."""
    return Misread(code, message, {**values, "kept": kept})


def tidy(context: Any, code: str) -> None:
    """Note that the value was understood, but should be written otherwise (a safe repair)."""
    if context is not None:
        notes = context.get(NOTES)
        if notes is not None and code not in notes:
            notes.append(code)
