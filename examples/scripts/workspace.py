"""A workspace's folder: fupin.toml and the workbooks below 台账/."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from tables import Frame

from sheets import Table, save


def write_config(
    folder: Path,
    frame: Frame,
    period: str,
    villages: Sequence[str],
    report: Mapping[str, str],
    *,
    about: str,
    policy: Mapping[str, int] | None = None,
    more: str = "",
) -> None:
    """Write fupin.toml; `about` is its first comment, `more` whole sections after the others."""
    lines = [f"# {about}", "", "[workspace]"]
    places = (("province", frame.province), ("city", frame.city), ("county", frame.county))
    lines += [f'{key} = "{value}"' for key, value in places if value]
    lines += [f'period = "{period}"', 'ledgers = "台账"', "", "[[town]]", f'name = "{frame.town}"']
    if villages:
        lines.append("villages = [" + ", ".join(f'"{village}"' for village in villages) + "]")
    if policy:
        lines += ["", "[policy]", *(f'"{name}" = {value}' for name, value in policy.items())]
    lines += ["", "[report]", *(f'"{name}" = "{value}"' for name, value in report.items())]
    text = "\n".join(lines) + "\n" + (f"\n{more.strip()}\n" if more else "")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "fupin.toml").write_text(text, encoding="utf-8", newline="\n")


def write_books(folder: Path, frame: Frame, books: Mapping[str, Iterable[Table]]) -> None:
    """Write one workbook for each name under 台账/<乡镇>/; tables without rows are left out."""
    for name, tables in books.items():
        filled = [table for table in tables if list(table.rows)]
        if filled:
            save(folder / "台账" / frame.town / f"{name}.xlsx", filled)


def share_out(total: int, weights: Sequence[float]) -> list[int]:
    """Whole shares of `total` by weight, adding up to it (largest remainders first)."""
    exact = [total * weight / sum(weights) for weight in weights]
    found = [int(value) for value in exact]
    order = sorted(range(len(weights)), key=lambda i: (found[i] - exact[i], i))
    for place in order[: total - sum(found)]:
        found[place] += 1
    return found
