#!/usr/bin/env python3
"""A till for Khatm in one file of Python's standard library.

    python3 till.py --url http://127.0.0.1:7391 --token-file till.token sale.json

Prices the sale, sells it, sends the same reference again when an answer is lost, and shows why a sale was refused.
The sale is the JSON of the contract; without a file a small example is sold. Ends with 0 sold, 1 refused, 75 try later.
"""
import argparse
import http.client
import json
import sys
import time
import urllib.error
import urllib.request
import uuid

ATTEMPTS = 6
PAUSE_SECONDS = 1.0
ANSWER_SECONDS = 90  # a standard invoice is cleared by the authority while you wait


class Refused(Exception):
    """The terminal said no: problem["code"] says why, problem["violations"] what to mend."""

    def __init__(self, problem):
        super().__init__(problem.get("title", "refused"))
        self.problem = problem


class Lost(Exception):
    """Nobody knows what became of the call."""


class Terminal:
    def __init__(self, url, token):
        self.url = url.rstrip("/")
        self.token = token

    def call(self, method, path, body=None):
        """One call. Returns (status, JSON). Raises Refused, or Lost when the answer did not arrive."""
        data = None if body is None else json.dumps(body).encode("utf-8")
        headers = {"Authorization": "Bearer " + self.token}
        if data is not None:
            headers["Content-Type"] = "application/json"
        request = urllib.request.Request(self.url + path, data=data, headers=headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=ANSWER_SECONDS) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            problem = json.load(error)
            if problem.get("code") in ("outcome-unknown", "storage-failed"):
                raise Lost(problem["code"]) from error
            raise Refused(problem) from error
        except (urllib.error.URLError, http.client.HTTPException, OSError, ValueError) as error:
            raise Lost(str(error)) from error

    def quote(self, sale):
        return self.call("POST", "/v1/quote", sale)[1]

    def sell(self, sale):
        """Sells. The reference makes it safe to ask again: the same sale never becomes two documents."""
        for attempt in range(1, ATTEMPTS + 1):
            try:
                status, document = self.call("POST", "/v1/invoices", sale)
                return status, document, attempt
            except Lost as lost:
                print(f"attempt {attempt}: no answer ({lost}), sending {sale['reference']} again", file=sys.stderr)
                time.sleep(PAUSE_SECONDS)
        raise Lost("the terminal does not answer")


EXAMPLE = {
    "type": "invoice",
    "profile": "simplified",
    "prices": "vat-inclusive",
    "lines": [
        {"name": {"ar": "قهوة عربية", "en": "Arabic coffee"}, "quantity": "2", "price": "12.00", "vat": "S"},
        {"name": {"ar": "كنافة", "en": "Kunafa"}, "quantity": "0.450", "unit": "KGM", "price": "60.00", "vat": "S"},
    ],
    "payments": [{"means": "cash", "amount": "60.00"}],
    "cashier": "Python",
}


def show_refusal(problem):
    titles = problem.get("titles", {})
    print(f"refused: {problem.get('code')}: {titles.get('en')} / {titles.get('ar')}")
    for violation in problem.get("violations", []):
        print(f"  {violation['code']} at {violation['path']}")
        print(f"    {violation['message']['en']} -> {violation['fix']['en']}")
        print(f"    {violation['message']['ar']} <- {violation['fix']['ar']}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--url", default="http://127.0.0.1:7391")
    parser.add_argument("--token-file", required=True, help="what `khatm user pair NAME` printed")
    parser.add_argument("sale", nargs="?", help="a sale as JSON")
    arguments = parser.parse_args()
    with open(arguments.token_file, encoding="utf-8") as file:
        terminal = Terminal(arguments.url, file.read().strip())
    sale = dict(EXAMPLE)
    if arguments.sale is not None:
        with open(arguments.sale, encoding="utf-8") as file:
            sale = json.load(file)
    # Made once for this sale and kept with it: a till stores it before it calls.
    sale.setdefault("reference", "python/" + str(uuid.uuid4()))
    try:
        totals = terminal.quote(sale)["totals"]
        print(f"to pay: {totals['payable']} {totals['currency']}, VAT {totals['vat']}")
        status, document, attempts = terminal.sell(sale)
    except Refused as refused:
        show_refusal(refused.problem)
        return 1
    except Lost as lost:
        print(f"try again later with the same reference {sale['reference']}: {lost}", file=sys.stderr)
        return 75
    word = {201: "issued", 200: "stored before", 202: "awaits clearance: no tax invoice yet"}[status]
    print(f"{word}: {document.get('irn', document['reference'])} after {attempts} attempt(s)")
    print(f"change: {document['totals']['change']}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
