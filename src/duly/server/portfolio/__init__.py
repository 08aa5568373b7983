"""What did the core say of the whole book, day by day?"""
