"""Which key asks for what: the defaults, what a person chose instead, and the window that shows and edits both."""
