"""`pamong deliver` and the post that `pamong serve` starts."""

import json
import os
import signal
import subprocess
import sys
from io import StringIO

import pytest
from django.core import mail as outbox
from django.core.management import CommandError, call_command

from pamong.cli.post import Post
from pamong.people.actions import set_mail_preference
from pamong.people.models import Mail, MailHow, MailKind, Zone
from pamong.people.notices import send
from pamong.policy.words import Method
from tests.mail_server import Post as Server
from tests.people_cast import Cast
from tests.programme.conftest import Programme

pytestmark = pytest.mark.django_db


def queue(cast: Cast, who: str = "employee", address: str = "rara@lpa.example", number: int = 1) -> None:
    cast[who].email = address
    cast[who].save()
    for _ in range(number):
        send(to=cast[who], kind=MailKind.INVITATION, subject="Kabar", opening="Silakan dibaca.")


def run(*arguments: str) -> dict[str, int]:
    out = StringIO()
    call_command("deliver", "--json", *arguments, stdout=out)
    return dict(json.loads(out.getvalue()))


def test_everything_that_is_due_goes_however_much(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    queue(cast, number=7)
    from pamong.cli import post
    from pamong.people.actions import deliver

    monkeypatch.setattr(post, "deliver", lambda **more: deliver(limit=3, **more))
    assert run() == {"sent": 7, "put_off": 0, "failed": 0, "lapsed": 0}
    assert run() == {"sent": 0, "put_off": 0, "failed": 0, "lapsed": 0}
    assert len(outbox.outbox) == 7


def test_what_is_over_holds_up_nobody(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    queue(cast, number=4)
    first = list(Mail.objects.order_by("pk").values_list("pk", flat=True)[:3])
    Mail.objects.filter(pk__in=first).update(event={"start": "2020-01-01T00:00:00+00:00"})
    from pamong.cli import post
    from pamong.people.actions import deliver

    monkeypatch.setattr(post, "deliver", lambda **more: deliver(limit=2, **more))
    assert run() == {"sent": 1, "put_off": 0, "failed": 0, "lapsed": 3}


def test_a_server_that_is_away_is_asked_once(cast: Cast, settings: object) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # type: ignore[attr-defined]
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # type: ignore[attr-defined]
    queue(cast, number=5)
    assert run() == {"sent": 0, "put_off": 1, "failed": 0, "lapsed": 0}


def test_the_refused_do_not_stop_the_others(cast: Cast, post: Server) -> None:
    queue(cast, address="tidak-ada@lpa.example")
    queue(cast, "superior", "penuh@lpa.example")
    queue(cast, "planner", "sari@lpa.example")
    assert run() == {"sent": 1, "put_off": 1, "failed": 1, "lapsed": 0}
    assert len(post.to("sari@lpa.example")) == 1


def test_a_round_tells_the_news_to_who_wants_it_at_once(cast: Cast) -> None:
    superior = cast["superior"]
    superior.email = "sri@lpa.example"
    superior.save()
    set_mail_preference(by=superior, how=MailHow.AT_ONCE, language="id", time_zone=Zone.WIB)
    Programme(cast).own(Method.MENTORING)
    post = Post()
    post.round()
    assert [message.to for message in outbox.outbox] == [["sri@lpa.example"]]
    post.round()
    assert len(outbox.outbox) == 1


@pytest.mark.parametrize("every", ["0", "3601"])
def test_a_pause_that_cannot_be_is_refused(every: str) -> None:
    with pytest.raises(CommandError, match="--every"):
        call_command("deliver", "--every", every)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_it_stops_when_asked_to(tmp_path: object) -> None:

    environment = {
        **os.environ,
        "PAMONG_HOME": str(tmp_path),
        "PAMONG_DATABASE_URL": f"sqlite:///{tmp_path}/p.sqlite3",
    }
    subprocess.run(
        [sys.executable, "-m", "django", "migrate", "-v0"], env=environment, check=True, timeout=120
    )
    command = [sys.executable, "-m", "django", "deliver", "--every", "600"]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "Surel dikirim setiap 600 detik.\n"
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=60) == 0
