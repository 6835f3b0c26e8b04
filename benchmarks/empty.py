"""An empty Typer application, to measure start-up against."""

import typer

app = typer.Typer()


@app.command()
def main() -> None:
    """Do nothing."""


app()
