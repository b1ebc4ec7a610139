"""The tables of the brief and their columns."""

from __future__ import annotations

from dataclasses import dataclass, replace

from scorecard.ui.brief_currencies import CURRENCIES


@dataclass(frozen=True)
class BriefColumn:
    """A column of a table of the brief; one with `low` holds numbers, one with options a choice.

    `unit` may be typed along with a number; `is_whole` is counted in whole numbers.
    `is_above_low` leaves out `low` itself, `is_below_high` leaves out `high`; `is_date` holds days;
    a row without what `is_required` cannot be stored.
    """

    id: str
    label: str
    low: float | None = None
    high: float | None = None
    options: tuple[str, ...] = ()
    help: str = ""
    unit: str = ""
    is_above_low: bool = False
    is_below_high: bool = False
    is_date: bool = False
    is_required: bool = False
    is_whole: bool = False

    @property
    def is_number(self) -> bool:
        """Whether the column holds numbers."""
        return self.low is not None


@dataclass(frozen=True)
class BriefTable:
    """A table of the brief. The first column names the row; `row_word` is what a row is called.

    Where a field has a second table for more of its columns, `id` tells them apart: its rows are
    those of the first.
    """

    field: str
    row_word: str
    columns: tuple[BriefColumn, ...]
    id: str = ""

    @property
    def place(self) -> str:
        """What the table's keys and outcomes are kept under."""
        return self.id or self.field


VOLUMES = BriefTable(
    "volumes",
    "type of contact",
    (
        BriefColumn("interaction_type", "Type of contact"),
        BriefColumn(
            "contacts_per_month",
            "Contacts a month",
            low=0,
            unit="contacts a month",
            is_whole=True,
        ),
    ),
)
CHANNELS = BriefTable(
    "channels",
    "channel",
    (
        BriefColumn("channel", "Channel"),
        BriefColumn("share_pct", "Share, %", low=0, high=100, unit="%"),
        BriefColumn(
            "csat_pct",
            "CSAT, %",
            low=0,
            high=100,
            unit="%",
            help="Satisfied customers, in house today",
        ),
        BriefColumn(
            "fcr_pct",
            "FCR, %",
            low=0,
            is_above_low=True,
            high=100,
            unit="%",
            help="Resolved at the first contact, in house today",
        ),
        BriefColumn(
            "aht_minutes",
            "AHT, min",
            low=0,
            is_above_low=True,
            unit="minutes",
            help="Average handling time in minutes, in house today",
        ),
    ),
)
# What the cost calculation reads beside: absent where a selection cannot calculate costs.
VOLUMES_WITH_COSTS = replace(
    VOLUMES,
    columns=(
        *VOLUMES.columns,
        BriefColumn(
            "aht_minutes",
            "AHT, min",
            low=0,
            is_above_low=True,
            unit="minutes",
            help="Handle time of this type in minutes; empty: that of the channel",
        ),
        BriefColumn(
            "fcr_pct",
            "FCR, %",
            low=0,
            is_above_low=True,
            high=100,
            unit="%",
            help="Resolved at the first contact, of this type; empty: that of the channel",
        ),
    ),
)
STAFFING = BriefTable(
    "channels",
    "channel",
    (
        CHANNELS.columns[0],
        BriefColumn(
            "handling",
            "Handling",
            options=("live", "asynchronous"),
            help="Live: somebody waits on the line. Asynchronous: nobody waits, as with e-mail. "
            "Empty: by the channel's name",
        ),
        BriefColumn(
            "service_level_pct",
            "In time, %",
            low=0,
            high=100,
            is_above_low=True,
            is_below_high=True,
            unit="%",
            help="Share of live contacts that are to be answered within the seconds beside it",
        ),
        BriefColumn(
            "answer_seconds",
            "Within, s",
            low=0,
            unit="seconds",
            help="Seconds within which that share of live contacts is to be answered",
        ),
        BriefColumn(
            "concurrency",
            "At a time",
            low=1,
            unit="contacts",
            help="Contacts that one agent handles at the same time: 1 for voice, often 2 for chat",
        ),
    ),
    id="staffing",
)
EXCHANGE_RATES = BriefTable(
    "exchange_rates",
    "currency",
    (
        BriefColumn("currency", "Currency", options=CURRENCIES),
        BriefColumn(
            "brief_units_per_one",
            "One unit is worth",
            low=0,
            is_above_low=True,
            is_required=True,
            help="In the currency of the brief",
        ),
        BriefColumn(
            "as_of", "As of", is_date=True, help="The day for which you looked the rate up"
        ),
    ),
)
TOOLS = BriefTable(
    "tools",
    "tool",
    (
        BriefColumn("name", "Tool"),
        BriefColumn("purpose", "What for"),
        BriefColumn("brought_by", "Who brings it", options=("buyer", "partner")),
    ),
)
