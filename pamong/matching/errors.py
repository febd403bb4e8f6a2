"""What is wrong with an input or too large for exact numbers, said in one sentence."""


class BadInput(Exception):
    """An input the contract does not allow; the sentence names place, value and cure."""


class TooLarge(BadInput):
    """Numbers for which the order "most people first, then the highest total" cannot be kept exact."""
