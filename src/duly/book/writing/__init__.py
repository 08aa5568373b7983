"""How is a book put on disk, whole or not at all?"""
