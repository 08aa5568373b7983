import threading

import pytest

from duly.book.turns import Turns


def test_what_is_asked_for_is_done_in_the_order_of_asking():
    turns, done = Turns(), []
    for number in range(50):
        turns.later(lambda number=number: done.append(number))
    assert turns.now(lambda: [*done]) == list(range(50))


def test_one_thread_does_everything_and_it_is_not_the_asking_one():
    turns, threads = Turns(), set()
    turns.later(lambda: threads.add(threading.get_ident()))
    turns.now(lambda: threads.add(threading.get_ident()))
    assert len(threads) == 1
    assert threading.get_ident() not in threads


def test_what_went_wrong_earlier_is_raised_before_what_followed_from_it():
    turns = Turns()
    for divisor in (0, None):
        turns.later(lambda divisor=divisor: 1 / divisor)
    with pytest.raises(ZeroDivisionError):
        turns.now(lambda: {}["kept"])


def test_a_fault_is_raised_once():
    turns = Turns()
    turns.later(lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        turns.settle()
    assert turns.now(lambda: "goes on") == "goes on"


def test_the_fault_of_what_is_waited_for_reaches_who_waits():
    with pytest.raises(ZeroDivisionError):
        Turns().now(lambda: 1 / 0)


def test_nothing_is_raised_where_nothing_was_asked_for():
    Turns().settle()
