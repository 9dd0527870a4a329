"""Whose picture it is, shown or hidden."""
