/* SPDX-License-Identifier: Apache-2.0
 *
 * Status words, exit statuses, errors, and the log sink.
 */
#include <synoptic/base.h>

const char *syn_status_name(syn_status status)
{
    switch (status) {
    case SYN_OK:
        return "ok";
    case SYN_E_NO:
        return "no";
    case SYN_E_USAGE:
        return "usage";
    case SYN_E_IO:
        return "io";
    case SYN_E_NOMEM:
        return "memory";
    case SYN_E_LIMIT:
        return "limit";
    case SYN_E_FORMAT:
        return "format";
    case SYN_E_VERSION:
        return "version";
    case SYN_E_CHECKSUM:
        return "checksum";
    case SYN_E_TRUNCATED:
        return "truncated";
    case SYN_E_MISSING:
        return "missing";
    case SYN_E_CANCELLED:
        return "cancelled";
    case SYN_E_BUG:
        return "bug";
    case SYN_E_SHAPE:
        return "shape";
    }
    return "unknown";
}

int syn_status_exit(syn_status status)
{
    switch (status) {
    case SYN_OK:
        return 0;
    case SYN_E_NO:
        return 1;
    case SYN_E_USAGE:
        return 2;
    case SYN_E_IO:
    case SYN_E_NOMEM:
    case SYN_E_CANCELLED:
        return 3;
    case SYN_E_LIMIT:
    case SYN_E_FORMAT:
    case SYN_E_VERSION:
    case SYN_E_CHECKSUM:
    case SYN_E_TRUNCATED:
    case SYN_E_MISSING:
    case SYN_E_SHAPE:
        return 4;
    case SYN_E_BUG:
        return 70;
    }
    return 70;
}

syn_status syn_err_set(syn_err *err, syn_status code, const char *where, const char *fmt, ...)
{
    if (err != NULL) {
        va_list args;

        err->code = code;
        err->os_errno = 0;
        err->offset_bytes = UINT64_MAX;
        (void)snprintf(err->where, sizeof err->where, "%s", where != NULL ? where : "");
        va_start(args, fmt);
        (void)vsnprintf(err->message, sizeof err->message, fmt, args);
        va_end(args);
    }
    return code;
}

void syn_log_write(const syn_log *log, syn_log_level level, const char *fmt, ...)
{
    char line[1024];
    va_list args;
    int n;

    if (log == NULL || log->write == NULL)
        return;
    va_start(args, fmt);
    n = vsnprintf(line, sizeof line, fmt, args);
    va_end(args);
    if (n < 0)
        return;
    log->write(
        log->ctx, level, (syn_str){line, (size_t)n < sizeof line ? (size_t)n : sizeof line - 1});
}
