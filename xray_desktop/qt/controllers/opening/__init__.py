"""How images come in and how a session is kept."""
