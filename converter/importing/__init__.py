"""Other people's Keras models: read whatever wrote them, told what they mean by labelled images, made our own.

`loading` gives a Keras model, `conventions` and `ranking` find out what its input and output mean, `standard_form`
puts that into the graph, and `importer` hands the result to the exporter.
"""
