"""How much of a file that somebody brings along is read; more is refused before it is opened."""

LARGEST_FILE_BYTES = 5 * 1024 * 1024
MOST_ROWS = 2_000
MOST_COLUMNS = 300
# Criteria times candidates: each becomes an answer, and so many take about two seconds.
MOST_ANSWERS = 50_000

# An XLSX file is a ZIP archive. Spreadsheet programs reach ratios of 10 to 50; a bomb 1,000.
LARGEST_UNPACKED_BYTES = 60 * 1024 * 1024
MOST_UNPACKED_TO_PACKED = 100
SMALL_UNPACKED_BYTES = 1024 * 1024
MOST_ARCHIVE_ENTRIES = 1_000

# What an XLSX file may hold before openpyxl reads it: a row, a cell and a value are a mark each
# and cost it some millionths of a second; a text, formula, format or merge costs ten times that.
MOST_CELL_MARKS = 1_500_000
MOST_OTHER_MARKS = 250_000
# Attributes count too: one may hold very many ranges.
CHARACTERS_OF_A_MARK = 32
# Spreadsheet programs allow 255 characters; longer ones are searched again from every character.
MOST_FORMAT_CHARACTERS = 1_000
MOST_PRINT_AREA_CHARACTERS = 10_000
MOST_COMMENT_CHARACTERS = 64 * 1024
# A cell holds 32,767 characters at most; four bytes and some escapes each.
LONGEST_RUN_BYTES = 512 * 1024
# Several sheets may name the same part, which is then read for each of them.
MOST_SHEETS_TIMES_BYTES = 256 * 1024 * 1024

# Rows and cells that only carry a format cost time too, though they hold nothing. Rows are those of
# one sheet, and of all sheets of a workbook; cells those of all sheets.
MOST_ROWS_VISITED = 1_048_576
MOST_BOOK_ROWS_VISITED = 20_000_000
MOST_CELLS_VISITED = 20_000_000
# A sheet of 50,000 scores with weighted points and remarks beside them; more is refused unread.
MOST_FILLED_CELLS = 200_000
# As much text as the largest CSV file has, however often one text is used.
MOST_CHARACTERS = LARGEST_FILE_BYTES

HEADER_SEARCH_ROWS = 20
# Score sheets as people keep them: a page of instructions above the table, a sheet a lot.
LOOSE_HEADER_SEARCH_ROWS = 60
MOST_SHEETS = 40
# The scales that score sheets use, from 0; the smallest that fits is proposed and said.
USUAL_HIGHEST_SCORES = (5.0, 10.0, 100.0)
MOST_MERGED_CELLS = 20_000
MOST_NAME_CHARACTERS = 200
LARGEST_NUMBER = 1e12

# A questionnaire has some 60 questions; what is much larger is none, or was filled with formats.
MOST_QUESTIONNAIRE_COLUMNS = 32
MOST_QUESTIONNAIRE_ROWS = 20_000
MOST_QUESTIONNAIRE_ROWS_VISITED = 2_000_000
MOST_QUESTIONNAIRE_SHEETS = 200
MOST_XML_BYTES = 20 * 1024 * 1024
