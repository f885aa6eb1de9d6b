"""Word files: a delegate's tracked changes become amendments, a treaty becomes clauses."""

from drafter.intake.docx.amendments import amendments
from drafter.intake.docx.clauses import clauses
from drafter.intake.docx.returned import ReadAmendment, ReadAmendments

__all__ = ["ReadAmendment", "ReadAmendments", "amendments", "clauses"]
