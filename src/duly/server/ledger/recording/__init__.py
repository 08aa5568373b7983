"""How do many facts enter the database at once, and leave it no more?"""
