#!/bin/sh
# The API by hand. KHATM_TOKEN_FILE holds what `khatm user pair curl` printed: curl reads it, so that the token stands in
# no process list. Usage: KHATM_TOKEN_FILE=till.token sh curl.sh
set -eu
: "${KHATM_TOKEN_FILE:?name the file with the token of: khatm user pair curl}"
url="${KHATM_URL:-http://127.0.0.1:7391}"
here="$(dirname "$0")"

call() {
  printf 'header = "Authorization: Bearer %s"\n' "$(cat "$KHATM_TOKEN_FILE")" |
    curl --silent --show-error --config - --header 'Content-Type: application/json' "$@"
}

echo "--- status";  call "$url/v1/status"; echo
echo "--- quote";   call --data "@$here/sale.json" "$url/v1/quote"; echo
# After a lost answer the same line again: the reference makes one document of it.
echo "--- sell";    call --retry 5 --retry-all-errors --data "@$here/sale.json" "$url/v1/invoices"; echo
echo "--- refused"; call --data '{ "reference": "curl/wrong", "lines": [] }' "$url/v1/invoices"; echo
echo "--- list";    call "$url/v1/invoices?limit=2"; echo
