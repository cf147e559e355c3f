#!/usr/bin/env python3
"""Counts the result of a closed question again, independently of the server that published it.

    python3 recount.py https://meet.example.org/m/ratification/review/1.json
    python3 recount.py review.json --receipt 7KQ2-9XDM-0T4V-CW31

Reads the review of a question (an address or a file), adds up what its ballots, counted hands and choices come to, works the
outcome out from the terms, computes every receipt of a roll anew, and compares all of it with what is published. Prints the
tally and `same`, or each difference; then it ends with 1. Needs Python 3.8 and nothing else. What the fields mean is said in
docs/protocol.md, what the words mean in docs/statistics.md.
"""
import argparse
import hashlib
import json
import sys
import urllib.request
from collections import Counter, defaultdict

DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def load(source):
    if source.startswith(("http://", "https://")):
        with urllib.request.urlopen(source, timeout=30) as answer:
            return json.load(answer)
    with open(source, encoding="utf-8") as file:
        return json.load(file)


def receipt(poll, entry):
    """The receipt of a ballot by name: 80 bits of SHA-256 in Crockford's base 32."""
    ballot = [poll, entry["seat"], entry["choice"], entry["choices"], entry["nonce"]]
    text = json.dumps(ballot, separators=(",", ":"), ensure_ascii=False).encode()
    bits = int.from_bytes(hashlib.sha256(b"evenfloor ballot\0" + text).digest()[:10], "big")
    letters = "".join(DIGITS[bits >> 5 * place & 31] for place in reversed(range(16)))
    return "-".join(letters[at:at + 4] for at in range(0, 16, 4))


class Votes:
    """A distribution: answers, how many chose each point, and "no opinion" outside them."""

    def __init__(self, scale):
        self.first, self.n, self.no_opinion = scale["first"], 0, 0
        self.counts = [0] * scale["points"]

    def ballot(self, choice, choices):
        marks = choices if choices else [] if choice is None else [choice]
        if not marks:
            self.no_opinion += 1
            return
        self.n += 1
        for mark in set(marks):
            self.counts[mark - self.first] += 1

    def hands(self, counts, no_opinion=0):
        self.n += sum(counts)
        self.no_opinion += no_opinion
        self.counts = [have + more for have, more in zip(self.counts, counts)]

    def told(self):
        return {"n": self.n, "counts": self.counts, "no_opinion": self.no_opinion}


def counted_anew(review):
    """The whole and its parts by (dimension, key), from the roll or the choices and from the counted hands."""
    published = review["published"]
    scale = published["scale"]
    votes = defaultdict(lambda: Votes(scale))
    votes["all", None]  # Nobody may have answered.
    for entry in review.get("roll") or []:
        for by in (("all", None), ("region", entry.get("region")), ("group", entry.get("group")), ("place", entry.get("place"))):
            votes[by].ballot(entry["choice"], entry["choices"])
    for choice in review.get("choices") or []:
        several = choice if isinstance(choice, list) else []
        votes["all", None].ballot(None if several else choice, several)
    for answer in published["results"]:
        if answer["method"] != "counted":
            continue
        hands, no_opinion = answer["counts"], answer["no_opinion"]
        votes["all", None].hands(hands, no_opinion)
        votes["place", answer["unit_id"]].hands(hands, no_opinion)
        votes["region", answer.get("region")].hands(hands, no_opinion)
        stated = [0] * scale["points"]
        for group in answer.get("groups", []):
            votes["group", group["group"]].hands(group["hands"])
            stated = [have + more for have, more in zip(stated, group["hands"])]
        votes["group", None].hands([all_ - some for all_, some in zip(hands, stated)], no_opinion)
    return votes


def outcome(published, whole):
    """What a vote or an objection call came to by its terms, as far as the ballots tell; absent for other kinds."""
    terms, kind = published["terms"], published["kind"]
    part = whole.n + whole.no_opinion
    quorum_met = None if terms.get("quorum") is None else part >= terms["quorum"]
    if kind == "objection":
        return {"carried": quorum_met is not False and whole.counts[1] == 0}
    if kind != "vote" or terms.get("majority") is None:
        return None
    for_, against, abstain = whole.counts
    base = published["outcome"]["base"]  # Those present, or all seats, are not on the roll.
    if terms["base"] == "voting":
        base = for_ + against + (abstain if terms["abstaining"] == "in_base" else 0)
    carried = {
        "simple": 2 * for_ > base,
        "absolute": 2 * for_ > published["electorate"],
        "two_thirds": base > 0 and 3 * for_ >= 2 * base,
        "consensus": against == 0 and part > 0,
    }[terms["majority"]]
    told = {"base": base, "part": part, "carried": carried and quorum_met is not False}
    if quorum_met is not None:
        told["quorum_met"] = quorum_met
    return told


def compare(review):
    """Every difference between what is published and what is counted anew."""
    published, votes = review["published"], counted_anew(review)
    differences = []

    def same(what, ours, theirs):
        if ours != theirs:
            differences.append(f"{what}: counted {json.dumps(ours)}, published {json.dumps(theirs)}")

    by_name = "roll" in review
    for part in published["parts"]:
        key = (part["by"], part.get("key"))
        if part["by"] != "all" and not by_name:
            continue  # Of a secret question nobody can count a part: choices stand apart from people.
        theirs = {field: part[field] for field in ("n", "counts", "no_opinion")}
        same(f"{part['by']} {part['name']}", votes[key].told(), theirs)
    shown = {(part["by"], part.get("key")) for part in published["parts"]}
    for by, key in votes:
        if by_name and key is not None and votes[by, key].n and (by, key) not in shown:
            differences.append(f"{by} {key}: it has answers, and is not published")
    whole = votes["all", None]
    ours = outcome(published, whole)
    for field, value in (ours or {}).items():
        same(f"outcome, {field}", value, published.get("outcome", {}).get(field))

    receipts = review.get("receipts") or []
    if by_name:
        seats = Counter(entry["seat"] for entry in review["roll"])
        differences += [f"seat {seat}: {times} ballots" for seat, times in seats.items() if times > 1]
        for entry in review["roll"]:
            same(f"receipt of seat {entry['seat']}", receipt(published["id"], entry), entry["receipt"])
            receipts.append(entry["receipt"])
    elif "receipts" in review:
        same("ballots and receipts", len(review["choices"]), len(receipts))
    differences += [f"receipt {code}: {times} times" for code, times in Counter(receipts).items() if times > 1]
    return whole, ours, differences


def find(review, wanted):
    """Says where a receipt stands; false where it does not."""
    wanted = wanted.strip().upper()
    for entry in review.get("roll") or []:
        if entry["receipt"] == wanted:
            print(f"receipt {wanted}: {entry['name']}, {entry['choices'] or entry['choice']}")
            return True
        if wanted in entry.get("replaced", []):
            print(f"receipt {wanted}: replaced by a later ballot of the same seat, {entry['receipt']}")
            return True
    if wanted in (review.get("receipts") or []):
        print(f"receipt {wanted}: contained in the result")
        return True
    print(f"receipt {wanted}: not there")
    return False


def main():
    parser = argparse.ArgumentParser(description="counts the result of a closed question again")
    parser.add_argument("source", help="the address of a review, or a file with it")
    parser.add_argument("--receipt", metavar="CODE", help="says whether the ballot with this receipt is contained")
    asked = parser.parse_args()
    review = load(asked.source)
    if review.get("format") != "evenfloor-review/1":
        sys.exit(f"{asked.source} is not a review that this script knows: its format is {review.get('format')!r}")
    published = review["published"]
    print(published["question"])
    found = find(review, asked.receipt) if asked.receipt else True
    whole, ours, differences = compare(review)
    labels = published["scale"]["labels"]
    names = labels if len(labels) == len(whole.counts) else range(whole.first, whole.first + len(whole.counts))
    for name, count in zip(names, whole.counts):
        print(f"{count:7}  {name}")
    print(f"{whole.n:7}  answers, and {whole.no_opinion} without opinion")
    if ours:
        print("carried" if ours["carried"] else "not carried")
    for difference in differences:
        print(f"difference: {difference}")
    if not differences:
        print("same")
    sys.exit(0 if found and not differences else 1)


if __name__ == "__main__":
    main()
