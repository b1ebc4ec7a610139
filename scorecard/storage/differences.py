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


_ORDER = "order"


def with_order(before: Mapping[str, Any], differing: _Fields) -> _Fields:
    """The fields of `before` that differ, with the order of the lists whose entries differ.

    With it `taken_back` puts the earlier state together from the later one to the last letter.
    """
    order: dict[str, JsonValue] = {}
    for name, part in differing.items():
        entries = _by_id(before.get(name))
        if entries and isinstance(part, dict):
            order[name] = list(entries)
    return {**differing, _ORDER: order} if order else differing


def taken_back(
    content: Mapping[str, Any], before: Mapping[str, Any], after: Mapping[str, Any]
) -> _Fields:
    """A state as it was before the change that an entry of the history tells.

    `before` and `after` are what `differing_entries` gave for that change. Without the order of
    a list, what had been taken out of it comes back at its end.
    """
    earlier: _Fields = dict(content)
    orders = before.get(_ORDER, {})
    for name in after:
        was, became, present = before.get(name), after[name], content.get(name)
        entries = _by_id(present)
        if entries is not None and isinstance(was, dict) and isinstance(became, dict):
            kept = {
                key: was.get(key, entry)
                for key, entry in entries.items()
                if key in was or key not in became
            }
            kept |= {key: entry for key, entry in was.items() if key not in kept}
            order = orders.get(name, [])
            place = {key: number for number, key in enumerate(order)}
            sorted_keys = sorted(kept, key=lambda key: place.get(key, len(place)))
            earlier[name] = [kept[key] for key in sorted_keys]
        elif entries is not None and _is_order(was, became, entries):
            earlier[name] = [entries[key] for key in was or ()]
        else:
            earlier[name] = was
    return earlier


def _is_order(was: object, became: object, entries: Mapping[str, JsonValue]) -> bool:
    """Whether a change was one of order alone, told by the ids."""
    return (
        isinstance(was, list)
        and isinstance(became, list)
        and set(was) == set(became) == set(entries)
    )


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
