"""The base of everything that is recorded, and when two of its names are the same."""

from collections.abc import Mapping
from typing import Any, Self

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """A frozen pydantic model that refuses unknown fields and NaN or infinite numbers."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy with other values; what was derived from the earlier ones is derived anew."""
        copied = super().model_copy(update=update, deep=deep)
        for name in copied.__dict__.keys() - type(self).model_fields.keys():
            # Pydantic copies cached properties too.
            del copied.__dict__[name]
        return copied


def name_key(name: str) -> str:
    """A name without case and spacing: two with the same key are the same name."""
    return " ".join(name.casefold().split())
