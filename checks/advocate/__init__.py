"""The advocate: what fails is first held against Yushen's own reading, by blocks, before it is held against a document.

A published table states hundreds of relations and holds a handful of slips, if any; a reading can be wrong as a whole.
Each argument stands in a file of its own and states which accusations it defends, and why. What is defended is no
finding: it is one doubt about the reading of a table, and its relations are counted as not checked.
"""
