"""Answers → findings: which warnings are raised, clear or unknown for whom."""

from scorecard.red_flags.findings import Finding, State, find, shown

__all__ = ["Finding", "State", "find", "shown"]
