"""A report in each of its formats: the same blocks, set as each format sets them."""
