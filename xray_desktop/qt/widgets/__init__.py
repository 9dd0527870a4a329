"""Small widgets and what several of them share."""
