/* SPDX-License-Identifier: Apache-2.0
 *
 * Options of one command by its table: --name value, --name=value, -h, "--" ends options, "-" is an
 * operand. An unknown word or a value that does not fit is one line and exit status 2. Values are
 * borrowed from argv; operands are moved to its front.
 */
#include "cli.h"

#include <assert.h>
#include <errno.h>

static size_t index_of(const syn_cli_command *command, const char *name, size_t len)
{
    const syn_cli_option *o;

    for (size_t i = 0; (o = syn_cli_option_at(command, i)) != NULL; i++)
        if (strlen(o->name) == len && memcmp(o->name, name, len) == 0)
            return i;
    return SIZE_MAX;
}

static bool is_choice(const char *choices, const char *word, size_t len)
{
    const char *at = choices;

    while (at != NULL && *at != '\0') {
        size_t n = strcspn(at, ",");

        if (n == len && memcmp(at, word, len) == 0)
            return true;
        at += n;
        at += *at == ',';
    }
    return false;
}

static bool parse_count(const char *value, uint64_t *out)
{
    char *end;
    unsigned long long n;

    if (*value < '0' || *value > '9')
        return false;
    errno = 0;
    n = strtoull(value, &end, 10);
    if (errno != 0 || *end != '\0')
        return false;
    *out = n;
    return true;
}

/* YYYY-MM-DD, with or without Thh:mm:ssZ; the calendar is the library's to check. */
static bool looks_like_date(const char *value)
{
    static const char pattern[] = "0000-00-00T00:00:00Z";
    size_t len = strlen(value);

    if (len != 10 && len != 20)
        return false;
    for (size_t i = 0; i < len; i++) {
        bool digit = value[i] >= '0' && value[i] <= '9';

        if (pattern[i] == '0' ? !digit : value[i] != pattern[i])
            return false;
    }
    return true;
}

static bool check_value(syn_cli *cli, const syn_cli_option *o, const char *value)
{
    uint64_t n;
    const char *at = value;

    switch (o->kind) {
    case SYN_CLI_COUNT:
        if (!parse_count(value, &n) || n < o->min || n > o->max) {
            syn_cli_misuse(cli, "--%s needs a whole number from %llu to %llu, not \"%s\"", o->name,
                (unsigned long long)o->min, (unsigned long long)o->max, value);
            return false;
        }
        break;
    case SYN_CLI_CHOICE:
        if (!is_choice(o->choices, value, strlen(value))) {
            syn_cli_misuse(cli, "--%s is one of %s, not \"%s\"", o->name, o->choices, value);
            return false;
        }
        break;
    case SYN_CLI_LIST:
        for (;;) {
            size_t len = strcspn(at, ",");

            if (!is_choice(o->choices, at, len)) {
                syn_cli_misuse(cli, "--%s is a list of %s; \"%.*s\" is none", o->name, o->choices,
                    (int)len, at);
                return false;
            }
            if (at[len] == '\0')
                break;
            at += len + 1;
        }
        break;
    case SYN_CLI_DATE:
        if (!looks_like_date(value)) {
            syn_cli_misuse(cli,
                "--%s needs a date such as 2025-10-15 or 2025-10-15T09:30:00Z, not "
                "\"%s\"",
                o->name, value);
            return false;
        }
        break;
    case SYN_CLI_FILE:
    case SYN_CLI_FOLDER:
        if (*value == '\0') {
            syn_cli_misuse(cli, "--%s needs a %s", o->name, o->argument);
            return false;
        }
        break;
    case SYN_CLI_FLAG:
    case SYN_CLI_TEXT:
        break;
    }
    return true;
}

/* Takes the option at argv[*at] (and its value); false on a usage error. */
static bool take_option(syn_cli *cli, int argc, char **argv, int *at)
{
    const char *name = argv[*at] + 2, *equals = strchr(name, '=');
    size_t len = equals != NULL ? (size_t)(equals - name) : strlen(name);
    size_t i = index_of(cli->command, name, len);
    const syn_cli_option *o;

    if (i == SIZE_MAX) {
        syn_cli_misuse(cli, "unknown option --%.*s", (int)(len > 80 ? 80 : len), name);
        return false;
    }
    o = syn_cli_option_at(cli->command, i);
    if (o->kind == SYN_CLI_FLAG) {
        if (equals != NULL) {
            syn_cli_misuse(cli, "--%s takes no value", o->name);
            return false;
        }
        cli->values[i] = "";
        return true;
    }
    if (equals != NULL) {
        cli->values[i] = equals + 1;
    } else if (*at + 1 < argc) {
        cli->values[i] = argv[++*at];
    } else {
        syn_cli_misuse(cli, "--%s needs a value: --%s %s", o->name, o->name, o->argument);
        return false;
    }
    return check_value(cli, o, cli->values[i]);
}

bool syn_cli_parse(syn_cli *cli, const syn_cli_command *command, int argc, char **argv)
{
    bool options_ended = false;

    cli->command = command;
    cli->operands = (const char **)argv;
    cli->n_operands = 0;
    assert(syn_cli_option_at(command, SYN_CLI_MAX_OPTIONS) == NULL);
    for (int at = 0; at < argc; at++) {
        const char *word = argv[at];

        if (options_ended || word[0] != '-' || word[1] == '\0') {
            cli->operands[cli->n_operands++] = word;
        } else if (strcmp(word, "--") == 0) {
            options_ended = true;
        } else if (strcmp(word, "-h") == 0) {
            cli->values[index_of(command, "help", 4)] = "";
        } else if (word[1] != '-') {
            syn_cli_misuse(cli,
                "unknown option %s (options have two dashes; a file of that name "
                "goes after --)",
                word);
            return false;
        } else if (!take_option(cli, argc, argv, &at)) {
            return false;
        }
    }
    if (syn_cli_has(cli, "help"))
        return true;
    if (cli->n_operands < command->min_operands) {
        syn_cli_misuse(cli, "%s needs %s", command->name, command->operands);
        return false;
    }
    if (cli->n_operands > command->max_operands) {
        syn_cli_misuse(cli, "one word too many: \"%s\"", cli->operands[command->max_operands]);
        return false;
    }
    return true;
}

static size_t need_index(const syn_cli *cli, const char *name)
{
    size_t i = index_of(cli->command, name, strlen(name));

    assert(i != SIZE_MAX);
    return i;
}

bool syn_cli_has(const syn_cli *cli, const char *name)
{
    size_t i = need_index(cli, name);

    return i != SIZE_MAX && cli->values[i] != NULL;
}

const char *syn_cli_text(const syn_cli *cli, const char *name, const char *otherwise)
{
    size_t i = need_index(cli, name);

    return i != SIZE_MAX && cli->values[i] != NULL ? cli->values[i] : otherwise;
}

uint64_t syn_cli_count(const syn_cli *cli, const char *name, uint64_t otherwise)
{
    const char *value = syn_cli_text(cli, name, NULL);
    uint64_t n;

    return value != NULL && parse_count(value, &n) ? n : otherwise;
}
