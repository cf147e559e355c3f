#!/usr/bin/env python3
"""Counts the result of a closed question again, independently of the server that published it.

    python3 recount.py https://meet.example.org/m/ratification/review/1.json
    python3 recount.py review.json --receipt 7KQ2-9XDM-0T4V-CW31

Reads the review of a question (an address or a file), adds up what its ballots, counted hands and choices come to, works the
outcome out from the terms, computes every receipt of a roll anew, and compares all of it with what is published. Prints the
tally and `same`, or each difference; then it ends with 1. Needs Python 3.8 and nothing else. The fields are explained in
docs/protocol.md, the terms in docs/statistics.md.
"""
import argparse
import hashlib
import json
import sys
import urllib.request
from collections import Counter, defaultdict

DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
POINTS = {"vote": ["for", "against", "abstain"], "objection": ["can live with it", "objects"]}


def load(source):
    at_address = source.startswith(("http://", "https://"))
    with urllib.request.urlopen(source, timeout=30) if at_address else open(source, encoding="utf-8") as file:
        return json.load(file)


def receipt(poll, entry):
    """The receipt of a ballot by name: 80 bits of SHA-256 in Crockford's base 32."""
    ballot = [poll, entry["seat"], entry["choice"], entry["choices"], entry["nonce"]]
    text = json.dumps(ballot, separators=(",", ":")).encode()
    bits = int.from_bytes(hashlib.sha256(b"evenfloor ballot\0" + text).digest()[:10], "big")
    letters = "".join(DIGITS[bits >> 5 * place & 31] for place in reversed(range(16)))
    return "-".join(letters[at:at + 4] for at in range(0, 16, 4))


class Votes:
    """A distribution: answers, how many chose each point, and "no opinion" outside them."""

    def __init__(self, scale):
        self.first, self.n, self.no_opinion = scale["first"], 0, 0
        self.counts = [0] * scale["points"]

    def ballot(self, choice, choices=()):
        marks = set(choices) if choice is None else {choice}
        self.n += bool(marks)
        self.no_opinion += not marks
        for mark in marks:
            self.counts[mark - self.first] += 1

    def hands(self, counts, no_opinion=0):
        self.n += sum(counts)
        self.no_opinion += no_opinion
        self.counts = [have + more for have, more in zip(self.counts, counts)]

    def told(self):
        return {"n": self.n, "counts": self.counts, "no_opinion": self.no_opinion}


def count(review):
    """The whole, ("all", None), and its parts by dimension and key: from the roll or the choices, and the counted hands."""
    published = review["published"]
    scale = published["scale"]
    votes = defaultdict(lambda: Votes(scale))
    whole = votes["all", None]
    for entry in review.get("roll", []):
        for by in ("all", "region", "group", "place"):
            votes[by, entry.get(by)].ballot(entry["choice"], entry["choices"])
    for choice in review.get("choices", []):
        whole.ballot(choice)
    if "choices" in review and published["kind"] == "choices":
        # Of a secret question the marks stand apart, not even joined to ballots: the receipts tell how many those were.
        whole.n = len(review["receipts"]) - whole.no_opinion
    for answer in published["results"]:
        if answer["method"] == "counted":
            hands, rest = answer["counts"], list(answer["counts"])
            for by, key in (("all", None), ("place", answer["unit_id"]), ("region", answer.get("region"))):
                votes[by, key].hands(hands, answer["no_opinion"])
            for group in answer.get("groups", []):
                votes["group", group["group"]].hands(group["hands"])
                rest = [have - less for have, less in zip(rest, group["hands"])]
            votes["group", None].hands(rest, answer["no_opinion"])
    return votes


def carried_by_units(published, votes):
    """A vote with equal weight for each region or group that has enough answers: the majority over the mean of the shares."""
    terms = published["terms"]
    units = [part for (by, key), part in votes.items() if by == terms["weigh_by"] and key is not None]
    units = [part for part in units if part.n >= max(1, terms["least_n"])]
    if not units:
        return False
    for_, against, abstain = [sum(part.counts[point] / part.n for part in units) / len(units) for point in range(3)]
    base = 1 if terms["abstaining"] == "in_base" else 1 - abstain
    return {
        "simple": for_ > base / 2 + 1e-9,
        "absolute": for_ > 0.5 + 1e-9,
        "two_thirds": for_ > 1e-9 and 3 * for_ > 2 * base - 1e-9,
        "consensus": against < 1e-9,
    }[terms["majority"]]


def outcome(published, votes, by_name):
    """What a vote or an objection call came to by its terms; none for other kinds."""
    terms, whole = published["terms"], votes["all", None]
    part = whole.n + whole.no_opinion
    quorum_met = terms.get("quorum") is None or part >= terms["quorum"]
    if published["kind"] == "objection":
        return {"part": part, "carried": quorum_met and part > 0 and whole.counts[1] == 0}
    if published["kind"] != "vote":
        return None
    for_, against, abstain = whole.counts
    seats = max(published["electorate"], part)
    base = {"voting": part, "seats": seats}.get(terms["base"])
    if base is None:  # How many were present when it closed stands in no ballot.
        base = published["outcome"]["base"]
    elif terms["abstaining"] == "apart":
        base -= abstain + whole.no_opinion
    majority = terms.get("majority") or "consensus"
    carried = {
        "simple": for_ >= base // 2 + 1,
        "absolute": for_ >= seats // 2 + 1,
        "two_thirds": for_ >= max(1, -(-2 * base // 3)),
        "consensus": part > 0 and against == 0,
    }[majority]
    if terms["weighting"] == "unit":
        if not by_name:  # Nobody but the server can tell whose a secret ballot was.
            return {"base": base, "part": part}
        carried = carried_by_units(published, votes)
    return {"base": base, "part": part, "carried": carried and quorum_met}


def compare(review, votes, ours):
    """Every difference between what is published and what is counted anew."""
    published, by_name, receipts, found = review["published"], "roll" in review, list(review.get("receipts", [])), []

    def same(what, counted, told):
        if counted != told:
            found.append(f"{what}: counted {json.dumps(counted)}, published {json.dumps(told)}")

    shown = set()
    for part in published["parts"]:
        shown.add((part["by"], part.get("key")))
        if by_name or part["by"] == "all":  # Of a secret question the choices stand apart from people, and so from parts.
            counted = votes[part["by"], part.get("key")].told()
            same(f"{part['by']} {part['name']}", counted, {field: part[field] for field in counted})
    found += [f"{by} {key}: has answers and is not published" for by, key in votes if key is not None and (by, key) not in shown]
    for field, value in (ours or {}).items():
        same(f"outcome, {field}", value, published.get("outcome", {}).get(field))
    for entry in review.get("roll", []):
        same(f"receipt of seat {entry['seat']}", receipt(published["id"], entry), entry["receipt"])
        receipts.append(entry["receipt"])
    if not by_name:
        whole = votes["all", None]
        same("ballots", len(receipts), whole.n + whole.no_opinion)
    found += [f"receipt {code}: {n} times" for code, n in Counter(receipts).items() if n > 1]
    found += [f"seat {seat}: {n} ballots" for seat, n in Counter(e["seat"] for e in review.get("roll", [])).items() if n > 1]
    return found


def find(review, wanted):
    """Says where a receipt stands; false where it does not."""
    for entry in review.get("roll", []):
        if entry["receipt"] == wanted:
            print(f"receipt {wanted}: {entry['name']}, {entry['choices'] or entry['choice']}")
            return True
        if wanted in entry.get("replaced", []):
            print(f"receipt {wanted}: replaced by a later ballot of the same seat, {entry['receipt']}")
            return True
    print(f"receipt {wanted}: {'contained in the result' if wanted in review.get('receipts', []) else 'not there'}")
    return wanted in review.get("receipts", [])


def main():
    parser = argparse.ArgumentParser(description="counts the result of a closed question again")
    parser.add_argument("source", help="the address of a review, or a file with it")
    parser.add_argument("--receipt", metavar="CODE", help="says whether the ballot with this receipt is contained")
    asked = parser.parse_args()
    review = load(asked.source)
    if review.get("format") != "evenfloor-review/1":
        sys.exit(f"{asked.source} is not a review that this script knows: its format is {review.get('format')!r}")
    published, votes = review["published"], count(review)
    ours = outcome(published, votes, "roll" in review)
    print(published["question"])
    whole, labels = votes["all", None], POINTS.get(published["kind"], published["scale"]["labels"])
    for point, n in enumerate(whole.counts):
        print(f"{n:7}  {labels[point] if len(labels) == len(whole.counts) else whole.first + point}")
    print(f"{whole.n:7}  answers, and {whole.no_opinion} without opinion")
    if ours and "carried" in ours:
        print("carried" if ours["carried"] else "not carried")
    found = find(review, asked.receipt.strip().upper()) if asked.receipt else True
    differences = compare(review, votes, ours)
    print("\n".join(f"difference: {text}" for text in differences) or "same")
    sys.exit(0 if found and not differences else 1)


if __name__ == "__main__":
    main()
