"""The few pages that the server answers itself, without Streamlit: short, plain, self-contained."""

from __future__ import annotations

from html import escape

SHARE_COMMANDS = (
    "make share",
    "SCORECARD_MODE=links SCORECARD_PUBLIC_URL=https://… make share",
)
LINK_PROBLEM_TITLE = "This link does not work"
LINK_PROBLEM_TEXT = (
    "It may be mistyped, have expired or have been revoked. "
    "Ask the person who sent it for another one."
)
STORAGE_PROBLEM_TITLE = "The database cannot be read"
NO_LINK_TITLE = "Ask for a link"
NO_LINK_TEXT = (
    "This scorecard opens with a personal link. Ask the person who runs it to send you one."
)
FOREIGN_TITLE = "This scorecard is open on its own machine only"
FOREIGN_TEXT = (
    "It runs for one person and has no sign-in, so that requests from elsewhere, or through a "
    "tunnel or proxy, are refused. Whoever runs it can open it up with one command, after which "
    "it asks everybody for a link:"
)
FOREIGN_ADDRESS_TEXT = (
    "The scorecard has no sign-in in mode local and does not listen on {address}. "
    "Leave --server.address out to use it on this machine, or open it up with one command, "
    "after which it asks everybody for a link:"
)


def page(title: str, text: str, commands: tuple[str, ...] = ()) -> str:
    """A complete HTML page with a title, a paragraph and commands to type."""
    lines = "".join(f"<pre><code>{escape(command)}</code></pre>" for command in commands)
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>"
        f"<body><main><h1>{escape(title)}</h1><p>{escape(text)}</p>{lines}</main></body></html>\n"
    )


def link_problem_page() -> str:
    """One page for every link that does not work, so that nobody learns why."""
    return page(LINK_PROBLEM_TITLE, LINK_PROBLEM_TEXT)


def foreign_page() -> str:
    """What a request from elsewhere gets in mode local."""
    return page(FOREIGN_TITLE, FOREIGN_TEXT, SHARE_COMMANDS)


def foreign_address_message(address: str) -> str:
    """What is printed when the server is started on another address in mode local."""
    commands = "\n".join(f"    {command}" for command in SHARE_COMMANDS)
    return f"{FOREIGN_ADDRESS_TEXT.format(address=address)}\n\n{commands}\n"


_STYLE = (
    ":root{color-scheme:light dark}"
    "body{font:1rem/1.5 system-ui,sans-serif;margin:0;padding:10vh 1.5rem}"
    "main{max-width:36rem;margin:0 auto}h1{font-size:1.5rem}"
    "pre{overflow-x:auto;padding:.75rem 1rem;border:1px solid #8886;border-radius:6px}"
)
