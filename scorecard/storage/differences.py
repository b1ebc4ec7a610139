"""What differs between two states, for the history and for the message of a conflict."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pydantic import JsonValue

_DESCRIPTION_LIMIT_CHARACTERS = 200

_Fields = dict[str, JsonValue]


def differing_fields(
    before: Mapping[str, Any], after: Mapping[str, Any]
) -> tuple[_Fields, _Fields]:
    """The fields that differ: as they were, and as they are."""
    names = [name for name in after if before.get(name) != after[name]]
    return {name: before.get(name) for name in names}, {name: after[name] for name in names}


def differing_entries(
    before: Mapping[str, Any], after: Mapping[str, Any]
) -> tuple[_Fields, _Fields]:
    """Like `differing_fields`, but of a list of named entries only the entries that differ.

    Such a list becomes a mapping from the entry's id to the entry; an entry that was added is
    missing before, one that was removed is missing after. A list in another order differs by
    its order alone, which is given as the list of ids.
    """
    old, new = differing_fields(before, after)
    for name in list(new):
        old_entries, new_entries = _by_id(old[name]), _by_id(new[name])
        if old_entries is None or new_entries is None:
            continue
        removed_or_changed = {
            key: entry for key, entry in old_entries.items() if new_entries.get(key) != entry
        }
        added_or_changed = {
            key: entry for key, entry in new_entries.items() if old_entries.get(key) != entry
        }
        if removed_or_changed or added_or_changed:
            old[name], new[name] = removed_or_changed, added_or_changed
        else:
            old[name], new[name] = list(old_entries), list(new_entries)
    return old, new


def described(value: object) -> str:
    """A stored or typed value in one short line for a message."""
    if isinstance(value, Mapping):
        parts = [f"{str(name).replace('_', ' ')} {described(v)}" for name, v in value.items()]
        text = "; ".join(parts) or "nothing"
    elif value is None or value in ("", (), []):
        text = "nothing"
    elif isinstance(value, bool):
        text = "yes" if value else "no"
    elif isinstance(value, float):
        text = f"{value:.12g}"
    elif isinstance(value, str):
        text = " ".join(value.split())
    elif isinstance(value, (list, tuple)):
        text = ", ".join(described(item) for item in value)
    else:
        text = json.dumps(value, ensure_ascii=False, default=str)
    if len(text) > _DESCRIPTION_LIMIT_CHARACTERS:
        return text[: _DESCRIPTION_LIMIT_CHARACTERS - 1] + "…"
    return text


def _by_id(entries: object) -> dict[str, JsonValue] | None:
    if not isinstance(entries, list):
        return None
    result: dict[str, JsonValue] = {}
    for entry in entries:
        key = (entry.get("id") or entry.get("field")) if isinstance(entry, dict) else None
        if not isinstance(key, str) or key in result:
            return None
        result[key] = entry
    return result
