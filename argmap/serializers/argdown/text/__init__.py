"""An Argdown text as such: its tokens, its rows, and how both are spelled."""
