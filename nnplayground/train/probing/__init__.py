"""The probes, by what they look at; found by discovery (see :mod:`nnplayground.train.probes`)."""
