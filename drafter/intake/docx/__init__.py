"""Word files: a delegate's tracked changes become amendments, a treaty becomes clauses."""

from drafter.intake.docx.amendments import ReadAmendment, ReadAmendments, amendments

__all__ = ["ReadAmendment", "ReadAmendments", "amendments"]
