"""What is wrong with an input, said in one sentence."""


class BadInput(Exception):
    """An input the contract does not allow; the sentence names place, value and cure."""
