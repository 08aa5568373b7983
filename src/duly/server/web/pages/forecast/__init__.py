"""What cash will come, how surely, and how far is the forecast to be trusted?"""
