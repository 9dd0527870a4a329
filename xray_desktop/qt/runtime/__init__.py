"""Threads, priorities, the collector and the first paint: how the window's process runs."""
