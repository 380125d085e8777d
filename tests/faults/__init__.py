"""Kills, full disks, closed streams: with real processes, signals and file systems."""
