"""The words that activities are described with: types, groups, objectives, sectors. Shipped, the same for everybody.

Sectors are the purposes of the DAC (five digits) and its categories (three), in short words of our own.
"""
