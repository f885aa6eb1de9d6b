"""Hostile commits and refs, one function each: pushed at a server, or put in place behind its back."""
