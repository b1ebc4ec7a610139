"""The parts of the page of links and exports."""
