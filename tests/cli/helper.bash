# SPDX-License-Identifier: Apache-2.0
# What the bats files share. SYNOPTIC and BUILD say which program and build tree are tested.
root=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
BUILD=${BUILD:-$root/build}
SYNOPTIC=${SYNOPTIC:-$BUILD/synoptic}
export SYNOPTIC BUILD
cd "$root" || exit 1

setup() {
    tmp=$BATS_TEST_TMPDIR
}

# Standard output into $tmp/out, standard error into $tmp/err, exit status into $status.
try() {
    status=0
    "$@" >"$tmp/out" 2>"$tmp/err" || status=$?
}

# The same, and every object on standard output validated against docs/schema/$1.json.
try_valid() {
    local schema=$1
    shift
    try "$@"
    scripts/validate-json "docs/schema/$schema.json" "$tmp/out"
}

is() { # what was seen, what is wanted
    [ "$1" = "$2" ] || { echo "seen: $1"; echo "want: $2"; cat "$tmp/err"; return 1; }
}

says() { # one line on standard error that matches
    grep -qE -- "$1" "$tmp/err" || { echo "no /$1/ in:"; cat "$tmp/err"; return 1; }
}

lines() { wc -l <"$1" | tr -d ' '; }

lacks() { # nothing on standard output that matches
    if grep -qE -- "$1" "$tmp/out"; then
        echo "/$1/ in: $(head -c 2000 "$tmp/out")"
        return 1
    fi
}
