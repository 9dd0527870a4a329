"""Pictures of the real window for the documentation; `take_screenshots.py` beside this folder is how they are taken."""
