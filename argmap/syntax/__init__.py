"""The syntaxes that formats are written in: encodings, JSON, YAML, XML. No maps in here."""
