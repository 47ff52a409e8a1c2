"""Reports: a map as a finished document around its figures, in HTML, PDF, Word and Markdown."""
