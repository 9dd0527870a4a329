"""The gate of a model file: how far a picture lies from the radiographs that the model knows, computed in the graph.

The distance is learned from chest radiographs alone; pictures of other things choose which layer is looked at, and
others again measure what is refused.
"""
