"""A bracketed text that this program wrote, read back into the base and the proposals."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reading:
    """The base, and for each name found the whole text that it asks for."""

    base: str
    proposals: Mapping[str, str]


def readback(text: str) -> Reading:
    """Read an attributed bracketed text. Raises ValueError, with the place, for a text that this program cannot have written."""
    raise NotImplementedError
