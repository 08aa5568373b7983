"""What would an import change: which rows are new, which differ, which does it not speak of?"""
