"""Details of the scorecard sheet that say who leads and by how much, as formulas.

The Summary's first sentence is one of them, so that it follows other points as the ranks do.
"""

from __future__ import annotations

from scorecard.excel.book import BAND_FILL, Book, Sheet
from scorecard.excel.leader_words import headline, lacking, lead_of, several
from scorecard.excel.plain_text import cell_text
from scorecard.excel.scorecard_layout import (
    FIRST_CANDIDATE_COLUMN,
    GROUP_COLUMN,
    HEADER_ROW,
    ScorecardLayout,
    column_letters,
)
from scorecard.scoring.ranking import DECIMALS
from scorecard.sentences import SMALLEST_SHOWN

TITLE = "Who leads, and by how much"
LABELS = {
    "place": "Order by rank, equal ranks by name",
    "lacking": "In front, and covered to less than a leader needs",
    "in_front": "The last place that is in front",
    "leader": "Leader",
    "lead": "Lead over the next",
    "headline": "First sentence of the Summary",
}
# A rank and the place by name in one number: fewer candidates than this can be told apart.
NAMES_APART = 10_000
NONE_YET = "none yet"
NOTHING_WEIGHS = "all weights are zero"


def write_leader_details(book: Book, sheet: Sheet, layout: ScorecardLayout) -> None:
    """Writes the order, the leader, the lead and the sentence; nothing where nobody is ranked."""
    if not layout.evaluation.ranked_order:
        return
    first = min(layout.leader_row.values())
    sheet.text(first - 1, GROUP_COLUMN, TITLE, book.style(bold=True, bg_color=BAND_FILL))
    for name, row in layout.leader_row.items():
        sheet.text(row, GROUP_COLUMN, LABELS[name])
    _Formulas(layout).write(sheet)
    for name in ("leader", "lead"):
        book.workbook.define_name(name, f"={layout.leader_cell(name)}")


class _Formulas:
    """The formulas of one scorecard sheet with their present results."""

    def __init__(self, layout: ScorecardLayout) -> None:
        self.layout = layout
        self.evaluation = layout.evaluation
        self.ranked_count = len(self.evaluation.ranked_order)
        self.needed = self.evaluation.catalogue.settings.leader_coverage_pct
        last = FIRST_CANDIDATE_COLUMN + len(layout.candidate_order) - 1
        candidates = self.evaluation.candidates
        by_name = sorted(range(len(candidates)), key=lambda r: (candidates[r].name.casefold(), r))
        # Equal ranks are told apart by name, as on the pages.
        self.place_by_name = {r: place for place, r in enumerate(by_name, start=1)}
        self.columns = (column_letters(FIRST_CANDIDATE_COLUMN), column_letters(last))

    def write(self, sheet: Sheet) -> None:
        """Writes every row of the block."""
        self._write_places(sheet)
        layout, evaluation = self.layout, self.evaluation
        ties = f"COUNTIF({layout.across('rank')},1)"
        last_in_front = f"MIN({self.ranked_count},MAX(2,{ties}))"
        in_front = evaluation.ranked_order[: max(2, len(evaluation.leaders))][-1]
        is_withheld = bool(evaluation.leader_withheld_because)
        names = [cell_text(evaluation.candidates[row].name) for row in evaluation.ranked_order]
        leader = NONE_YET if is_withheld else several(names[: len(evaluation.leaders)])
        withheld = f"OR({self._nothing_weighs()},{self._lacking_count()}>0)"
        if self._answered_alone():
            withheld = "TRUE"
        cells: dict[str, tuple[str, float | str]] = {
            "in_front": (f"=SMALL({self._across('place')},{last_in_front})", self._place(in_front)),
            "leader": (f'=IF({withheld},"{NONE_YET}",{self._leaders()})', leader),
            "lead": (
                f'=IF({withheld},"",{self._lead_formula()})',
                "" if is_withheld else lead_of(layout),
            ),
            "headline": (f"={self._headline()}", headline(layout)),
        }
        for name, (formula, cached) in cells.items():
            row = layout.leader_row[name]
            sheet.formula(row, FIRST_CANDIDATE_COLUMN, formula, cached)

    def _write_places(self, sheet: Sheet) -> None:
        layout = self.layout
        short = set(lacking(layout))
        for r in layout.candidate_order:
            is_ranked = self.evaluation.rank[r] > 0
            inside = layout.cell(layout.result_row["in_ranking"], r)
            rank = layout.cell(layout.result_row["rank"], r)
            coverage = layout.cell(layout.result_row["coverage"], r)
            place = layout.cell(layout.leader_row["place"], r)
            column = layout.column_of[r]
            sheet.formula(
                layout.leader_row["place"], column,
                f'=IF({inside}="yes",{rank}+{self.place_by_name[r]}/{NAMES_APART},"")',
                self._place(r) if is_ranked else "",
            )  # fmt: skip
            is_short = f"ROUND(100*{coverage},{DECIMALS})<{self.needed:g}"
            sheet.formula(
                layout.leader_row["lacking"], column,
                f'=IF({inside}="yes",IF(AND({place}<={self._cell("in_front")},{is_short}),'
                f'{place},""),"")',
                self._place(r) if r in short else "",
            )  # fmt: skip

    def _place(self, r: int) -> float:
        return int(self.evaluation.rank[r]) + self.place_by_name[r] / NAMES_APART

    def _across(self, name: str) -> str:
        return self._range(self.layout.leader_row[name])

    def _range(self, row: int) -> str:
        first, last = self.columns
        return f"${first}${row + 1}:${last}${row + 1}"

    def _cell(self, name: str) -> str:
        return f"${self.columns[0]}${self.layout.leader_row[name] + 1}"

    def _nothing_weighs(self) -> str:
        return f"SUM({self.layout.points_range()})=0"

    def _lacking_count(self) -> str:
        return f"COUNT({self._across('lacking')})"

    def _found(self, among: str, number: int, wanted: str) -> str:
        """What stands in the row `wanted` for the candidate in a place among others."""
        place = f"SMALL({self._across(among)},{number})"
        return f"INDEX({wanted},MATCH({place},{self._across('place')},0))"

    def _name(self, number: int, among: str = "place") -> str:
        return self._found(among, number, self._range(HEADER_ROW))

    def _leaders(self) -> str:
        """Who has rank 1: one name, or all that share it."""
        return self._several(f"COUNTIF({self.layout.across('rank')},1)")

    def _several(self, count: str) -> str:
        """The names of the first `count`, a formula: one, two, three, or how many besides two."""
        told = self._name(1)
        if self.ranked_count > 1:
            told = f'IF({count}=2,{self._name(1)}&" and "&{self._name(2)},{told})'
        if self.ranked_count > 2:
            two = f'{self._name(1)}&", "&{self._name(2)}'
            told = f'IF({count}=3,{two}&" and "&{self._name(3)},{told})'
            told = f'IF({count}>3,{two}&" and "&({count}-2)&" more",{told})'
        return told

    def _overall(self, number: int) -> str:
        return self._found("place", number, self.layout.across("overall"))

    def _lead_formula(self) -> str:
        if self.ranked_count < 2:
            return "0"
        return f"ROUND({self._overall(1)}-{self._overall(2)},{DECIMALS})"

    def _answered_alone(self) -> bool:
        """Whether nobody but the one who is ranked has answered anything, whatever the weights."""
        return self.ranked_count == 1 and bool(self.evaluation.unanswered_order)

    def _headline(self) -> str:
        start = '"Provisional: "&' if self.evaluation.is_provisional else ""
        leader, lead = self._cell("leader"), self._cell("lead")
        overall = f"FIXED({self._overall(1)},1)"
        if self.ranked_count == 1:
            told = f'{start}{leader}&" is the only candidate in the ranking."'
        else:
            second = self._name(2)
            by = f'IF({lead}<{SMALLEST_SHOWN:g},"less than 0.1",FIXED({lead},1))'
            told = f'{start}{leader}&" leads "&{second}&" by "&{by}&"."'
            inside = f'{self.layout.across("in_ranking")},"yes"'
            level = f"COUNTIFS({inside},{self.layout.across('overall')},{self._overall(1)})"
            equal = (
                f'{start}{self._several(level)}&" are equal at "&{overall}'
                f'&"; the tie-break puts "&{leader}&" first."'
            )
            told = f"IF({lead}=0,{equal},{told})"
            tied = f'{start}{leader}&" are tied at "&{overall}&"."'
            told = f"IF(COUNTIF({self.layout.across('rank')},1)>1,{tied},{told})"
        told = f'IF({self._lacking_count()}>0,"No leader yet: "&{self._withheld()},{told})'
        if self._answered_alone():
            among = " of those who meet the gates" if self.evaluation.excluded_order else ""
            told = f'"No leader yet: only "&{self._name(1)}&"{among} has answered anything yet."'
        nothing = f'"No leader yet: {NOTHING_WEIGHS}."'
        return f"IF({self._nothing_weighs()},{nothing},{told})"

    def _withheld(self) -> str:
        """Who in front is covered too little: two are named, more are counted."""
        coverage = self.layout.across("coverage")

        def share(number: int) -> str:
            covered = self._found("lacking", number, coverage)
            return f"INT(ROUND(100*{covered},{DECIMALS}))"

        count = self._lacking_count()
        told = f'{self._name(1, "lacking")}&" is covered to "&{share(1)}&" %"'
        if self.ranked_count > 1:
            second = f'{self._name(2, "lacking")}&" to "&{share(2)}&" %"'
            more = f'", "&{second}&" and "&({count}-2)&" more to less than {self.needed:g} %"'
            told += f'&IF({count}>2,{more},IF({count}=2," and "&{second},""))'
        return f'{told}&" of the weight; a leader is announced from {self.needed:g} %."'
