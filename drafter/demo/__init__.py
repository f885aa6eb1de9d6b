"""The sample negotiation: who proposes and says what, as data, and what records it."""
