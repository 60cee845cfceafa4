"""What is remembered in a request, and what is read at once for those who are asked together."""

from marketplace.access.scope import ask_together, forget, remembered_of, request_scope


class Reading:
    def __init__(self):
        self.asked = []

    def __call__(self, keys):
        self.asked.append(list(keys))
        return {key: key * 10 for key in keys}


def test_outside_of_a_request_each_is_read_by_itself():
    read = Reading()
    assert [remembered_of("tens", key, read) for key in (1, 2, 1)] == [10, 20, 10]
    assert read.asked == [[1], [2], [1]]


def test_those_who_are_asked_together_are_read_at_once_and_others_by_themselves():
    read = Reading()
    with request_scope():
        assert remembered_of("tens", 1, read) == 10
        ask_together(iter([1, 2, 3, 2]))
        assert [remembered_of("tens", key, read) for key in (3, 2, 1, 4)] == [30, 20, 10, 40]
        assert read.asked == [[1], [2, 3], [4]]
        forget(("tens", 2))
        assert remembered_of("tens", 2, read) == 20
        forget()
        assert remembered_of("tens", 3, read) == 30
    assert read.asked[3:] == [[2], [3]]
