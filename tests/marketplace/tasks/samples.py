"""Tasks that the tests of the queue run."""

from django_tasks import task

done: list[str] = []


@task()
def note(word: str) -> None:
    done.append(word)


@task()
def fail() -> None:
    raise RuntimeError("the mail server is away")


@task()
def come_round() -> None:
    done.append("round")
