"""Reads a report as a browser does: its elements, its attributes and what it says."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "br", "img", "link", "input", "hr", "base", "source", "wbr", "embed"}
SPOKEN = ("aria-label",)


@dataclass
class Element:
    """One element with its attributes, the texts inside it and the elements that it stands in."""

    tag: str
    attributes: dict[str, str]
    inside: tuple[str, ...]
    texts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All that stands inside, with single spaces."""
        return " ".join(" ".join(self.texts).split())


class Reading(HTMLParser):
    """The elements of a page in their order; `faults` names what is not closed as it was opened."""

    def __init__(self, page: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.faults: list[str] = []
        self._open: list[Element] = []
        self.feed(page.decode("utf-8"))
        self.close()
        self.faults += [f"<{element.tag}> is never closed" for element in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        inside = tuple(element.tag for element in self._open)
        element = Element(tag, {name: value or "" for name, value in attrs}, inside)
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1].tag != tag:
            self.faults.append(f"</{tag}> closes nothing")
            return
        self._open.pop()

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.texts.append(data)

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """The elements with this tag and these attributes."""
        return [
            element
            for element in self.elements
            if element.tag == tag
            and all(element.attributes.get(name) == value for name, value in attributes.items())
        ]

    @property
    def tags(self) -> set[str]:
        """Every tag that occurs."""
        return {element.tag for element in self.elements}

    @property
    def said(self) -> str:
        """What a reader or a listener gets: texts outside the style element, and spoken labels."""
        spoken = [
            element.attributes[name]
            for element in self.elements
            for name in SPOKEN
            if name in element.attributes
        ]
        (body,) = self.all("body")
        return f"{body.text} {' '.join(spoken)}"
