"""What a negotiation is made of: immutable values, and the formats they are written in. No input, no output."""
