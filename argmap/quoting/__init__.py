"""Words in a text: folding, negation, matching, and the quotes that anchor records in their sources."""
