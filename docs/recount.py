#!/usr/bin/env python3
"""Counts the result of a closed question again, independently of the server that published it.

    python3 recount.py https://meet.example.org/m/ratification/review/1.json
    python3 recount.py review.json --receipt 7KQ2-9XDM-0T4V-CW31

Adds up what the ballots, counted hands and choices of a review come to, works shares, weights and the outcome out from the terms,
computes every receipt of a roll anew, and compares all of it with what is published: `same`, or each difference; then it ends with
1. Not checked: medians and the like, and names. Needs Python 3.8, nothing else. docs/protocol.md and docs/statistics.md say more.
"""
import argparse
import hashlib
import json
import sys
import urllib.request
from collections import Counter, defaultdict

DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
POINTS = {"vote": ["for", "against", "abstain"], "objection": ["can live with it", "objects"]}


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
        self.first, self.n, self.no_opinion, self.counts = scale["first"], 0, 0, [0] * scale["points"]

    def ballot(self, choice, choices=()):
        marks = set(choices) if choice is None else {choice}
        self.n, self.no_opinion = self.n + bool(marks), self.no_opinion + (not marks)
        for mark in marks:
            if not 0 <= mark - self.first < len(self.counts):
                sys.exit(f"difference: a ballot chooses {mark}, which is not on the scale")
            self.counts[mark - self.first] += 1

    def hands(self, counts, no_opinion=0):
        self.n += sum(counts)
        self.no_opinion += no_opinion
        self.counts = [have + more for have, more in zip(self.counts, counts)]

    def told(self):
        return {"n": self.n, "counts": self.counts, "no_opinion": self.no_opinion}

    def met(self, terms):
        return None if terms.get("quorum") is None else self.n + self.no_opinion >= terms["quorum"]


def count(review):
    """The whole, ("all", None), and its parts by dimension and key: from the roll or the choices, and the counted hands."""
    published = review["published"]
    votes = defaultdict(lambda: Votes(published["scale"]))
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


def by_units(published, votes):
    """The mean of the shares in each region or group that has enough answers, and whether a vote is carried by it."""
    terms, points = published["terms"], range(published["scale"]["points"])
    units = sorted((by, key) for by, key in votes if by == terms["weigh_by"] and key is not None)
    units = [votes[unit] for unit in units if votes[unit].n >= max(1, terms["least_n"])]
    shares = [sum(part.counts[point] / part.n for part in units) / len(units) for point in points] if units else None
    if published["kind"] != "vote" or not units:
        return shares, None
    base = 1 if terms["abstaining"] == "in_base" else 1 - shares[2]
    return shares, votes["all", None].met(terms) is not False and {
        "simple": shares[0] > base / 2 + 1e-9, "absolute": shares[0] > 0.5 + 1e-9, "consensus": shares[1] < 1e-9,
        "two_thirds": shares[0] > 1e-9 and 3 * shares[0] > 2 * base - 1e-9}[terms["majority"]]


def outcome(published, votes, by_name):
    """What a question came to by its terms; nothing where its points lie in an order."""
    terms, kind, whole = published["terms"], published["kind"], votes["all", None]
    if kind in ("likert", "temperature"):
        return {}
    part = whole.n + whole.no_opinion
    seats = max(published["electorate"], part)
    base = {"voting": part, "seats": seats}.get(terms["base"])
    if base is None:  # How many were present when it closed stands in no ballot.
        base = published["outcome"]["base"]
    elif terms["abstaining"] == "apart":
        base -= whole.no_opinion + (whole.counts[2] if kind == "vote" else 0)
    told = {"base": base, "part": part, "quorum_met": whole.met(terms), "needed": None}
    if kind == "vote" and terms["weighting"] == "unit":
        if by_name:  # Else nobody but the server can tell whose a secret ballot was.
            told["carried"] = bool(by_units(published, votes)[1])
    elif kind in ("vote", "objection"):
        majority = {"simple": base // 2 + 1, "absolute": seats // 2 + 1, "two_thirds": max(1, -(-2 * base // 3))}
        needed = told["needed"] = majority.get(terms.get("majority"))
        enough = part > 0 and whole.counts[1] == 0 if needed is None else whole.counts[0] >= needed
        told["carried"] = enough and told["quorum_met"] is not False
    return told


def compare(review, votes, ours):
    """Every difference between what is published and what is counted anew."""
    published, by_name, roll, found = review["published"], "roll" in review, review.get("roll", []), []
    receipts = review.get("receipts", []) + [entry["receipt"] for entry in roll]
    rounded = lambda shares: [round(share, 9) for share in shares or []]  # noqa: E731

    def same(what, counted, told):
        if counted != told:
            found.append(f"{what}: counted {json.dumps(counted)}, published {json.dumps(told)}")

    shown, whole = {(part["by"], part.get("key")) for part in published["parts"]}, votes["all", None]
    for part in published["parts"]:
        if by_name or part["by"] == "all":  # Of a secret question the choices stand apart from people, and so from parts.
            counted = votes[part["by"], part.get("key")].told()
            same(f"{part['by']} {part['name']}", counted, {field: part[field] for field in counted})
        shares = [n / part["n"] for n in part["counts"] if part["n"]]
        same(f"shares of {part['by']} {part['name']}", rounded(shares), rounded(part["shares"]))
    found += [f"{by} {key}: has answers and is not published" for by, key in votes if key is not None and (by, key) not in shown]
    for field, value in ours.items():
        same(f"outcome, {field}", value, published.get("outcome", {}).get(field))
    if by_name:
        weighted, (shares, carried) = published.get("weighted") or {}, by_units(published, votes)
        same("equal weights", [rounded(shares), carried], [rounded(weighted.get("shares")), weighted.get("carried")])
    methods = Votes(published["scale"])
    for answer in published["results"]:
        if answer["method"] != "agreed":
            methods.hands(answer["counts"], answer["no_opinion"])
        if answer["method"] == "counted" and answer["heads"] < answer["n"] + answer["no_opinion"] and not answer.get("corrected"):
            found.append(f"{answer['name']}: more hands than its {answer['heads']} heads")
    same("answers by their methods", [methods.counts, methods.no_opinion], [whole.counts, whole.no_opinion])
    for entry in roll:
        same(f"receipt of seat {entry['seat']}", receipt(published["id"], entry), entry["receipt"])
    if not by_name:
        same("ballots", len(receipts), whole.n + whole.no_opinion)
    found += [f"receipt {code}: {n} times" for code, n in Counter(receipts).items() if n > 1]
    found += [f"seat {seat}: {n} ballots" for seat, n in Counter(entry["seat"] for entry in roll).items() if n > 1]
    return found


def find(review, wanted):
    """Says where a receipt stands; false where it does not."""
    for entry in review.get("roll", []):
        if wanted == entry["receipt"] or wanted in entry.get("replaced", []):
            later, stands = "replaced by a later ballot of the same seat, ", f"{entry['name']}, {entry['choices'] or entry['choice']}"
            print(f"receipt {wanted}: {stands if wanted == entry['receipt'] else later + entry['receipt']}")
            return True
    print(f"receipt {wanted}: {'contained in the result' if wanted in review.get('receipts', []) else 'not there'}")
    return wanted in review.get("receipts", [])


def main():
    parser = argparse.ArgumentParser(description="counts the result of a closed question again")
    parser.add_argument("source", help="the address of a review, or a file with it")
    parser.add_argument("--receipt", metavar="CODE", help="says whether the ballot with this receipt is contained")
    asked = parser.parse_args()
    address = asked.source.startswith(("http://", "https://"))
    try:
        file = urllib.request.urlopen(asked.source, timeout=30) if address else open(asked.source, encoding="utf-8")
        review = json.load(file)
    except (OSError, ValueError) as error:
        sys.exit(f"{asked.source} cannot be read: {error} {getattr(error, 'read', bytes)().decode()}")
    if review.get("format") != "evenfloor-review/1":
        sys.exit(f"{asked.source} is not a review that this script knows: its format is {review.get('format')!r}")
    published, votes = review["published"], count(review)
    ours = outcome(published, votes, "roll" in review)
    print(published["question"])
    whole, labels = votes["all", None], POINTS.get(published["kind"], published["scale"]["labels"])
    for point, n in enumerate(whole.counts):
        print(f"{n:7}  {labels[point] if len(labels) == len(whole.counts) else whole.first + point}")
    print(f"{whole.n:7}  answers, and {whole.no_opinion} without opinion")
    if "carried" in ours:
        print("carried" if ours["carried"] else "not carried")
    found = find(review, asked.receipt.strip().upper()) if asked.receipt else True
    differences = compare(review, votes, ours)
    print("\n".join(f"difference: {text}" for text in differences) or "same")
    sys.exit(0 if found and not differences else 1)


if __name__ == "__main__":
    main()
