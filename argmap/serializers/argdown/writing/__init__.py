"""From a map to Argdown text."""
