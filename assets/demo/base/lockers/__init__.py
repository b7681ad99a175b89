"""Parcel lockers at railway stations."""
