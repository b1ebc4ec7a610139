"""The parts of the ranking page: rows with shortlist ticks, reasons behind a number."""
