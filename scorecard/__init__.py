"""Partner scorecard: choose an outsourcing partner for customer support, and show why."""
