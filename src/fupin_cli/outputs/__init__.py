"""Findings, checks and figures for people and for programs."""
