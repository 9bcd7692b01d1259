#!/bin/sh
# Prints which test proves which requirement, from the reports of the last test run, and fails if one that rows.txt owes
# has none. A test names its requirements at the beginning of its display name: "G-11, G-29: keeps an old scan".
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)

find "$root" -path '*/target/surefire-reports/TEST-*.xml' -exec cat {} + | awk -v owed="$root/docs/rows.txt" '
    function prove(name,    rows, each, count, i) {
        if (name ~ /^(row [0-9]+|[A-Z]-?[0-9]+)(, (row [0-9]+|[A-Z]-?[0-9]+))*: /) {
            rows = name
            sub(/: .*/, "", rows)
            count = split(rows, each, ", ")
            for (i = 1; i <= count; i++) {
                tests[each[i]] = tests[each[i]] "\n      " name
            }
        }
    }
    /<testcase / {
        prove(name)
        name = $0
        sub(/.*<testcase name="/, "", name)
        sub(/".*/, "", name)
        gsub(/&apos;|&#39;/, "\x27", name)
        gsub(/&quot;/, "\"", name)
        gsub(/&lt;/, "<", name)
        gsub(/&gt;/, ">", name)
        gsub(/&amp;/, "\\&", name)
    }
    # A test that was skipped proves nothing.
    /<skipped/ { name = "" }
    END {
        prove(name)
        missing = 0
        while ((getline line < owed) > 0) {
            if (line ~ /^#/ || line == "") continue
            row = line
            sub(/  .*/, "", row)
            text = line
            sub(/^[^ ]+( [0-9]+)?  */, "", text)
            if (row in tests) {
                printf "%-7s %s%s\n", row, text, tests[row]
            } else {
                printf "%-7s %s\n      NO TEST\n", row, text
                missing++
            }
        }
        if (missing > 0) {
            printf "%d requirement(s) have no test.\n", missing
            exit 1
        }
    }'
