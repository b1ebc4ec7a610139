"""What an erasure takes away and what remains elsewhere, in lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scorecard.storage import Elsewhere, Erased, ErasureCounts

_BYTES_PER_KIB = 1024
_COUNTED = (
    ("answers", "answer", "answers"),
    ("notes", "note on an answer", "notes on answers"),
    ("clarifications", "clarification asked", "clarifications asked"),
    ("questionnaires", "questionnaire that came back", "questionnaires that came back"),
    ("scenario_answers", "answer in a scenario", "answers in scenarios"),
    ("frozen_links", "frozen share link, which closes", "frozen share links, which close"),
    ("personal_links", "personal link, which closes", "personal links, which close"),
    ("mentions", "mention in texts that stay", "mentions in texts that stay"),
    (
        "awards",
        "award record, which says that parts were erased",
        "award records, which say that parts were erased",
    ),
    (
        "history_entries",
        "entry of the history, of which who and when stay",
        "entries of the history, of which who and when stay",
    ),
)


def gone_lines(counts: ErasureCounts, former_names: Sequence[str] = ()) -> list[str]:
    """A line for each kind of thing that goes; `former_names` are those from before."""
    lines = [f"Earlier names and contacts: {', '.join(former_names)}"] if former_names else []
    for name, one, many in _COUNTED:
        count = getattr(counts, name)
        if count:
            lines.append(f"{count:,} {one if count == 1 else many}")
    if counts.files:
        files = "file" if counts.files == 1 else "files"
        kib = max(1, round(counts.file_bytes / _BYTES_PER_KIB))
        lines.insert(0, f"{counts.files} attached {files} ({kib:,} KiB)")
    if counts.candidates:
        lines.insert(0, "The candidate itself: its name, contacts and note")
    return lines or ["Nothing but the name."]


def remaining_lines(elsewhere: Elsewhere) -> list[str]:
    """What no erasure here can reach."""
    return list(_remaining(elsewhere))


def _remaining(elsewhere: Elsewhere) -> Iterator[str]:
    if elsewhere.exports:
        named = ", ".join(f"{kind} ({count}×)" for kind, count in elsewhere.exports)
        yield f"Files of the whole selection that were downloaded: {named}."
    else:
        yield "No download is noted here."
    yield (
        "What is noted nowhere: charts saved from a page, what the command line made "
        "from a backup, and downloads in an earlier version of this program."
    )
    if elsewhere.opened_links:
        links = "link was" if elsewhere.opened_links == 1 else "links were"
        yield (
            f"{elsewhere.opened_links} share {links} opened: what was seen or downloaded there is "
            "out of reach."
        )
    if elsewhere.open_links:
        follow = "link shows" if elsewhere.open_links == 1 else "links show"
        yield f"{elsewhere.open_links} live share {follow} the selection without it from now on."
    if elsewhere.other_selections:
        yield f"Other selections with the same name: {', '.join(elsewhere.other_selections)}."
    yield (
        "Backups as JSON keep it, but whoever restores one here gets it without what was erased."
    )
    yield "Copies of the database file, the database server's own logs, and e-mails."
    yield "What files of other candidates say inside: they are not searched."


def outcome_lines(erased: Erased) -> list[str]:
    """What went, and what remains elsewhere, once it is done."""
    gone = "; ".join(gone_lines(erased.counts))
    return [f"Gone: {gone}.", *(f"Remains: {line}" for line in remaining_lines(erased.elsewhere))]
