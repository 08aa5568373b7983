"""What does the core say of a day: the answers that are stored, as plain values, Django unseen?"""
