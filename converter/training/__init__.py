"""Training: the stream of batches, what happens after each epoch, the run folder."""
