"""The formats: each a module or package with ``loads``, ``dumps`` or both; what they share is in ``common``."""
