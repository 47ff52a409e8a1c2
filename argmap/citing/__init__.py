"""Citations as CSL-JSON: what an item may hold, and how BibTeX becomes items. It knows neither records nor maps."""
