"""Showing a result: text for people, JSON for machines, a page, a copy of the docx with comments."""
