"""Which pages stand at which address, a file for each part of the desk?"""
