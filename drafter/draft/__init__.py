"""What is derived from a negotiation: standings, brackets, documents. Pure functions: same commit, same result."""
