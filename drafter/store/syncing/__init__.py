"""Exchange with the other clones: what arrives is verified before it counts, what is sent was verified before.

Nothing is ever forced, pruned or rewritten.
"""

from drafter.store.syncing.bundle import Exported, bring, export
from drafter.store.syncing.exchange import sync
from drafter.store.syncing.report import Alarm, Anew, Choice, Kept, Report, Side, Transfer

__all__ = ["Alarm", "Anew", "Choice", "Exported", "Kept", "Report", "Side", "Transfer", "bring", "export", "sync"]
