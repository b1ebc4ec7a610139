"""What the brief lacks before it can be quoted on, and what the buyer's own template causes."""

from __future__ import annotations

from scorecard.catalogue import BriefField, BriefWarning, Catalogue
from scorecard.model import Brief, ChannelBaseline


def raised_warnings(catalogue: Catalogue, brief: Brief) -> tuple[BriefWarning, ...]:
    """The catalogue's warnings whose named test holds for the brief, in catalogue order.

    Of several on one field the first is given: the catalogue lists the gravest first. What is
    not stated warns of nothing.
    """
    first_of_field: dict[str, BriefWarning] = {}
    for warning in catalogue.brief_warnings:
        if _holds(warning, brief):
            first_of_field.setdefault(warning.field, warning)
    return tuple(first_of_field.values())


def missing_fields(catalogue: Catalogue, brief: Brief) -> tuple[BriefField, ...]:
    """The needed fields that are not stated, or whose table still has a gap, in catalogue order."""
    return tuple(
        field
        for field in catalogue.brief_fields
        if field.needed and not is_stated(brief, field.field)
    )


def is_stated(brief: Brief, field: str) -> bool:
    """Whether a field of the brief says all that a candidate needs of it.

    Volumes need a number for every type; channels need a share and the three baselines each.
    A field of the in-house team is named `in_house.base_wage_per_hour`. Raises AttributeError for
    a field that the brief does not have.
    """
    if field == "volumes":
        return bool(brief.volumes) and not volumes_without_number(brief)
    if field == "channels":
        return bool(brief.channels) and not channels_without_baseline(brief)
    name, _, inside = field.partition(".")
    value = getattr(brief, name)
    if inside and value is not None:
        value = getattr(value, inside)
    if isinstance(value, str):
        return bool(value.strip())
    return value is not None and value != ()


def volumes_without_number(brief: Brief) -> tuple[str, ...]:
    """The interaction types listed without contacts a month."""
    return tuple(v.interaction_type for v in brief.volumes if v.contacts_per_month is None)


def channels_without_baseline(brief: Brief) -> tuple[str, ...]:
    """The channels listed without a share, or without today's CSAT, FCR or AHT."""
    return tuple(channel.channel for channel in brief.channels if not _is_complete(channel))


def _is_complete(channel: ChannelBaseline) -> bool:
    stated = (channel.share_pct, channel.csat_pct, channel.fcr_pct, channel.aht_minutes)
    return all(figure is not None for figure in stated)


def _holds(warning: BriefWarning, brief: Brief) -> bool:
    value = getattr(brief, warning.field)
    if warning.test == "equals":
        return bool(value == warning.threshold)
    if not isinstance(value, int | float) or not isinstance(warning.threshold, int | float):
        return False
    match warning.test:
        case "above":
            return value > warning.threshold
        case "at_least":
            return value >= warning.threshold
        case "below":
            return value < warning.threshold
        case "at_most":
            return value <= warning.threshold
