"""Rules that a treaty text must satisfy, each a small function from a treaty to problems with file and line."""

from drafter.check.finding import findings
from drafter.check.layout import mend

__all__ = ["findings", "mend"]
