"""Reading a document: any usual file → paragraphs as a reader sees them, with title, date and place."""

from fupin_cli.proofreading.reading.source import read, read_text

__all__ = ["read", "read_text"]
