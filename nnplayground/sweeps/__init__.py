"""Sweeps: one experiment trained with many settings, in a study that can be gone on with."""
