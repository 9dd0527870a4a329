"""The panel on the left: the folders of the open study."""
