"""When will each invoice be paid, what cash will come, and how far can the answer be trusted?"""
