"""The invented people of these tests: numbers of the unassigned county 341699, with valid check digits."""


def id_number(birthday: str, serial: int) -> str:
    """A valid 18-digit number."""
    body = f"341699{birthday}{serial:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(w * int(d) for w, d in zip(weights, body, strict=True)) % 11]


甄有田 = id_number("19680305", 11)
甄小禾 = id_number("20060320", 22)
甄守业 = id_number("19550101", 13)
甄兰 = id_number("19471215", 24)
甄春生 = id_number("19800707", 35)
甄外人 = id_number("19900909", 46)
