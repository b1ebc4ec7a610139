"""The due-diligence form: one candidate, one section, answers that save themselves."""
