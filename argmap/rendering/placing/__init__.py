"""Layouts that argmap computes itself: where cards, lines and words are, before an engine draws them."""
