/* Output and messages: a file appears under its name only when it is whole; standard output is checked to its end. */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/cli.h"

void cli_say(const char *fmt, ...)
{
    char line[1024];
    va_list args;
    va_start(args, fmt);
    vsnprintf(line, sizeof line, fmt, args);
    va_end(args);
    for (char *p = line; *p; p++)
        if ((unsigned char)*p < 0x20 || *p == 0x7f) *p = '?';
    fprintf(stderr, "synoptic: %s\n", line);
}

int cli_fail(const char *what, const sy_error *err)
{
    if (err->status == SY_E_NOMEM) cli_say("out of memory");
    else cli_say("%s%s%s", what, *what ? ": " : "", err->text[0] ? err->text : sy_status_name(err->status));
    return EXIT_NOTHING;
}

static int fail_errno(const char *path, int number)
{
    cli_say("%s: cannot be written: %s", path, strerror(number));
    return EXIT_NOTHING;
}

static bool is_stdout(const char *path) { return !path || strcmp(path, "-") == 0; }

/* The folder that a path lies in; owned by the caller. */
static char *folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash) return strdup(".");
    return slash == path ? strdup("/") : strndup(path, (size_t)(slash - path));
}

int cli_output_check(const char *path)
{
    struct stat info;
    if (is_stdout(path)) return EXIT_DONE;
    if (stat(path, &info) == 0) {
        if (S_ISDIR(info.st_mode)) return fail_errno(path, EISDIR);
        if (!S_ISREG(info.st_mode)) return access(path, W_OK) == 0 ? EXIT_DONE : fail_errno(path, errno);
    }
    char *folder = folder_of(path);
    int status = EXIT_DONE;
    if (!folder) status = fail_errno(path, ENOMEM);
    else if (access(folder, W_OK | X_OK) != 0) status = fail_errno(path, errno);
    free(folder);
    return status;
}

/* A file without a name beside the one that is meant: of a command that is killed nothing is left. Not every file system has
 * them, and only /proc can name them. */
static int open_nameless(const output *o)
{
    char *folder = access("/proc/self/fd", X_OK) == 0 ? folder_of(o->path) : NULL;
    int fd = folder ? open(folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, S_IRUSR | S_IWUSR) : -1;
    free(folder);
    return fd;
}

static int give_name(output *o)
{
    char self[64];
    size_t n = strlen(o->path);
    if (fflush(o->file) != 0) return errno ? errno : EIO;
    snprintf(self, sizeof self, "/proc/self/fd/%d", fileno(o->file));
    for (unsigned i = 0; i < 1000; i++) {
        snprintf(o->temporary + n, sizeof ".XXXXXX", ".%06u", ((unsigned)getpid() + i) % 1000000U);
        if (linkat(AT_FDCWD, self, AT_FDCWD, o->temporary, AT_SYMLINK_FOLLOW) == 0) {
            o->nameless = false;
            return 0;
        }
        if (errno != EEXIST) return errno;
    }
    return EEXIST;
}

/* A new file beside the one that is meant, with the rights that it would have got. */
static int open_temporary(output *o)
{
    struct stat old;
    mode_t mask = umask(0);
    umask(mask);
    size_t n = strlen(o->path) + sizeof ".XXXXXX";
    o->temporary = malloc(n);
    if (!o->temporary) return ENOMEM;
    snprintf(o->temporary, n, "%s.XXXXXX", o->path);
    int fd = open_nameless(o);
    o->nameless = fd >= 0;
    if (fd < 0) fd = mkstemp(o->temporary);
    if (fd < 0) {
        int number = errno;
        free(o->temporary);
        o->temporary = NULL;
        return number;
    }
    mode_t mode = stat(o->path, &old) == 0 ? old.st_mode & 07777 : (mode_t)(0666 & ~mask);
    if (fchmod(fd, mode) != 0) mode = 0;   /* its rights are then the owner's alone: no reason to give up */
    o->file = fdopen(fd, "w");
    if (o->file) return 0;
    int number = errno;
    close(fd);
    return number;
}

int cli_output_open(output *o, const char *path)
{
    struct stat info;
    *o = (output){ .file = stdout };
    if (is_stdout(path)) return EXIT_DONE;
    char *target = realpath(path, NULL);   /* through a link to what it leads to */
    o->path = target ? target : strdup(path);
    if (!o->path) return fail_errno(path, ENOMEM);
    int number = 0;
    if (stat(path, &info) == 0 && !S_ISREG(info.st_mode)) {
        o->file = fopen(path, "w");
        number = o->file ? 0 : errno;
    } else number = open_temporary(o);
    if (!number) return EXIT_DONE;
    if (o->temporary && !o->nameless) unlink(o->temporary);
    free(o->temporary);
    free(o->path);
    *o = (output){ 0 };
    return fail_errno(path, number);
}

static sy_status write_bytes(void *user, const char *bytes, size_t n)
{
    output *o = user;
    errno = 0;
    if (n == 0 || fwrite(bytes, 1, n, o->file) == n) return SY_OK;
    if (!o->error_number) o->error_number = errno ? errno : EIO;
    return SY_E_IO;
}

sy_sink cli_output_sink(output *o)
{
    return (sy_sink){ write_bytes, o };
}

int cli_output_close(output *o, bool keep)
{
    int number = o->error_number;
    bool is_file = o->path != NULL;
    errno = 0;
    if (o->nameless && keep && !number) number = give_name(o);
    if (o->file) {
        bool bad = ferror(o->file) != 0;
        bad |= (is_file ? fclose(o->file) : fflush(o->file)) != 0;
        if (!is_file && !bad) bad = fclose(o->file) != 0;
        if (bad && !number) number = errno ? errno : EIO;
    }
    if (o->temporary && !o->nameless && keep && !number && rename(o->temporary, o->path) != 0) number = errno;
    if (o->temporary && !o->nameless && (!keep || number)) unlink(o->temporary);
    int status = EXIT_DONE;
    if (number == EPIPE) status = EXIT_NOTHING;   /* who reads has enough: nothing to say */
    else if (number) status = fail_errno(is_file ? o->path : "standard output", number);
    free(o->temporary);
    free(o->path);
    *o = (output){ 0 };
    return status;
}

/* ---- how to write ----------------------------------------------------------------------------- */

const char *cli_format_of_suffix(const char *path)
{
    static const char *const known[][2] = { { ".html", "html" }, { ".htm", "html" }, { ".json", "json" }, { ".md", "markdown" },
                                            { ".markdown", "markdown" }, { ".txt", "text" } };
    const char *dot = strrchr(path, '.');
    for (size_t i = 0; dot && i < sizeof known / sizeof *known; i++)
        if (strcasecmp(dot, known[i][0]) == 0) return known[i][1];
    return NULL;
}

bool cli_colour_is_known(const command *c, const settings *s)
{
    if (!s->colour || cli_in_list("auto always never", s->colour)) return true;
    cli_say("%s: --color wants auto, always or never, not '%s'", c->name, s->colour);
    return false;
}

/* ---- terminal ----------------------------------------------------------------------------------- */

static uint32_t terminal_width(const settings *s, const output *o)
{
    struct winsize size;
    if (s->width) return s->width;
    if (ioctl(fileno(o->file), TIOCGWINSZ, &size) == 0 && size.ws_col) return size.ws_col;
    const char *columns = getenv("COLUMNS");
    unsigned long n = columns ? strtoul(columns, NULL, 10) : 0;
    return n > 0 && n <= 1000 ? (uint32_t)n : 80;
}

static bool wants_colour(const settings *s, const output *o)
{
    if (s->colour && strcmp(s->colour, "auto") != 0) return strcmp(s->colour, "always") == 0;
    const char *none = getenv("NO_COLOR"), *term = getenv("TERM");
    return isatty(fileno(o->file)) && !(none && *none) && !(term && strcmp(term, "dumb") == 0);
}

sy_terminal_opts cli_terminal_opts(const settings *s, const output *o)
{
    sy_terminal_opts opts = SY_TERMINAL_OPTS_INIT;
    opts.width = terminal_width(s, o);
    opts.colour = wants_colour(s, o);
    return opts;
}
