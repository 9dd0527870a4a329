"""Pictures that are no upright frontal chest radiographs, by kind.

Those that choose the layer (`choosing`) are drawn or made of the chests that the distance was fitted on; those that
measure (`measuring`) come from other sources, and turned chests from other patients. Nothing is kept in the project.
"""
