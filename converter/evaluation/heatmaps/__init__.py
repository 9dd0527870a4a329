"""Whether a model's heat map means something: tests on drawings with a known opacity and on real radiographs."""
