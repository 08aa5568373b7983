"""Who owes what to which of our companies, since when, and how do we know?"""
