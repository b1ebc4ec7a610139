"""`make screenshots`: photographs every page with the worked selection into docs/screenshots.

With names of pages (`python -m browser.screenshots cost award`) those only.

The pictures are the same in every run of a day as long as the pages are: the selection is the
shipped example, animations are off, colours are few. Today's date and time, where a page names
them, are written over with `SHOWN_ON`; what else follows the calendar (a document that expires, the
last day of a new link) moves with it.
"""

# ruff: noqa: T201 - a command that says what it does

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from browser.all_pages import every_page, show
from browser.chromium import started_chromium
from browser.live_app import LiveApp
from browser.visit import Scheme, Visit
from conftest import find_chromium
from PIL import Image
from playwright.sync_api import Browser

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
WIDTHS = (1280, 390)
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
MOST_HEIGHT = 2_400
# Enough for these pages; a third of the size of the full palette.
COLOURS = 64
DRAWING_MS = 600
SHOWN_ON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
WRITE_OVER = """([today, todayInWords, shown, shownInWords]) => {
  for (const text of document.querySelectorAll("p, code")) {
    if (!text.innerText.includes(today) && !text.innerText.includes(todayInWords)) continue;
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      // Markdown puts a colon and what follows it into a piece of text of its own.
      node.nodeValue = node.nodeValue.replaceAll(today, shown)
        .replaceAll(todayInWords, shownInWords)
        .replace(/\\b\\d{2}:\\d{2}\\b/g, "12:00")
        .replace(/([, ])\\d{2}$/, (_, before) => before + "12").replace(/^:\\d{2}/, ":00");
    }
  }
}"""


def main(names: Sequence[str] = ()) -> int:
    """Writes `<page>-<width>-<scheme>.png` for each page, or for those that are named."""
    path = find_chromium()
    if path is None:
        print("Chromium is not installed (see .ci/run)", file=sys.stderr)
        return 2
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, started_chromium(path) as browser:
        app = LiveApp(Path(folder))
        app.start()
        try:
            written = _photographs(browser, app, names)
        finally:
            app.stop()
    total = sum(file.stat().st_size for file in written)
    print(f"{len(written)} pictures, {total / 1_000_000:.1f} MB, in docs/screenshots")
    return 0


def _photographs(browser: Browser, app: LiveApp, names: Sequence[str]) -> list[Path]:
    written = []
    pages = [page for page in every_page(app) if not names or page.name in names]
    for width in WIDTHS:
        for scheme in SCHEMES:
            visit = Visit(browser, app.url, width=width, scheme=scheme)
            for page in pages:
                show(visit, page)
                file = FOLDER / f"{page.name}-{width}-{scheme}.png"
                _photograph(visit, width, file)
                written.append(file)
            visit.close()
    return written


def _photograph(visit: Visit, width: int, file: Path) -> None:
    main = visit.page.locator("[data-testid=stMain]")
    height = min(int(main.evaluate("main => main.scrollHeight")) + 40, MOST_HEIGHT)
    # Streamlit scrolls inside the page: the window is made as tall as what is to be seen.
    visit.page.set_viewport_size({"width": width, "height": height})
    visit.settle()
    today = datetime.now(UTC)
    words = [words for day in (today, SHOWN_ON) for words in (f"{day:%Y-%m-%d}", _in_words(day))]
    visit.page.evaluate(WRITE_OVER, words)
    visit.page.evaluate("document.fonts.ready")
    visit.page.wait_for_timeout(DRAWING_MS)
    picture = Image.open(io.BytesIO(visit.page.screenshot(animations="disabled")))
    flat = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    flat.save(file, optimize=True)
    visit.page.set_viewport_size({"width": width, "height": 900})


def _in_words(day: datetime) -> str:
    return f"{day:%d %B %Y}".lstrip("0")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
