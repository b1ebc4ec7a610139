"""The board report: one self-contained HTML file, printable as it is.

`rendered` with the templates `base.html.j2` and `macros.html.j2` is what other printed pages of the
same look are made with; `Heading` and `Plot` are what they are filled with.
"""

from scorecard.report.board_report import write_report, write_shared_report
from scorecard.report.heading import Fact, Heading
from scorecard.report.page import rendered
from scorecard.report.plot import Plot, PlotRow, Scale

__all__ = [
    "Fact",
    "Heading",
    "Plot",
    "PlotRow",
    "Scale",
    "rendered",
    "write_report",
    "write_shared_report",
]
