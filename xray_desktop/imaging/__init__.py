"""Files become pictures: scan, decode, the grey-scale chain, and the one geometry that places everything.

Pure functions over paths and bytes with picklable results, so that untrusted files can be decoded in worker
processes that may die without taking the window along.
"""
