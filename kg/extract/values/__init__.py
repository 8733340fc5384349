"""Values in a text: sums of money and dates."""

from kg.extract.values.dates import DateMention, find_dates
from kg.extract.values.money import MoneyMention, find_money

__all__ = ["DateMention", "MoneyMention", "find_dates", "find_money"]
