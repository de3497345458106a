"""What leaves the program: code, models, measures, reports. Every format is one class, found by discovery."""
