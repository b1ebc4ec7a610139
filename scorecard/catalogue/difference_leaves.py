"""Two pieces of a catalogue compared place by place, for what has no words of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import JsonValue

from scorecard.model import Record

_NOTHING = "nothing"


@dataclass(frozen=True)
class Change:
    """One thing about an entry, before and after; '' where there is nothing to say."""

    what: str
    before: str
    after: str


def as_json(value: Any) -> JsonValue:
    """A field of a record as JSON values."""
    if isinstance(value, Record):
        content: JsonValue = value.model_dump(mode="json")
        return content
    if isinstance(value, tuple):
        return [as_json(item) for item in value]
    return value if isinstance(value, str | int | float | dict | None) else str(value)


def leaves(path: str, before: JsonValue, after: JsonValue) -> Iterator[Change]:
    """Each place in two pieces of JSON where they differ."""
    if before == after:
        return
    old, new = _named(before), _named(after)
    if old is None or new is None:
        yield Change(path, _text(before), _text(after))
        return
    told = False
    for key in {**old, **new}:
        was, now = old.get(key), new.get(key)
        if was == now:
            continue
        told = True
        where = f"{path} · {_title(now if now is not None else was, key)}"
        if key not in old:
            yield Change(where, "", _text(now))
        elif key not in new:
            yield Change(where, _text(was), "")
        else:
            yield from leaves(where, was, now)
    if not told:
        yield Change(f"{path}, order", ", ".join(old), ", ".join(new))


def _named(value: JsonValue) -> dict[str, JsonValue] | None:
    """A mapping, or a list of entries with an id each as one; None for anything else."""
    if isinstance(value, dict):
        return value
    if not isinstance(value, list) or not value:
        return None
    result: dict[str, JsonValue] = {}
    for item in value:
        key = item.get("id") if isinstance(item, dict) else None
        if not isinstance(key, str) or key in result:
            return None
        result[key] = item
    return result


def _title(entry: JsonValue, key: str) -> str:
    if isinstance(entry, dict):
        for name in ("label", "title"):
            if isinstance(entry.get(name), str):
                return str(entry[name])
    return key.replace("_", " ")


def _text(value: JsonValue) -> str:
    if value is None or value in ("", [], {}):
        return _NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return f"{value:.12g}"
    if isinstance(value, list):
        return ", ".join(_text(item) for item in value)
    if isinstance(value, dict):
        for name in ("label", "title"):
            if isinstance(value.get(name), str):
                return str(value[name])
        return "; ".join(f"{in_words(k).lower()} {_text(v)}" for k, v in value.items())
    return str(value)


def in_words(name: str) -> str:
    """A field's name as the beginning of a line."""
    return name.replace("_", " ").capitalize()
