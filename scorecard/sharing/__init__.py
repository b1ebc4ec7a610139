"""Links: their tokens and sessions, what a scope lets through, and frozen snapshots.

Nothing here reads the database or the clock; pages and commands connect it with the storage.
"""

from scorecard.sharing.left_out import left_out_remarks
from scorecard.sharing.reduction import reduced, shows_breakdown
from scorecard.sharing.scope import ShareScope
from scorecard.sharing.seating import Seating, drawn_seating, seated
from scorecard.sharing.sessions import KEY_BYTES, read_session, sign_session
from scorecard.sharing.snapshot import SnapshotFaultError, freeze, thaw
from scorecard.sharing.tokens import new_token, token_sha256
from scorecard.sharing.view import SharedView, shared_view

__all__ = [
    "KEY_BYTES",
    "Seating",
    "ShareScope",
    "SharedView",
    "SnapshotFaultError",
    "drawn_seating",
    "freeze",
    "left_out_remarks",
    "new_token",
    "read_session",
    "reduced",
    "seated",
    "shared_view",
    "shows_breakdown",
    "sign_session",
    "thaw",
    "token_sha256",
]
