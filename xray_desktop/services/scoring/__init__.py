"""A model scores a study in threads of its own."""
