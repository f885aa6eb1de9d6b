"""Widgets that draw only what is visible (Textual's Line API)."""
