"""What TOML or JSON gives, made into a form (a msgspec struct), or refused with the place of the first fault."""

import datetime as dt
import types
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Literal, TypeVar, Union, get_args, get_origin

import msgspec
from msgspec import Struct

from fupin_cli.patterns import regex

Made = TypeVar("Made", bound=Struct)
Path = tuple[str | int, ...]
Value = Decimal | dt.date
_NUMBER = regex(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?")


class Form(Struct, frozen=True, forbid_unknown_fields=True):
    """Base of what TOML and JSON are made into: keys by name, none but those listed."""


class Fault(Struct, frozen=True):
    """The first thing in which data part from their form.

    Attributes:
        kind: a key that the form has not, a key that it needs, or a value that does not fit.
        path: the keys and list positions that lead to it, itself at the end; empty for the whole.
        known: the keys that may stand there, for an unknown one.
        value: what stands there.
        wanted: the type of what should, for a value that does not fit.
    """

    kind: Literal["unknown", "missing", "wrong"]
    path: Path
    known: tuple[str, ...] = ()
    value: Any = None
    wanted: Any = None


class Unfit(Exception):
    """Data part from their form."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


class Misfit(ValueError):
    """For a form's `__post_init__`: what the types cannot say is wrong at `path`, where `value` stands."""

    def __init__(self, path: Path, value: Any) -> None:
        super().__init__(path)
        self.path = path
        self.value = value


def made(form: type[Made], data: Any) -> Made:
    """`data` as `form`.

    Raises:
        Unfit: with the first fault; unknown keys before missing ones, for a misspelt key is both.
    """
    try:
        return msgspec.convert(data, form)
    except msgspec.ValidationError:
        raise Unfit(next(_faults(form, data, ()))) from None


def number_or_date(told: Any, *path: str) -> Value:
    """A number, exactly as it is written, or a date; for a `__post_init__`, since msgspec has no such union.

    Raises:
        Misfit: neither; it stands at `path` of the form.
    """
    if told.__class__ in {Decimal, dt.date}:
        return told
    written = str(told)
    if told.__class__ in {int, float, str} and _NUMBER.fullmatch(written):
        return Decimal(written)
    try:
        return dt.date.fromisoformat(written)
    except ValueError:
        raise Misfit(path, told) from None


def _faults(wanted: Any, value: Any, path: Path) -> Iterator[Fault]:
    """Faults of the parts, then of the whole if no part of it tells."""
    origin = get_origin(wanted)
    if isinstance(wanted, type) and issubclass(wanted, Struct) and isinstance(value, Mapping):
        fields = {field.encode_name: field for field in msgspec.structs.fields(wanted)}
        yield from (Fault("unknown", (*path, key), tuple(fields)) for key in value if key not in fields)
        yield from (
            Fault("missing", (*path, key))
            for key, field in fields.items()
            if key not in value and field.required
        )
        for key, field in fields.items():
            if key in value:
                yield from _faults(field.type, value[key], (*path, key))
    elif origin is list and isinstance(value, list):
        for position, item in enumerate(value):
            yield from _faults(get_args(wanted)[0], item, (*path, position))
    elif origin is dict and isinstance(value, Mapping):
        for key, item in value.items():
            yield from _faults(get_args(wanted)[1], item, (*path, key))
    try:
        msgspec.convert(value, wanted)
    except msgspec.ValidationError as error:
        if isinstance(error.__cause__, Misfit):
            yield Fault("wrong", (*path, *error.__cause__.path), value=error.__cause__.value)
        else:
            yield Fault("wrong", path, value=value, wanted=wanted)


def choices(wanted: Any) -> tuple[str, ...]:
    """The texts of a `Literal`, bare or in a union; none for other types."""
    if get_origin(wanted) is Literal:
        return tuple(str(choice) for choice in get_args(wanted))
    if get_origin(wanted) in {Union, types.UnionType}:
        return tuple(choice for one in get_args(wanted) for choice in choices(one))
    return ()
