"""Maps as cards of who holds what."""
