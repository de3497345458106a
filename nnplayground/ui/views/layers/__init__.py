"""What pages that compare layers are made of: rows of bars, curves, and a field of small pictures."""
