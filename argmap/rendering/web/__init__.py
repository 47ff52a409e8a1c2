"""A map as a web page: the picture beside the source text, the elements with their words, a script that joins them."""
