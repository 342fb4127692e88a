"""Turns scraped web pages into clean text, references and metadata, and loses nothing in silence.

read > segment > classify > references > dedupe > write
"""
