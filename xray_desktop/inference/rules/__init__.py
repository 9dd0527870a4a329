"""The gate's rules: each looks at one thing and says in a sentence what is wrong with it, or nothing.

Pure functions over an image and what the model card says of the input.
"""
