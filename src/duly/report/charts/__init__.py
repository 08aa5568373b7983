"""Figures drawn as SVG: classes only, no inline style, no script, text that never scales.

Positions across are percentages and heights are pixels, so a drawing fills its card at any width
while its text keeps its size. Colours come from the stylesheet.
"""
