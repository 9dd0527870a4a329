"""The rows of a report and what lies beside it."""
