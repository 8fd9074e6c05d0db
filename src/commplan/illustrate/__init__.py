"""Pictures for documents: what a plan, or a measured period, gives the charts to draw.

How to add a picture to a document: a chart in `charts/`, a function here that fills its rows, and its id in the template.
"""
