"""Runs in an environment of its own: mentor-match over a matrix of fits, three rounds, one mentor each."""

import json
import sys
import time

from matching.mentee import Mentee
from matching.mentor import Mentor
from matching.process import process_data
from matching.rules.rule import Disqualify


class Given:
    """A rule that gives the fit of the matrix."""

    def __init__(self, fits):
        self.fits = fits

    def apply(self, match):
        return self.fits[match.mentee.at][match.mentor.at]


def main():
    fits = json.load(sys.stdin)
    mentees = [Mentee(grade=1, email=f"e{at}") for at in range(len(fits))]
    mentors = [Mentor(grade=1, email=f"m{at}") for at in range(len(fits[0]))]
    for people in (mentees, mentors):
        for at, one in enumerate(people):
            one.at = at
    rules = [
        Given(fits),
        Disqualify(lambda match: fits[match.mentee.at][match.mentor.at] < 0),
        Disqualify(lambda match: len(match.mentee.connections) > 0),
    ]
    began, worked = time.perf_counter(), time.process_time()
    process_data(mentors, mentees, [list(rules) for _round in range(3)])
    took = time.perf_counter() - began, time.process_time() - worked
    held = [(one.at, one.connections[0].at) for one in mentees if one.connections]
    total = sum(fits[mentee][mentor] for mentee, mentor in held)
    print(json.dumps({"seconds": took[0], "cpu": took[1], "matched": len(held), "total": total}))


main()
