"""Words compared, merged and bracketed: pure functions on text."""
