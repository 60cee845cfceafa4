import pytest

from search.breaker import Breaker


@pytest.fixture
def clock():
    return [0.0]


@pytest.fixture
def breaker(clock):
    return Breaker(lambda: clock[0])


def test_one_failure_is_borne_and_the_second_in_a_row_begins_a_pause(breaker):
    breaker.failed()
    assert breaker.lets_through()
    breaker.failed()
    assert not breaker.lets_through()


def test_at_the_end_of_a_pause_one_is_let_through_and_another_failure_doubles_it(breaker, clock):
    breaker.failed()
    assert breaker.failed() == 5
    clock[0] = 5.0
    assert [breaker.lets_through(), breaker.lets_through()] == [True, False]
    assert breaker.failed() == 10
    clock[0] = 14.9
    assert not breaker.lets_through()


def test_the_pause_grows_to_a_minute_and_one_success_ends_it(breaker):
    assert [breaker.failed() for _ in range(8)][-1] == 60
    breaker.succeeded()
    assert breaker.lets_through()
