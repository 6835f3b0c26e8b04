"""The one exception that reaches a user: a Chinese sentence that says what is wrong, and what to do."""


class FupinError(Exception):
    """A command could not do its work; the command line prints it in one line and exits with 2.

    Args:
        message: what is wrong, naming the file, sheet or option; one sentence ending in 。
        hint: what the user should do; may be empty.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class EntryError(FupinError):
    """An entry of the catalogue's form that cannot stand as it is written.

    Args:
        key: the entry's key that is wrong ('' for the entry as a whole).
        word: what is wrong in it, as it stands in the file.
    """

    def __init__(self, message: str, hint: str = "", key: str = "", word: str = "") -> None:
        super().__init__(message, hint)
        self.key = key
        self.word = word
