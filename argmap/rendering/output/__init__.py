"""From DOT text to pictures and pages."""
