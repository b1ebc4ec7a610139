"""`python -m scorecard`."""

import sys
import warnings

from scorecard.cli import main

if __name__ == "__main__":
    if not sys.warnoptions:
        # What libraries warn of concerns developers; ours to say is one clear line.
        warnings.simplefilter("ignore")
    sys.exit(main())
