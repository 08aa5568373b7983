"""Files in, reports out: the command line, which needs no server."""
