"""Official documents: figures into a kind's text, the text into a document, the document onto a page."""
