"""How fast it is: a believable portfolio of any size, and each measure next to the floor of its run."""
