"""A map as a web page: the picture beside the source text, every element with its words, and a script that joins them."""
