/* What the extractor sees of HTML pages, for the training tools beside this file: tab-separated lines on standard output.
 *
 * usage: extract_dump blocks|dates FILE.html…
 * blocks: "N" and the features' names; then "B", file, text, features of every block.
 * dates:  "N" and the features' names; then "P" and the file; "D", date, field, features and number of its day of every date that
 *         could be the page's own, then for reading: source, rank, element, blocks from the headline, score of the day. */
#include <stdio.h>

#include "extract/html_meta.h"
#include "extract/internal.h"

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static void print_blocks(const sy__html_blocks *b, const char *name)
{
    for (uint32_t i = 0; i < b->at.n; i++) {
        float f[SY__B_N];
        sy_str text = sy__cut(sy__buf_view(&b->text), b->at.at[i].text);
        sy__html_block_describe(b, i, f);
        printf("B\t%s\t", name);
        for (size_t k = 0; k < text.len; k++)
            putchar(text.ptr[k] == '\n' || text.ptr[k] == '\t' || text.ptr[k] == '\r' ? ' ' : text.ptr[k]);
        for (int k = 0; k < SY__B_N; k++)
            printf("\t%.9g", (double)f[k]);
        putchar('\n');
    }
}

static void print_dates(const sy__meta *m, const sy__html_blocks *b, const sy_ctx *ctx, const char *name)
{
    sy__date_candidates all = { NULL, 0, 0 };
    printf("P\t%s\n", name);
    if (!sy__dates_collect(m, b, (sy_str){ NULL, 0 }, INT32_MAX, &all))
        return;
    sy__dates_choose(m, b, &all);
    for (uint32_t i = 0; i < all.n; i++) {
        static const char *const fields[] = { [SY__META_PUBLISHED] = "published", [SY__META_CREATED] = "created", [SY__META_UPDATED] = "updated" };
        const sy__date_candidate *c = &all.at[i];
        char text[SY__DATE_TEXT];
        sy_str s = sy__date_print(&c->date, text);
        printf("D\t%.*s\t%s\t%llx\t%d\t%d\t%d\t%.*s\t%d\t%.2f\n", (int)s.len, s.ptr, fields[c->field], (unsigned long long)c->features,
               c->day, c->source, c->rank, (int)c->element.len, c->element.ptr ? c->element.ptr : "", c->distance, (double)c->score);
    }
    sy__free(ctx, all.at);
}

static int dump(sy_extractor *ex, sy_ctx *ctx, const char *path, bool dates)
{
    sy_file file;
    sy__decoded d = { .guessed = false };
    sy_arena scratch;
    sy__tree t;
    sy__meta m;
    sy__html_blocks b;
    if (sy__file_map(&file, ctx, path, NULL) != SY_OK)
        return 1;
    sy__origin_init(&d.map, ctx);
    sy__buf_init(&d.buf, ctx);
    sy__arena_init(&scratch, ctx);
    sy__budget budget;
    sy__budget_init(&budget, &ex->opts);
    sy__tree_init(&t, ctx);
    sy__meta_init(&m, &t, &scratch);
    sy__html_blocks_init(&b, ex->lex, &t);
    bool ok = sy__decode(&d, ctx, file.bytes, (sy_str){ NULL, 0 }, true) && sy__tree_parse(&t, d.text, &budget, NULL) == SY_OK;
    if (ok) {
        sy__meta_read(&m);
        sy__jsonld_read(&m, sy__meta_title(&m));
        ok = sy__html_blocks_read(&b, ex->names, sy__meta_title(&m));
    }
    if (ok && dates)
        print_dates(&m, &b, ctx, base_name(path));
    else if (ok)
        print_blocks(&b, base_name(path));
    sy__html_blocks_done(&b);
    sy__meta_done(&m);
    sy__tree_done(&t);
    sy__arena_done(&scratch);
    sy__origin_done(&d.map);
    sy__buf_done(&d.buf);
    sy__file_done(&file);
    return !ok;
}

int main(int argc, char **argv)
{
    sy_ctx *ctx;
    sy_extractor *ex;
    bool dates = argc > 1 && strcmp(argv[1], "dates") == 0;
    if (argc < 3 || (!dates && strcmp(argv[1], "blocks") != 0)) {
        fputs("usage: extract_dump blocks|dates FILE.html...\n", stderr);
        return 2;
    }
    if (sy_ctx_new(&ctx, NULL) != SY_OK || sy_extractor_new(&ex, ctx, NULL, NULL) != SY_OK)
        return 3;
    putchar('N');
    for (int i = 0; i < (dates ? (int)SY__D_N : (int)SY__B_N); i++)
        printf("\t%s", dates ? sy__date_feature_names[i] : sy__block_feature_names[i]);
    putchar('\n');
    int failed = 0;
    for (int i = 2; i < argc; i++)
        failed |= dump(ex, ctx, argv[i], dates);
    sy_extractor_free(ex);
    sy_ctx_free(ctx);
    return failed ? 1 : 0;
}
