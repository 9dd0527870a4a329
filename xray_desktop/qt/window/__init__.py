"""The main window with its actions, menus, bars and pages."""
