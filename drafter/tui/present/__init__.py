"""From values of the negotiation to what is painted: pure functions, no widget and no app."""
