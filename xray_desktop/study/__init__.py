"""The open study: entries, results, order and counts. Needs no Qt."""
