"""The parts of the page of the award and its debriefs."""
