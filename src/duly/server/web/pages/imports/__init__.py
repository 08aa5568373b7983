"""How do receivables come in: uploaded, understood, tried out, committed, and undone if need be?"""
