"""Who outside is told what happened, and how can they be sure it was us?"""
