"""What cash will come, in which week, and how sure is that?"""
