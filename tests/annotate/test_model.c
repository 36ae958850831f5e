/* The model file: what it gives, and that no damage to it is believed. */
#include "check.h"

#include "model_file.h"

static char  *good;
static size_t good_n;

static sy_ctx *new_ctx(void)
{
    sy_ctx *ctx = NULL;
    assert_int_equal(sy_ctx_new(&ctx, NULL), SY_OK);
    return ctx;
}

static void test_checksum(void **state)
{
    (void)state;
    unsigned char a[64] = { 0 };
    uint64_t      zero = sy__model_checksum(a, 64);
    assert_true(sy__model_checksum(a, 32) != zero);
    for (size_t i = 0; i < sizeof a * 8; i++) {
        a[i / 8] ^= (unsigned char)(1u << i % 8);
        assert_true(sy__model_checksum(a, 64) != zero);
        a[i / 8] ^= (unsigned char)(1u << i % 8);
    }
}

static void test_strings(void **state)
{
    static const struct { const char *text; uint64_t id; } ids[] = {
        { "", 0 },
        { "X", 101 },
        { "det", 415 },
        { "a", 11901859001352538922u },
        { "hello", 5983625672228268878u },
        { "apple", 8566208034543834098u },
        { "Xxxxx", 16072095006890171862u },
        { "\u2019s", 614914527630368944u },
        { "\n", 962983613142996970u },
        { "12345678", 9871996032675327904u },
        { "123456789", 2056675840866671865u },
        { "\u00e9\u4e2d\U0001f600", 1498336011690451150u },
    };
    (void)state;
    sy_ctx   *ctx = new_ctx();
    sy_model *m = NULL;
    assert_int_equal(sy_model_open(&m, ctx, SY_MODEL_FILE, NULL), SY_OK);
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
        assert_true(sy__string_id(m, sy__str(ids[i].text)) == ids[i].id);

    const void *p;
    uint64_t    n;
    assert_true(sy__model_section(m, "tagger.b", &p, &n));
    assert_int_equal(n, SY_TAG_N * 4);
    assert_ptr_equal(p, m->tagger_b);
    assert_false(sy__model_section(m, "tagger", &p, &n));
    sy_model_free(m);
    sy_ctx_free(ctx);
}

static void test_no_file(void **state)
{
    (void)state;
    sy_ctx   *ctx = new_ctx();
    sy_model *m = (sy_model *)1;
    sy_error  err = { 0 };
    assert_int_equal(sy_model_open(&m, ctx, "no/such/file", &err), SY_E_IO);
    assert_null(m);
    assert_true(err.text[0] != '\0');
    assert_int_equal(model_open_bytes(&m, ctx, "", 0, &err), SY_E_FORMAT);
    assert_int_equal(model_open_bytes(&m, ctx, "SYMODEL", 7, &err), SY_E_FORMAT);
    sy_model_free(NULL);
    sy_ctx_free(ctx);
}

static void test_truncated(void **state)
{
    (void)state;
    sy_ctx   *ctx = new_ctx();
    sy_model *m;
    size_t    lengths[] = { 1, 8, 63, 64, 65, 127, 128, 4096, good_n / 2, good_n - 64, good_n - 1 };
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++)
        assert_int_equal(model_open_bytes(&m, ctx, good, lengths[i], NULL), SY_E_FORMAT);
    char *longer = calloc(1, good_n + 64);
    assert_non_null(longer);
    memcpy(longer, good, good_n);
    assert_int_equal(model_open_bytes(&m, ctx, longer, good_n + 64, NULL), SY_E_FORMAT);
    free(longer);
    sy_ctx_free(ctx);
}

/* One changed bit anywhere is seen. */
static void test_flipped(void **state)
{
    (void)state;
    sy_ctx   *ctx = new_ctx();
    sy_model *m;
    uint64_t  x = 1;
    for (int i = 0; i < 120; i++) {
        x = x * 6364136223846793005u + 1442695040888963407u;
        size_t at = i < 60 ? (x >> 33) % 8192 : (x >> 33) % good_n;
        good[at] ^= (char)(1 << (x >> 20) % 8);
        sy_status s = model_open_bytes(&m, ctx, good, good_n, NULL);
        good[at] ^= (char)(1 << (x >> 20) % 8);
        if (s != SY_E_FORMAT && s != SY_E_UNSUPPORTED)
            fail_msg("byte %zu changed: %s", at, sy_status_name(s));
    }
    sy_ctx_free(ctx);
}

static void test_version(void **state)
{
    (void)state;
    sy_ctx   *ctx = new_ctx();
    sy_model *m;
    sy_error  err = { 0 };
    good[8]++;
    assert_int_equal(model_open_bytes(&m, ctx, good, good_n, &err), SY_E_UNSUPPORTED);
    assert_int_equal(err.offset, 8);
    good[8]--;
    sy_ctx_free(ctx);
}

/* Whatever opens must annotate without harm. */
static sy_status open_and_use(sy_ctx *ctx)
{
    static const char text[] = "I'm gonna tell you: the U.S.A.'s men (5km north) didn't go either/or:) www.example.org \u0391\u03a3 ...";
    sy_model         *m = NULL;
    sy_annotator     *a = NULL;
    sy_annotation    *out = NULL;
    sy_status         s = model_open_bytes(&m, ctx, good, good_n, NULL);
    if (!s)
        s = sy_annotator_new(&a, ctx, m, NULL, NULL);
    if (!s)
        s = sy_annotate(&out, a, sy__str(text), NULL);
    sy_annotation_free(out);
    sy_annotator_free(a);
    sy_model_free(m);
    return s;
}

static const char *const tables[] = {
    "tagger.labels", "parser.moves", "ner.moves", "strings", "classes.index", "classes.pages", "tokenizer.units",
    "tokenizer.specials", "tokenizer.special_list", "tokenizer.special_tokens", "reserved", "norms.lexeme", "norms.base",
    "norms.base_ids", "ruler.words", "ruler.sets", "ruler.rules", "lemma.rules", "lemma.exc_lists", "lemma.exc_items",
    "lemma.exc.noun", "lemma.index.noun", "tagger.b", "parser.upper.b", "ner.upper.b", "tok2vec.norm1.G",
};

/* Wrong numbers under right checksums. */
static void test_hostile(void **state)
{
    static const uint32_t values[] = { 0, 1, 0xff, 0xffff, 0x7fffffff, 0xffffffff, 0x7fc00000 };
    (void)state;
    sy_ctx  *ctx = new_ctx();
    uint64_t x = 7;
    unsigned refused = 0;
    for (size_t t = 0; t < sizeof tables / sizeof *tables; t++) {
        sy__model_entry *e = model_entry(good, tables[t]), was = *e;
        for (int i = 0; i < 6; i++) {
            x = x * 6364136223846793005u + 1442695040888963407u;
            size_t width = was.length < 4 ? (size_t)was.length : 4;
            char  *at = good + was.offset + (x >> 33) % (was.length - width + 1), old[4];
            memcpy(old, at, width);
            memcpy(at, &values[(x >> 8) % 7], width);
            model_reseal(good, e);
            sy_status s = open_and_use(ctx);
            memcpy(at, old, width);
            *e = was;
            if (s != SY_OK && s != SY_E_FORMAT)
                fail_msg("%s: %s", tables[t], sy_status_name(s));
            refused += s == SY_E_FORMAT;
        }
    }
    model_reseal(good, NULL);
    assert_true(refused > 25);
    assert_int_equal(open_and_use(ctx), SY_OK);
    sy_ctx_free(ctx);
}

/* Sections of another size, or under another name. */
static void test_wrong_sections(void **state)
{
    (void)state;
    sy_ctx *ctx = new_ctx();
    for (size_t t = 0; t < sizeof tables / sizeof *tables; t++) {
        sy__model_entry *e = model_entry(good, tables[t]), was = *e;
        e->length -= 1;
        model_reseal(good, e);
        sy_status cut = open_and_use(ctx);
        *e = was;
        e->name[0] = 'Q';
        model_reseal(good, NULL);
        sy_status renamed = open_and_use(ctx);
        *e = was;
        assert_int_equal(renamed, SY_E_FORMAT);
        /* The pool and arrays of single bytes may be shorter and still right. */
        if (cut != SY_E_FORMAT && strcmp(tables[t], "strings") != 0)
            fail_msg("%s, one byte short: %s", tables[t], sy_status_name(cut));
    }
    model_reseal(good, NULL);
    sy_ctx_free(ctx);
}

static sy_status run_open(sy_ctx *ctx, void *user)
{
    (void)user;
    sy_model *m = NULL;
    sy_status s = sy_model_open(&m, ctx, SY_MODEL_FILE, NULL);
    assert_true(!s == (m != NULL));
    sy_model_free(m);
    return s;
}

static void test_no_memory(void **state)
{
    (void)state;
    alloc_fail_each(run_open, NULL);
}

int main(void)
{
    if (model_is_missing())
        return 77;
    good = model_bytes(&good_n);
    if (!good)
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_checksum),
        cmocka_unit_test(test_strings),
        cmocka_unit_test(test_no_file),
        cmocka_unit_test(test_truncated),
        cmocka_unit_test(test_flipped),
        cmocka_unit_test(test_version),
        cmocka_unit_test(test_hostile),
        cmocka_unit_test(test_wrong_sections),
        cmocka_unit_test(test_no_memory),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    free(good);
    return failed;
}
