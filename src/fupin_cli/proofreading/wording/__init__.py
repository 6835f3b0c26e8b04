"""Words and form: blanks, numbering, dates, terms, punctuation, repetition."""
