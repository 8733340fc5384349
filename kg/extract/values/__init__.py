"""Values in a text: sums of money and dates."""

from kg.extract.values.money import MoneyMention, find_money

__all__ = ["MoneyMention", "find_money"]
