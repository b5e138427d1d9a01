"""The forms of the directory, the pathways, the protocol and the tallies."""
