"""The parts of a report, one file each, by the names that ``parts=`` gives them."""
