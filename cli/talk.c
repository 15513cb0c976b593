/* SPDX-License-Identifier: Apache-2.0
 *
 * Standard output and standard error of a command: checked writes, one-line messages, progress.
 */
#include "cli.h"

#include <errno.h>

enum { LINE = 1200 };

/* Control characters of a file's name or of a text must not reach the terminal. */
static void put_line(syn_cli *cli, const char *line)
{
    char safe[LINE];
    size_t n = 0;

    for (const char *at = line; *at != '\0' && n + 1 < sizeof safe; at++) {
        unsigned char c = (unsigned char)*at;

        safe[n++] = (char)(c < 0x20 || c == 0x7f ? '?' : c);
    }
    safe[n] = '\0';
    syn_cli_progress(cli, NULL);
    (void)fprintf(cli->err, "synoptic: %s\n", safe);
    (void)fflush(cli->err);
}

void syn_cli_raise(syn_cli *cli, int status)
{
    if (status > cli->status)
        cli->status = status;
}

static bool failed_write(syn_cli *cli)
{
    int code = errno;

    if (cli->write_failed)
        return false;
    cli->write_failed = true;
    if (code == EPIPE)
        put_line(cli, "standard output: its reader has gone; the rest of the output is lost");
    else if (code == ENOSPC)
        put_line(cli, "standard output: no space left; the output is incomplete, free some and run "
                      "again");
    else
        put_line(cli, "standard output: cannot be written; the output is incomplete");
    syn_cli_raise(cli, 3);
    return false;
}

bool syn_cli_write(syn_cli *cli, const void *bytes, size_t n_bytes)
{
    if (cli->write_failed)
        return false;
    errno = 0;
    if (n_bytes > 0 && fwrite(bytes, 1, n_bytes, cli->out) != n_bytes)
        return failed_write(cli);
    return true;
}

bool syn_cli_write_z(syn_cli *cli, const char *z)
{
    return syn_cli_write(cli, z, strlen(z));
}

bool syn_cli_printf(syn_cli *cli, const char *fmt, ...)
{
    va_list args;
    int n;

    if (cli->write_failed)
        return false;
    errno = 0;
    va_start(args, fmt);
    n = vfprintf(cli->out, fmt, args);
    va_end(args);
    return n >= 0 || failed_write(cli);
}

bool syn_cli_flush(syn_cli *cli)
{
    if (cli->write_failed)
        return false;
    errno = 0;
    return fflush(cli->out) == 0 || failed_write(cli);
}

void syn_cli_say(syn_cli *cli, const char *fmt, ...)
{
    char line[LINE];
    va_list args;

    va_start(args, fmt);
    (void)vsnprintf(line, sizeof line, fmt, args);
    va_end(args);
    put_line(cli, line);
}

int syn_cli_fail(syn_cli *cli, const syn_err *err)
{
    int status = syn_status_exit(err->code);

    if (err->where[0] != '\0')
        syn_cli_say(cli, "%s: %s", err->where, err->message);
    else
        syn_cli_say(cli, "%s", err->message);
    syn_cli_raise(cli, status);
    return status;
}

int syn_cli_misuse(syn_cli *cli, const char *fmt, ...)
{
    char line[LINE];
    va_list args;

    va_start(args, fmt);
    (void)vsnprintf(line, sizeof line, fmt, args);
    va_end(args);
    if (cli->command != NULL)
        syn_cli_say(cli, "%s; see synoptic %s --help", line, cli->command->name);
    else
        syn_cli_say(cli, "%s; see synoptic help", line);
    syn_cli_raise(cli, 2);
    return 2;
}

static void log_line(void *ctx, syn_log_level level, syn_str message)
{
    syn_cli *cli = ctx;

    if (level > SYN_LOG_WARN && !syn_cli_has(cli, "verbose"))
        return;
    syn_cli_say(cli, "%.*s", SYN_ARG(message));
}

syn_log syn_cli_log(syn_cli *cli)
{
    return (syn_log){log_line, cli};
}

void syn_cli_progress(syn_cli *cli, const char *fmt, ...)
{
    char line[160];
    va_list args;

    if (!cli->err_is_terminal || (fmt == NULL && !cli->progress_shown))
        return;
    line[0] = '\0';
    if (fmt != NULL) {
        va_start(args, fmt);
        (void)vsnprintf(line, sizeof line, fmt, args);
        va_end(args);
    }
    (void)fprintf(cli->err, "\r\033[K%s", line);
    (void)fflush(cli->err);
    cli->progress_shown = fmt != NULL;
}
