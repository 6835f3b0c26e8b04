"""What a command has done, for programs: one JSON document on stdout."""

import json
from collections.abc import Mapping


def tell(document: Mapping[str, object]) -> None:
    """Print `document`, keys in the order given."""
    import typer

    typer.echo(json.dumps(document, ensure_ascii=False, indent=2))
