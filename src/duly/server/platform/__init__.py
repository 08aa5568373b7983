"""Who may do what, what was done, and what is still to do?"""
