"""Pictures from a web address."""
