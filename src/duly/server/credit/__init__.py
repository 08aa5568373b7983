"""Which credit policy is in force, who proposed it and who agreed?"""
