"""The X-ray of a portfolio as one page: a section a file, each made from the facts of the JSON."""
