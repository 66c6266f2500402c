"""A territory handed over: what is known of each account, which are in danger, what fits into the days left.

Pure: lists and interviews in, frozen values out. Files, pages and sentences are made elsewhere.
"""
