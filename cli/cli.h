/* SPDX-License-Identifier: Apache-2.0
 *
 * The command line: one table of commands, from which parsing, help, manual pages and shell
 * completion all come.
 *
 * To add a command: write cli/cmd_NAME.c with a `const syn_cli_command syn_cli_cmd_NAME`, add its
 * line to SYN_CLI_COMMANDS below, and its file to cli/meson.build. Nothing else.
 *
 * Rules for a command: data go to standard output by syn_cli_write, talk to standard error by
 * syn_cli_say and syn_cli_fail; the exit status is the highest met (syn_cli_raise); nothing else
 * prints or exits. The command sees include/synoptic/ alone.
 */
#ifndef SYN_CLI_H
#define SYN_CLI_H

#include <synoptic/synoptic.h>

/* In the order in which help lists them. */
#define SYN_CLI_COMMANDS(X)                                                                        \
    X(annotate)                                                                                    \
    X(extract)                                                                                     \
    X(who)                                                                                         \
    X(quotes)                                                                                      \
    X(cluster)                                                                                     \
    X(brief)                                                                                       \
    X(know)                                                                                        \
    X(model)                                                                                       \
    X(show)                                                                                        \
    X(doctor)                                                                                      \
    X(version)                                                                                     \
    X(help)

/* ---- the table ----------------------------------------------------------------------------- */

typedef enum syn_cli_kind {
    SYN_CLI_FLAG,   /* no value */
    SYN_CLI_TEXT,   /* any text */
    SYN_CLI_COUNT,  /* a whole number from `min` to `max` */
    SYN_CLI_CHOICE, /* one of `choices` */
    SYN_CLI_LIST,   /* several of `choices`, with commas */
    SYN_CLI_FILE,
    SYN_CLI_FOLDER,
    SYN_CLI_DATE /* YYYY-MM-DD, or YYYY-MM-DDThh:mm:ssZ */
} syn_cli_kind;

typedef struct syn_cli_option {
    const char *name; /* without dashes */
    syn_cli_kind kind;
    const char *argument; /* word for the value in help: "N"; NULL for a flag */
    const char *help;     /* what it does, starting with a lower-case letter, no full stop */
    const char *choices;  /* "json,conllu" */
    uint64_t min, max;    /* of a count */
} syn_cli_option;

/* Options that several commands share, as bits for `shared`. -h and --help are everybody's. */
enum {
    SYN_CLI_ENGINE = 1, /* --data, --jobs, --verbose */
    SYN_CLI_INPUT = 2   /* --from, --meta, --max-bytes, --published */
};

typedef struct syn_cli syn_cli;

typedef struct syn_cli_command {
    const char *name;
    const char *operands;    /* "FILE... | -" */
    const char *summary;     /* one line, lower case, no full stop */
    const char *description; /* sentences; a blank line parts paragraphs */
    const char *examples;    /* lines "synoptic …"; NULL for none */
    const syn_cli_option *options;
    size_t n_options;
    unsigned shared;
    size_t min_operands, max_operands; /* SIZE_MAX: any number */
    /* Returns an exit status of CONTRACT.md; what was raised counts too. */
    int (*run)(syn_cli *cli);
} syn_cli_command;

#define SYN_CLI_DECLARE(word) extern const syn_cli_command syn_cli_cmd_##word;
SYN_CLI_COMMANDS(SYN_CLI_DECLARE)
#undef SYN_CLI_DECLARE

extern const syn_cli_command *const syn_cli_table[];
extern const size_t syn_cli_n_commands;
const syn_cli_command *syn_cli_find(const char *name); /* NULL when unknown */

/* The i-th option of a command, its own first, then the shared ones, then help; NULL past the end.
 */
const syn_cli_option *syn_cli_option_at(const syn_cli_command *command, size_t i);

/* ---- one run ------------------------------------------------------------------------------- */

enum { SYN_CLI_MAX_OPTIONS = 32 };

struct syn_cli {
    const syn_cli_command *command;
    const char *values[SYN_CLI_MAX_OPTIONS]; /* by syn_cli_option_at; NULL: not given */
    const char **operands;                   /* NUL-terminated strings of argv */
    size_t n_operands;
    FILE *out, *err;
    bool out_is_terminal, err_is_terminal;
    bool colour; /* for standard output */
    bool write_failed;
    bool progress_shown;
    int status; /* highest met */
};

/* Reads argv after the command's name into `cli`; false with one line on standard error and status
 * 2 when it is off. Stops at "--"; "-" is an operand. A flag's value is "". */
bool syn_cli_parse(syn_cli *cli, const syn_cli_command *command, int argc, char **argv);

/* Values by name; the name must be in the command's table (assert). */
bool syn_cli_has(const syn_cli *cli, const char *name);
const char *syn_cli_text(const syn_cli *cli, const char *name, const char *otherwise);
uint64_t syn_cli_count(const syn_cli *cli, const char *name, uint64_t otherwise);

/* Standard output. After a failed write nothing more is written, status 3 is raised, and one line
 * says why; false then. */
bool syn_cli_write(syn_cli *cli, const void *bytes, size_t n_bytes);
bool syn_cli_write_z(syn_cli *cli, const char *z);
bool syn_cli_printf(syn_cli *cli, const char *fmt, ...) SYN_PRINTF(2, 3);
bool syn_cli_flush(syn_cli *cli);

/* One line on standard error, "synoptic: " in front. */
void syn_cli_say(syn_cli *cli, const char *fmt, ...) SYN_PRINTF(2, 3);
/* Says `err` and raises its exit status, which is returned. */
int syn_cli_fail(syn_cli *cli, const syn_err *err);
/* Usage error: one line and where to look; raises and returns 2. */
int syn_cli_misuse(syn_cli *cli, const char *fmt, ...) SYN_PRINTF(2, 3);
void syn_cli_raise(syn_cli *cli, int status);
/* A log sink that says errors and warnings; everything with --verbose. */
syn_log syn_cli_log(syn_cli *cli);
/* On standard error, only where that is a terminal: replaces the last progress line. NULL clears.
 */
void syn_cli_progress(syn_cli *cli, const char *fmt, ...) SYN_PRINTF(2, 3);

/* ---- engines for commands ------------------------------------------------------------------ */

/* Default of --jobs: processors, at most 8. */
unsigned syn_cli_jobs(const syn_cli *cli);
/* The data folder: --data, else $SYNOPTIC_DATA, else NULL (the library looks beside the program and
 * under the prefix). *how says which, for `doctor`. */
const char *syn_cli_data(const syn_cli *cli, const char **how);
/* An engine for `layers` with the shared options applied; NULL when that failed (said and raised).
 */
syn_engine *syn_cli_engine(syn_cli *cli, unsigned layers);

/* Annotates the operands and writes what `render` makes of each document to standard output, in
 * order. `render` runs on several threads. `check`: each document goes through syn_doc_check.
 * Returns the highest status met. */
int syn_cli_print_stream(syn_cli *cli, const syn_engine *engine,
    void (*render)(void *ctx, const syn_doc *doc, syn_buf *out), void *ctx, bool check);

/* ---- what is made of the table ------------------------------------------------------------- */

void syn_cli_help_all(syn_cli *cli);
void syn_cli_help_of(syn_cli *cli, const syn_cli_command *command);
void syn_cli_scdoc_all(syn_cli *cli);
void syn_cli_scdoc_of(syn_cli *cli, const syn_cli_command *command);
/* "bash", "zsh" or "fish". */
void syn_cli_completion(syn_cli *cli, const char *shell);

#endif
