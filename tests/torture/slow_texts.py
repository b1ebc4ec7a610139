"""Texts that are slow to read: header cells, names and tables aimed at what readers search for."""

from __future__ import annotations


def _table(rows: int, columns: int, cell: str) -> str:
    header = ";".join(["Criterion", "Weight", *(f"C{column}" for column in range(columns))])
    lines = (";".join([f"x{row}", "1", *([cell] * columns)]) for row in range(rows))
    return "\n".join([header, *lines])


# Header cells, names and numbers that a pattern would try from every one of their characters.
SLOW_TEXTS: dict[str, str] = {
    "digits in the header": f"Criterion;Weight;a {'1' * 32_000};B\nx;1;2;3\ny;2;3;4\n",
    "digits in brackets": f"Criterion;Weight;A ({'1' * 32_000});B\nx;1;2;3\ny;2;3;4\n",
    "spaces after max": f"Criterion;Weight;A max{' ' * 32_000};B\nx;1;2;3\ny;2;3;4\n",
    "brackets that never close": f"Criterion;Weight;A {'(' * 32_000};B\nx;1;2;3\ny;2;3;4\n",
    "digits in a title": f"Scores {'1' * 32_000}\nCriterion;Weight;A;B\nx;1;2;3\ny;2;3;4\n",
    "numbering upon numbering": "Criterion;Weight;A;B\n"
    + "".join(f"1{'.1' * row} x{row};1;2;3\n" for row in range(1_500)),
    "nothing but totals": "Criterion;Weight;" + ";".join(f"C{n}" for n in range(150)) + "\n"
    + "".join(f"Total x{row};{row + 0.25};{';' * 149}\n" for row in range(1_900)),
    "more scores than are read": _table(1_999, 298, "3"),
}  # fmt: skip
STRICT_TEXTS: dict[str, str] = {
    "a number that ends in a letter": "criterion,weight,low,high,A\nx,1,0,10,"
    + "1" * 100_000
    + "x\n",
    "more scores than are read": _table(1_999, 290, "3")
    .replace("Criterion;Weight;", "criterion;weight;low;high;")
    .replace(";1;3;3;", ";1;0;5;"),
}
