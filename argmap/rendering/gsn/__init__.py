"""Maps as safety cases in Goal Structuring Notation."""
