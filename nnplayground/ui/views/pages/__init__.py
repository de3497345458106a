"""The pages of the bottom dock, one view each; found by discovery."""
