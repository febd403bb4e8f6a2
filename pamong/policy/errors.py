"""Errors of the rules; each says what is wrong and what to do, in both languages."""

from pamong.policy.sentence import Sentence


class PamongError(Exception):
    """Base of all errors that a person may read; `sentence` is text or both languages."""

    default = Sentence("Permintaan ini tidak dapat dijalankan.", "This request cannot be carried out.")

    def __init__(self, sentence: Sentence | str = "") -> None:
        self.sentence: Sentence | str = sentence or self.default
        super().__init__(str(self.sentence))


class NotAllowed(PamongError):
    """This person may not do this, or not see it."""

    default = Sentence("Anda tidak berwenang melakukan ini.", "You are not allowed to do this.")


class WrongState(PamongError):
    """The thing is no longer, or not yet, in a state that allows this."""

    default = Sentence(
        "Keadaannya sudah berubah. Muat ulang halaman, lalu coba lagi.",
        "Its state has changed. Reload the page, then try again.",
    )


class Invalid(PamongError):
    """A value is outside what is possible or allowed."""

    default = Sentence("Nilai ini tidak dapat dipakai.", "This value cannot be used.")


class PolicyError(PamongError):
    """Base of all errors of the rules."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence: Sentence = sentence


class NotInForce(PolicyError):
    """A parameter has no value on the day asked."""


class OutOfBounds(PolicyError):
    """A setting lies outside what the rules leave open."""


class BadNip(PolicyError):
    """A NIP that cannot be one."""
