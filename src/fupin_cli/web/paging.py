"""A long list on the page, a screenful at a time."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from msgspec import Struct
from starlette.requests import Request

Item = TypeVar("Item")
_PAGE = 50


class Page(Struct, Generic[Item], frozen=True):
    """The part of a list that is shown; `number` of `pages`, from 1."""

    shown: Sequence[Item]
    number: int
    pages: int


def part(items: Sequence[Item], request: Request) -> Page[Item]:
    """The page that the address asks for by `page=`, or the nearest there is."""
    asked = request.query_params.get("page", "1")
    pages = max(1, -(-len(items) // _PAGE))
    number = min(max(int(asked) if asked.isdecimal() and len(asked) < 8 else 1, 1), pages)
    return Page(items[(number - 1) * _PAGE : number * _PAGE], number, pages)
