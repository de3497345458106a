"""Reading pictures from files of many kinds; nothing that a file holds is executed."""
