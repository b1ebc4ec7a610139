"""The report in Chromium: alone, accessible, as narrow as a telephone, and on paper."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from building import AS_OF
from pages import WORKED
from playwright.sync_api import Browser, Page

from scorecard.catalogue import load_catalogue
from scorecard.certainty import assess
from scorecard.document import read_document
from scorecard.evaluation import Evaluation, evaluate
from scorecard.report import write_report

pytestmark = pytest.mark.browser

A4_POINTS = (595, 842)
HOSTILE = ("<script>document.title='taken'</script>", "</style><img src=x onerror=alert(1)>")


def worked(*names: str) -> Evaluation:
    """The worked selection, its first candidates under other names."""
    selection = read_document(WORKED.read_bytes()).selection
    renamed = [
        candidate.model_copy(update={"name": name})
        for candidate, name in zip(selection.candidates, names, strict=False)
    ]
    candidates = (*renamed, *selection.candidates[len(renamed) :])
    changed = selection.model_copy(update={"candidates": candidates})
    return evaluate(changed, load_catalogue(), as_of=AS_OF)


def file_of(evaluation: Evaluation, folder: Path) -> Path:
    file = folder / "report.html"
    file.write_bytes(write_report(evaluation, certainty=assess(evaluation), written_on=AS_OF))
    return file


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("width", [1280, 390])
def test_the_report_asks_for_no_other_file_has_no_fault_and_never_scrolls_sideways(
    page: Page, tmp_path: Path, width: int
) -> None:
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.set_viewport_size({"width": width, "height": 900})
    address = file_of(worked(), tmp_path).as_uri()
    page.goto(address)
    assert asked == [address]
    assert said == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    faults = Axe().run(page, options={"resultTypes": ["violations"]})
    assert [(f["id"], f["nodes"][0]["html"]) for f in faults.response["violations"]] == []


def test_hostile_names_stay_text_and_long_ones_stay_inside(page: Page, tmp_path: Path) -> None:
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(file_of(worked(*HOSTILE, "Very" * 50), tmp_path).as_uri())
    assert page.title().startswith("Selection report: Lindenhaus")
    assert page.locator("script, img").count() == 0
    assert page.get_by_text(HOSTILE[0]).count() > 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_every_drawing_shows_its_bars_and_hatching(page: Page, tmp_path: Path) -> None:
    evaluation = worked()
    page.goto(file_of(evaluation, tmp_path).as_uri())
    drawings = page.locator("figure.plot")
    assert drawings.count() == 6
    for drawing in drawings.all():
        first = drawing.locator("svg.marks").first.bounding_box()
        assert first is not None
        assert first["width"] > 150
    # The leader's value as a share of 100, on a scale as wide as the drawing.
    share = evaluation.overall[evaluation.ranked_order[0]] / 100
    plot = page.locator("figure.plot").first.locator("svg.marks").first
    bar = plot.locator("rect[height='16']").bounding_box()
    whole = plot.bounding_box()
    assert bar is not None
    assert whole is not None
    assert bar["width"] / whole["width"] == pytest.approx(share, abs=0.001)


def printed(page: Page, file: Path, pdf: Path) -> list[str]:
    """The text of every page on paper."""
    page.goto(file.as_uri())
    page.pdf(path=pdf, prefer_css_page_size=True, print_background=True)
    text = subprocess.run(
        ["pdftotext", "-layout", pdf, "-"], capture_output=True, check=True, encoding="utf-8"
    ).stdout
    return text.split("\f")[:-1]


def test_on_paper_each_page_is_a4_with_title_date_and_number(page: Page, tmp_path: Path) -> None:
    pages = printed(page, file_of(worked(), tmp_path), tmp_path / "report.pdf")
    assert 8 <= len(pages) <= 20
    for number, text in enumerate(pages, start=1):
        *_, foot = [line for line in text.splitlines() if line.strip()]
        assert "customer service 2027 · as of 22 November 2026" in foot
        assert foot.rstrip().endswith(f"Page {number} of {len(pages)}")
    sizes = re.findall(
        rb"/MediaBox\s*\[0 0 ([0-9.]+) ([0-9.]+)\]", (tmp_path / "report.pdf").read_bytes()
    )
    assert {(round(float(w)), round(float(h))) for w, h in sizes} == {A4_POINTS}


def test_on_paper_sections_begin_a_page_and_no_drawing_is_parted(
    page: Page, tmp_path: Path
) -> None:
    evaluation = worked()
    pages = printed(page, file_of(evaluation, tmp_path), tmp_path / "report.pdf")
    for title in ("Red flags", "Values by criterion", "Behind the values", "Weights"):
        starts = [text.strip().splitlines()[0].strip() for text in pages]
        assert title in starts
    # The first and the last bar of the ranking, and the key above them, on one page.
    (bars,) = [text for text in pages if "lowest to highest possible" in text]
    first, last = evaluation.ranked_order[0], evaluation.ranked_order[-1]
    for row in (first, last):
        low, high = evaluation.overall_low[row], evaluation.overall_high[row]
        assert f"{low:.1f}–{high:.1f} possible" in bars
    # A heading stays with what it is about.
    (rates,) = [text for text in pages if "Part of the rate" in text]
    assert "parts of the rate;" in rates


def test_on_paper_the_head_of_a_table_stands_on_every_page_that_it_fills(
    page: Page, tmp_path: Path
) -> None:
    selection = read_document(WORKED.read_bytes()).selection
    many, answers = [], []
    for number in range(50):
        model = selection.candidates[number % 5]
        many.append(model.model_copy(update={"id": f"c{number}", "name": f"Partner {number}"}))
        answers += [
            a.model_copy(update={"candidate_id": f"c{number}"})
            for a in selection.answers
            if a.candidate_id == model.id
        ]
    changed = selection.model_copy(update={"candidates": tuple(many), "answers": tuple(answers)})
    evaluation = evaluate(changed, load_catalogue(), as_of=AS_OF)
    pages = printed(page, file_of(evaluation, tmp_path), tmp_path / "report.pdf")
    last_name = evaluation.candidates[evaluation.ranked_order[-1]].name
    end = next(n for n, text in enumerate(pages) if re.search(rf"\b{last_name}\b", text))
    assert end >= 2
    for text in pages[1 : end + 1]:
        assert re.match(r"(?:\s|Overall|Possible|As|evidenced|\(rank\)|values?|ranks)*Rank", text)
