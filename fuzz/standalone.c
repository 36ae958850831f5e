/* Drives a fuzz target without libFuzzer: each argument is an input file, or a folder of them. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int run_file(const char *path, unsigned *n)
{
    struct stat st;
    FILE       *f = fopen(path, "rb");
    if (!f || fstat(fileno(f), &st) != 0) {
        perror(path);
        if (f)
            fclose(f);
        return 1;
    }
    /* Exactly as long as the input, so that the address sanitizer sees a byte read too far. */
    size_t   size = (size_t)st.st_size;
    uint8_t *data = malloc(size ? size : 1);
    int      bad = !data || fread(data, 1, size, f) != size;
    if (bad)
        perror(path);
    else
        bad = LLVMFuzzerTestOneInput(data, size) != 0;
    free(data);
    fclose(f);
    *n += 1;
    return bad;
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static int run_folder(const char *folder, unsigned *n)
{
    struct dirent **entries;
    int             count = scandir(folder, &entries, NULL, by_name), bad = 0;
    if (count < 0) {
        perror(folder);
        return 1;
    }
    for (int i = 0; i < count; i++) {
        char path[4096];
        int  length = snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
        if (entries[i]->d_name[0] != '.' && length > 0 && (size_t)length < sizeof path)
            bad |= run_file(path, n);
        free(entries[i]);
    }
    free(entries);
    return bad;
}

int main(int argc, char **argv)
{
    unsigned n = 0;
    int      bad = argc < 2;
    for (int i = 1; i < argc; i++) {
        struct stat st;
        if (stat(argv[i], &st) == 0 && S_ISDIR(st.st_mode))
            bad |= run_folder(argv[i], &n);
        else
            bad |= run_file(argv[i], &n);
    }
    printf("%u inputs replayed\n", n);
    return bad || n == 0;
}
