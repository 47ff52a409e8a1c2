"""A map as nodes and edges with attributes, and back: what GraphML and GEXF have in common.

An attribute is a string, a number or a boolean. Fields that are none of these, and strings that XML cannot
write, are together in one attribute, "argmap", as JSON; so nothing is written twice, and what somebody edits in
another program is what is read.
"""
