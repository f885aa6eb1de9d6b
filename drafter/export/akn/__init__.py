"""Akoma Ntoso 3.0 (OASIS LegalDocML): a treaty as bill or act, its amendments as a list."""

from drafter.export.akn.documents import akn

__all__ = ["akn"]
