"""The parts of the page of robustness: assumptions, simulation, what-if, scenarios."""
