"""What decides: views emit intentions, controllers act on them through the services and tell the views what to show."""
