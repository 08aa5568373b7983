"""What was decided and done, in an order nobody can change without being noticed?"""
