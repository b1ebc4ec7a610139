"""The files that leave from a page: their bytes, built on the click, and their names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime

from scorecard.access import Action, Actor, require
from scorecard.certainty import assess
from scorecard.document import write_document
from scorecard.excel import write_shortlist
from scorecard.model import Attachment
from scorecard.sentences import flags_sentence, ranking_sentence
from scorecard.storage import QUESTIONNAIRE
from scorecard.ui import state
from scorecard.ui.costs import costs_of
from scorecard.ui.exports import note_export
from scorecard.ui.state import OpenSelection

HISTORY_ENTRIES = 100_000


def shortlist_bytes(actor: Actor, opened: OpenSelection) -> bytes:
    """The shortlist workbook of what the page shows."""
    require(actor, Action.EXPORT, opened.id)
    note_export(actor, opened.id, "shortlist workbook")
    return write_shortlist(
        opened.evaluation,
        certainty=assess(opened.evaluation),
        costs=costs_of(opened),
        history=state.storage().history(actor, opened.id, limit=HISTORY_ENTRIES),
        created_at=datetime.now(UTC),
        sentences=(ranking_sentence(opened.evaluation), flags_sentence(opened.evaluation)),
    )


def shortlist_file_name(opened: OpenSelection) -> str:
    """`shortlist-TITLE-r12-2026-11-22.xlsx`."""
    stem = file_stem(opened.selection.title)
    return f"shortlist-{stem}-r{opened.selection.revision}-{state.today()}.xlsx"


def document_bytes(actor: Actor, selection_id: str) -> bytes:
    """The selection with everything that belongs to it, as one JSON document."""
    document = write_document(state.storage().document(actor, selection_id)).encode("utf-8")
    note_export(actor, selection_id, "backup (JSON)")
    return document


def attachment_bytes(actor: Actor, selection_id: str, file: Attachment) -> bytes:
    """An attached file as it was uploaded, or a questionnaire as it came back."""
    content = state.storage().read_attachment(actor, selection_id, file.id).content
    is_reply = file.question_id == QUESTIONNAIRE
    note_export(
        actor, selection_id, "questionnaire that came back" if is_reply else "attached file"
    )
    return content


def text_bytes(actor: Actor, selection_id: str, text: str) -> bytes:
    """The questions to a candidate as they are shown."""
    require(actor, Action.EXPORT, selection_id)
    note_export(actor, selection_id, "questions to a candidate (text)")
    return text.encode("utf-8")


def preview_bytes(actor: Actor, selection_id: str, what: str, build: Callable[[], bytes]) -> bytes:
    """A file of what a share link would show, taken by whoever previews it."""
    require(actor, Action.EXPORT, selection_id)
    note_export(actor, selection_id, f"{what} as a share link shows it")
    return build()


def document_file_name(opened: OpenSelection) -> str:
    """`selection-TITLE-r12-2026-11-22.json`."""
    stem = file_stem(opened.selection.title)
    return f"selection-{stem}-r{opened.selection.revision}-{state.today()}.json"


def file_stem(title: str) -> str:
    """A title as a part of a file name: ASCII letters, digits and dashes, at most 60."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]+", "-", plain.casefold()).strip("-")[:60] or "selection"
