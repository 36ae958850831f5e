/* One utterance as several reports have it, on invented ones: cut, joined, translated twice, told in other words. */
#include "invented.h"

static const report reports[] = {
    { "a", "2031-06-05T08:00:00Z", "Port Courier", NULL, NULL,
      "\"We will repair the old pier before the winter and then we will look for the money,\" Mayor Ilse Varga said on Thursday.\n\n"
      "\"We must let the islands understand that no good years are left for the ferry if it continues in this way,\" Olaf Berg said.\n" },
    { "b", "2031-06-05T12:00:00Z", "Daily Verden", NULL, NULL,
      "\"We will repair the old pier and then we will look for the money,\" Ilse Varga, the mayor, said.\n\n"
      "\"If the ferry continues in this way no good years will be left. We have to make the islands understand that,\" said Olaf Berg.\n" },
    { "c", "2031-06-06", "Radio North", NULL, NULL,
      "Ilse Varga said the city would repair the old pier before the winter.\n\nOlaf Berg was not to be reached.\n" },
};

static sy_str text_of(const story *s, const sy_variant *v)
{
    size_t n;
    const sy_report_input *in = sy_analysis_inputs(s->analysis, &n);
    return sy__cut(sy_article_text(in[v->ref.document].article), v->ref.span);
}

static void drift_is_typed(void **state)
{
    (void)state;
    story s;
    size_t n;
    bool joined = false, indirect = false, translated = false;
    if (!read_story(&s, reports, 3)) skip();
    const sy_quotation *q = sy_account_quotations(s.account, &n);
    for (size_t i = 0; i < n; i++) {
        size_t longest = 0, earliest = 0;
        for (size_t k = 0; k < q[i].n_variants; k++) {
            const sy_variant *v = &q[i].variants[k];
            longest += v->longest;
            earliest += v->earliest;
            bool pier = sy__find(text_of(&s, v), SY_STR("pier"), 0) != SIZE_MAX;
            if (v->earliest) assert_int_equal(v->ref.document, 0);
            if (pier && v->ref.document == 1) joined |= (v->drift & (SY_DRIFT_JOINED | SY_DRIFT_CUT)) != 0;
            if (v->kind == SY_ATTRIBUTION_INDIRECT) {
                indirect |= pier && v->ref.document == 2 && v->drift == (SY_DRIFT_INDIRECT | SY_DRIFT_PERSON);
                assert_false(v->longest);
            }
            translated |= !pier && v->ref.document == 1 && q[i].n_variants == 2;
        }
        assert_int_equal(longest, 1);
        assert_true(earliest <= 1);
    }
    assert_true(joined);
    assert_true(indirect);
    assert_true(translated);
    story_done(&s);
}

/* "A number of" is in both, but what it is a number of is not. */
static void common_words_make_no_variant(void **state)
{
    static const report two[] = {
        { "a", "2031-06-05T08:00:00Z", "Port Courier", NULL, NULL, "Inspector Olaf Berg said the ferry sank because of \"a number of faults\".\n" },
        { "b", "2031-06-05T12:00:00Z", "Daily Verden", NULL, NULL, "\"We are treating a number of passengers,\" a spokeswoman for the hospital said.\n" },
    };
    (void)state;
    story s;
    size_t n;
    if (!read_story(&s, two, 2)) skip();
    const sy_quotation *q = sy_account_quotations(s.account, &n);
    assert_int_equal(n, 2);
    for (size_t i = 0; i < n; i++) assert_int_equal(q[i].n_variants, 1);
    story_done(&s);
}

/* What one report has of the police another has of the officer. */
static void a_body_has_voices(void **state)
{
    static const report two[] = {
        { "a", "2031-06-05T08:00:00Z", "Port Courier", NULL, NULL, "The Harbour Police said there had been \"heavy loss of life\".\n" },
        { "b", "2031-06-05T12:00:00Z", "Daily Verden", NULL, NULL, "\"We must fear heavy loss of life,\" Inspector Olaf Berg said.\n" },
    };
    (void)state;
    story s;
    size_t n;
    if (!read_story(&s, two, 2)) skip();
    const sy_quotation *q = sy_account_quotations(s.account, &n);
    assert_int_equal(n, 1);
    assert_int_equal(q[0].n_variants, 2);
    story_done(&s);
}

/* A word in marks beside a longer piece of what one says is no quotation; where it is all that is quoted, it is one. */
static void a_word_beside_a_piece_is_none(void **state)
{
    static const report two[] = {
        { "a", "2031-06-05T08:00:00Z", "Port Courier", NULL, NULL,
          "Varga said the city would begin a \"dialogue\" to \"find out how the old pier can be saved.\"\n\nBerg called the plan \"madness\".\n" },
        { "b", "2031-06-05T12:00:00Z", "Daily Verden", NULL, NULL, "Olaf Berg said the plan was \"madness\". Nobody else was to be reached.\n" },
    };
    (void)state;
    story s;
    size_t n;
    bool word = false, piece = false, alone = false;
    if (!read_story(&s, two, 2)) skip();
    const sy_quotation *q = sy_account_quotations(s.account, &n);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < q[i].n_variants; k++) {
            sy_str text = text_of(&s, &q[i].variants[k]);
            word |= sy__find(text, SY_STR("dialogue"), 0) != SIZE_MAX;
            piece |= sy__find(text, SY_STR("find out"), 0) != SIZE_MAX;
            alone |= sy__find(text, SY_STR("madness"), 0) != SIZE_MAX && q[i].n_variants == 2;
        }
    assert_false(word);
    assert_true(piece);
    assert_true(alone);
    story_done(&s);
}

/* Whom one report leaves without a name another names by the same words; then all that the first has of the same person is his. */
static void the_nameless_get_a_name(void **state)
{
    static const report two[] = {
        { "a", "2031-06-05T08:00:00Z", "Port Courier", NULL, NULL,
          "A spokeswoman for the harbour said on Thursday: \"We will repair the old pier before the winter.\" \"The ferry runs,\" the spokeswoman said.\n" },
        { "b", "2031-06-05T12:00:00Z", "Daily Verden", NULL, NULL, "\"We will repair the old pier before the winter,\" said Mary Stone, who speaks for the harbour.\n" },
    };
    (void)state;
    story s;
    size_t n, m, named = 0;
    if (!read_story(&s, two, 2)) skip();
    const sy_quotation *q = sy_account_quotations(s.account, &n);
    const sy_account_entity *e = sy_account_entities(s.account, &m);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < q[i].n_variants; k++) {
            uint32_t speaker = q[i].variants[k].speaker;
            named += speaker != SY_NONE && sy__is(e[speaker].name, "Mary Stone");
            assert_false(q[i].variants[k].drift & SY_DRIFT_SPEAKER);
        }
    assert_int_equal(named, 3);
    story_done(&s);
}

/* Two sentences that a report quotes apart stay apart, though another has both in one piece. */
static void what_stands_apart_stays_apart(void **state)
{
    static const report two[] = {
        { "a", "2031-06-05T08:00:00Z", "Port Courier", NULL, NULL,
          "\"We will repair the old pier before the winter,\" Mayor Ilse Varga said on Thursday.\n\n"
          "Varga also spoke of the ferry.\n\n\"The ferry has no bright future in these waters,\" Varga said.\n" },
        { "b", "2031-06-05T12:00:00Z", "Daily Verden", NULL, NULL,
          "\"We will repair the old pier before the winter. The ferry has no bright future in these waters,\" Ilse Varga said.\n" },
    };
    (void)state;
    story s;
    size_t n;
    if (!read_story(&s, two, 2)) skip();
    const sy_quotation *q = sy_account_quotations(s.account, &n);
    assert_int_equal(n, 2);
    assert_int_equal(q[0].n_variants + q[1].n_variants, 3);
    story_done(&s);
}

static uint32_t with_variants(const report *reports, uint32_t n_reports, size_t variants)
{
    story s;
    size_t n;
    uint32_t found = 0;
    if (!read_story(&s, reports, n_reports)) skip();
    const sy_quotation *q = sy_account_quotations(s.account, &n);
    for (size_t i = 0; i < n; i++) found += q[i].n_variants == variants;
    story_done(&s);
    return found;
}

/* Two reports that have one sentence of a speech in common, in two translations, are of one utterance; so are a person's few words that
 * two reports have alike, and a word of what another has in full. */
static void cut_at_different_sentences(void **state)
{
    static const report speech[] = {
        { "a", "2031-06-05T08:00:00Z", "Port Courier", NULL, NULL,
          "\"Nobody in the town asked for this. The fishermen of the islands lost their harbour and their boats in one night,\" Mary Stone said.\n" },
        { "b", "2031-06-05T12:00:00Z", "Daily Verden", NULL, NULL,
          "\"In one night the fishermen lost the harbour of the islands and all their boats. I shall call the minister tomorrow and ask him to come,\" Mary Stone said.\n" },
    };
    static const report words[] = {
        { "a", "2031-06-05T08:00:00Z", "Port Courier", NULL, NULL, "\"We were on the inside,\" Mary Stone said.\n" },
        { "b", "2031-06-05T12:00:00Z", "Daily Verden", NULL, NULL, "\"We were on the inside,\" Mary Stone said.\n" },
    };
    static const report word[] = {
        { "a", "2031-06-05T08:00:00Z", "Port Courier", NULL, NULL, "\"The new pier is a monstrous thing to look at,\" Mary Stone said.\n" },
        { "b", "2031-06-05T12:00:00Z", "Daily Verden", NULL, NULL, "Mary Stone called the pier \"monstrous.\"\n" },
    };
    (void)state;
    assert_int_equal(with_variants(speech, 2, 2), 1);
    assert_int_equal(with_variants(words, 2, 2), 1);
    assert_int_equal(with_variants(word, 2, 2), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(drift_is_typed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_word_beside_a_piece_is_none, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_nameless_get_a_name, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_stands_apart_stays_apart, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_body_has_voices, set_up, tear_down),
        cmocka_unit_test_setup_teardown(common_words_make_no_variant, set_up, tear_down),
        cmocka_unit_test_setup_teardown(cut_at_different_sentences, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
