"""What is done behind the pages: asked for in a transaction, done at least once, or parked?"""
