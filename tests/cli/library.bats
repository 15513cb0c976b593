#!/usr/bin/env bats
# SPDX-License-Identifier: Apache-2.0
# Not for sanitizers: the installed library, seen from a program of its own.
load helper

setup_file() {
    export DESTDIR=$BATS_FILE_TMPDIR/root
    meson install -C "$BUILD" --no-rebuild --quiet >"$BATS_FILE_TMPDIR/log" 2>&1 || { cat "$BATS_FILE_TMPDIR/log"; return 1; }
    pc=$(find "$DESTDIR" -name synoptic.pc)
    export PKG_CONFIG_PATH=${pc%/*} PKG_CONFIG_SYSROOT_DIR=$DESTDIR
    export LIBRARY=${pc%/pkgconfig/*}
}

cflags='-std=c17 -Wall -Wextra -Wpedantic -Werror'

@test "a program of a few lines against the public header, shared" {
    gcc $cflags tests/cli/minimal.c -o "$tmp/p" $(pkg-config --cflags --libs synoptic)
    LD_LIBRARY_PATH=$LIBRARY "$tmp/p" >"$tmp/out"
    scripts/validate-json docs/schema/document.json "$tmp/out"
    ldd "$tmp/p" | grep -q 'libsynoptic\.so\.0'
}

@test "the same, static" {
    cp "$LIBRARY/libsynoptic.a" "$tmp/"
    gcc $cflags -c tests/cli/minimal.c -o "$tmp/p.o" $(pkg-config --cflags synoptic)
    g++ "$tmp/p.o" -o "$tmp/p" "$tmp/libsynoptic.a" $(PKG_CONFIG_SYSROOT_DIR= pkg-config --static --libs-only-l synoptic | sed 's/-lsynoptic//') -pthread
    "$tmp/p" >"$tmp/out"
    scripts/validate-json docs/schema/document.json "$tmp/out"
    if ldd "$tmp/p" | grep -q libsynoptic; then false; fi
}

@test "each public header stands alone, in C and in C++" {
    for header in "$DESTDIR"/usr/local/include/synoptic/*.h include/synoptic/*.h; do
        echo "#include <synoptic/$(basename "$header")>" >"$tmp/one.c"
        gcc $cflags -fsyntax-only -Iinclude "$tmp/one.c"
        clang $cflags -fsyntax-only -Iinclude "$tmp/one.c"
    done
    g++ -std=c++17 -Wall -fsyntax-only -Iinclude -x c++ - <<<'#include <synoptic/synoptic.h>'
}

@test "the installed program finds its data beside it" {
    "$DESTDIR/usr/local/bin/synoptic" doctor >"$tmp/out" || true
    grep -q '^data .*found beside the program' "$tmp/out"
    grep -q '^knowledge ' "$tmp/out"
    [ -f "$DESTDIR/usr/local/share/man/man1/synoptic-annotate.1" ]
    [ -s "$DESTDIR/usr/local/share/bash-completion/completions/synoptic" ]
    [ -s "$DESTDIR/usr/local/share/zsh/site-functions/_synoptic" ]
    [ -s "$DESTDIR/usr/local/share/fish/vendor_completions.d/synoptic.fish" ]
}
