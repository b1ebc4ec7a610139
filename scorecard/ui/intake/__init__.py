"""Questionnaires that came back: read, compared, accepted."""
