"""Documents and tables in the formats that people read. Pure functions from values to text."""
