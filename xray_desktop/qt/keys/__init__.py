"""Which key asks for what: the defaults, what the user chose instead, and the window that shows and edits both."""
