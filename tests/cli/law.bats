#!/usr/bin/env bats
# SPDX-License-Identifier: Apache-2.0
# Not for sanitizers: each rule of the tree is broken once on purpose, and its check must notice.
load helper

# A copy of the tree's law and sources in $tmp/tree.
copy() {
    mkdir "$tmp/tree"
    cp -r MODULES.txt src cli include scripts tests "$tmp/tree/"
}

@test "an include that is not declared" {
    copy
    scripts/check-modules "$tmp/tree"
    echo '#include "doc/json.h"' >>"$tmp/tree/src/base/str.c"
    try scripts/check-modules "$tmp/tree"
    is "$status" 1
    grep -q 'base/str.c: includes "doc/json.h"' "$tmp/out"
}

@test "a declaration that is not used" {
    copy
    sed -i 's/^text: base/text: base os/' "$tmp/tree/MODULES.txt"
    try scripts/check-modules "$tmp/tree"
    is "$status" 1
    grep -q 'text declares os and does not use it' "$tmp/out"
}

@test "a cycle" {
    copy
    sed -i 's/^base:.*/base: text/' "$tmp/tree/MODULES.txt"
    echo '#include "text/text.h"' >>"$tmp/tree/src/base/str.c"
    try scripts/check-modules "$tmp/tree"
    is "$status" 1
    grep -q 'cycle: ' "$tmp/out"
}

@test "a command that looks inside the library" {
    copy
    echo '#include "doc/json.h"' >>"$tmp/tree/cli/main.c"
    try scripts/check-modules "$tmp/tree"
    is "$status" 1
    grep -q 'cli/ sees include/synoptic/ alone' "$tmp/out"
}

@test "banned calls do not compile" {
    for call in 'strcpy(a, b)' 'strcat(a, b)' 'sprintf(a, b)' 'strtok(a, b)' 'atoi(b)' 'gmtime(0)' 'system(b)'; do
        printf 'void f(char *a, const char *b);\nvoid f(char *a, const char *b)\n{\n    (void)a, (void)b, (void)%s;\n}\n' "$call" >"$tmp/x.c"
        try gcc -std=c17 -D_GNU_SOURCE -include src/base/banned.h -fsyntax-only "$tmp/x.c"
        [ "$status" != 0 ]
        says poisoned
        try clang -std=c17 -D_GNU_SOURCE -include src/base/banned.h -fsyntax-only "$tmp/x.c"
        [ "$status" != 0 ]
    done
}

@test "an object that breaks its schema" {
    "$SYNOPTIC" extract examples/1-*.txt >"$tmp/good"
    scripts/validate-json docs/schema/extract.json "$tmp/good"
    for edit in 's/"news"/"noose"/' 's/"zones":/"zone":/' 's/"bytes":[0-9]*/"bytes":-1/' \
        's/"kind":"title"/"kind":null/' 's/"span":\[0,/"span":[999999,/' 's/}$//'; do
        sed "$edit" "$tmp/good" >"$tmp/bad"
        ! cmp -s "$tmp/good" "$tmp/bad" || { echo "no change: $edit"; false; }
        try scripts/validate-json docs/schema/extract.json "$tmp/bad"
        is "$status" 1
    done
}

@test "a page that lacks an option, a completion that lacks one, a command that nobody names" {
    mkdir "$tmp/pages"
    "$SYNOPTIC" help --scdoc annotate | sed '/^\*--layers\*/d' >"$tmp/pages/annotate.scd"
    try scripts/check-faces "$SYNOPTIC" "$tmp/pages"
    is "$status" 1
    rm "$tmp/pages/annotate.scd"
    for shell in bash zsh fish; do
        "$SYNOPTIC" help --completion $shell | sed 's/--format/--fmt/; s/-l format/-l fmt/' >"$tmp/pages/completion.$shell"
        try scripts/check-faces "$SYNOPTIC" "$tmp/pages"
        is "$status" 1
        rm "$tmp/pages/completion.$shell"
    done
    "$SYNOPTIC" help --scdoc | sed '/^\*show\*/d' >"$tmp/pages/synoptic.scd"
    try scripts/check-faces "$SYNOPTIC" "$tmp/pages"
    is "$status" 1
}

@test "an exported symbol that is not listed" {
    sed 's/^syn_version$//' docs/symbols.txt >"$tmp/list"
    try scripts/check-symbols "$(basename "$BUILD")" "$tmp/list"
    is "$status" 1
    grep -q 'syn_version' "$tmp/out"
}

@test "lint: no licence, a banned call, a path of one machine, two files of one name" {
    git clone -q . "$tmp/tree"
    cp scripts/lint "$tmp/tree/scripts/lint"
    cd "$tmp/tree"
    echo 'int syn_x(void);' >src/base/nothing.h
    printf '/* SPDX-License-Identifier: Apache-2.0 */\n/* /%s/x */\nchar *f(char *a) { return strcpy(a, ""); }\n' home/me >src/text/str.c
    printf '/* SPDX-License-Identifier: Apache-2.0 */\nvoid f(void) { printf("x"); }\n' >src/text/loud.c
    try scripts/lint
    is "$status" 1
    for rule in 'names its licence' 'basenames are unique' 'no path of one machine' 'no banned call' 'does not print'; do
        grep -q "^not ok - .*$rule" "$tmp/out"
    done
}
