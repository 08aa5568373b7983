"""The steps by which the tables of this context came about."""
