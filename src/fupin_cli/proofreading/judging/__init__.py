"""Judging the claims: does what the text states agree with its own figures?"""
