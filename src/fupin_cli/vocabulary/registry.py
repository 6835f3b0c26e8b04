"""All ledgers by name: every module of `ledgers/` is one, and nothing else keeps a list of them."""

import pkgutil
from functools import cache
from importlib import import_module

from fupin_cli.vocabulary import ledgers as _folder
from fupin_cli.vocabulary.ledger import Ledger


@cache
def ledgers() -> dict[str, type[Ledger]]:
    """Ledger classes by their Chinese name, in the order of their modules' names."""
    found: dict[str, type[Ledger]] = {}
    for module in pkgutil.iter_modules(_folder.__path__):
        loaded = import_module(f"{_folder.__name__}.{module.name}")
        for value in vars(loaded).values():
            if isinstance(value, type) and issubclass(value, Ledger) and value.__module__ == loaded.__name__:
                found[value.__name__] = value
    return found
