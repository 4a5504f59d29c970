#!/usr/bin/env python3
"""A batch of an ERP (Odoo and the like): a CSV of order lines becomes tax documents, each order exactly once.

    python3 erp-batch.py --url http://127.0.0.1:7391 --token-file erp.token orders.csv results.csv

orders.csv: order,name,quantity,price,vat,means      (one row per line of an order; the rows of an order stand together)
results.csv: order,outcome,irn,uuid,payable,vat,code,detail

It may be stopped and started again at any time: the order's number is the reference, so what was sold before is only
read back (outcome "repeated"). Ends with 0 when every order is a document, 1 when some were refused.
"""
import argparse
import csv
import itertools
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from till import Lost, Refused, Terminal  # noqa: E402


def sale_of(order, rows):
    return {
        "reference": "erp/" + order,
        "type": "invoice",
        "profile": "simplified",
        "prices": "vat-inclusive",
        "order": order,
        "lines": [
            {"name": row["name"], "quantity": row["quantity"], "price": row["price"], "vat": row["vat"] or "S"}
            for row in rows
        ],
    }


def paid(terminal, sale, means):
    """Everything is paid in one way: the terminal says how much that is."""
    payable = terminal.quote(sale)["totals"]["payable"]
    return {**sale, "payments": [{"means": means, "amount": payable}]}


def outcome(terminal, order, rows):
    try:
        status, document, _ = terminal.sell(paid(terminal, sale_of(order, rows), rows[0]["means"]))
    except Refused as refused:
        problem = refused.problem
        reasons = "; ".join(f"{v['path']}: {v['message']['en']}" for v in problem.get("violations", []))
        return {"order": order, "outcome": "refused", "code": problem["code"], "detail": reasons or problem["title"]}
    word = {201: "issued", 200: "repeated", 202: "awaiting"}[status]
    totals = document["totals"]
    return {
        "order": order,
        "outcome": word,
        "irn": document.get("irn", ""),
        "uuid": document.get("uuid", ""),
        "payable": totals["payable"],
        "vat": totals["vat"],
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--url", default="http://127.0.0.1:7391")
    parser.add_argument("--token-file", required=True)
    parser.add_argument("orders")
    parser.add_argument("results")
    arguments = parser.parse_args()
    terminal = Terminal(arguments.url, Path(arguments.token_file).read_text(encoding="utf-8").strip())
    fields = ["order", "outcome", "irn", "uuid", "payable", "vat", "code", "detail"]
    refused = 0
    with open(arguments.orders, newline="", encoding="utf-8") as source, open(
        arguments.results, "w", newline="", encoding="utf-8"
    ) as target:
        results = csv.DictWriter(target, fields)
        results.writeheader()
        for order, rows in itertools.groupby(csv.DictReader(source), key=lambda row: row["order"]):
            try:
                result = outcome(terminal, order, list(rows))
            except Lost as lost:
                print(f"order {order}: {lost}; start the batch again later", file=sys.stderr)
                return 75
            results.writerow(result)
            refused += result["outcome"] == "refused"
            print(f"{order}: {result['outcome']} {result.get('irn') or result.get('code')}")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())
