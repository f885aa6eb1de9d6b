"""Word files: a delegate's tracked changes become amendments, a treaty becomes clauses."""

from drafter.intake.docx.amendments import ReadAmendment, ReadAmendments, amendments
from drafter.intake.docx.clauses import clauses

__all__ = ["ReadAmendment", "ReadAmendments", "amendments", "clauses"]
