"""From the meaning of an Argdown text to a map."""
