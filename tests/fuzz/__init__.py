"""Documents with something wrong in them: made, tried, counted. ``PYTHONPATH=tests python -m fuzz --help``."""
