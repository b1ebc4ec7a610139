"""The one kind of failure that a command reports: a single line and exit code 2."""


class CommandFault(Exception):
    """Something the person at the keyboard can put right; the message says what, where and how."""


def one_line(text: str) -> str:
    """The text on one line, free of control characters that a terminal would obey."""
    words = " ".join(text.split())
    return "".join(character if character.isprintable() else "�" for character in words)


def first_of(faults: tuple[str, ...]) -> str:
    """The first fault, and how many more there are."""
    more = len(faults) - 1
    return faults[0] + (f" (and {more} more)" if more else "")
