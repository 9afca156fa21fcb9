"""Trials of finished bundles on sound: altered files, sounds that are no music, more and fewer windows."""
