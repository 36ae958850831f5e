/* Crawled text pages: invented pages with the furniture that real ones have. */
#include "extract/support.h"

static const char wire[] =
    "1. Skip to content\n"
    "  2. Skip to main menu\n"
    "  3. Skip to more Harbour Times sites\n"
    "HarbourEurope\n"
    "\n"
    "Ferry runs aground off Tolven, 40 passengers taken off\n"
    "\n"
    "March 3, 2023\n"
    "\n"
    "The ship struck a sandbank in thick fog on its way to the island. Nobody was seriously hurt.\n"
    "\n"
    "https://harbour.example/p/4xyz\n"
    "Rescue boats beside the ferry Larkspur on Friday morning\n"
    "Rescue boats beside the ferry Larkspur on Friday morning off TolvenImage: Mara Venn/REUTERS\n"
    "\n"
    "TOLVEN, March 3 (Reuters) - A ferry with 40 passengers on board ran aground in thick fog near the island of Tolven on Friday, the coast guard said.\n"
    "\n"
    "The captain told officials that the radar had failed minutes before the ship struck the sandbank.\n"
    "\n"
    "Why was the ferry sailing in fog?\n"
    "\n"
    "The operator said that the crossing had been cleared by the harbour master at six in the morning.\n"
    "\n"
    "Watch: 'We heard a bang,' says passenger\n"
    "\n"
    "Divers are to inspect the hull on Saturday before the ship can be towed back to the mainland.\n"
    "\n"
    "mv/tk (Reuters, AFP)\n"
    "Share this news\n"
    "The mayor of Kellan, a former teacher, said on Monday that the school would…\n"
    "A new railway line through the northern valleys has been delayed by another…\n";

static void wire_page(void **state)
{
    (void)state;
    sy_article *a = extract_as(ctx, SY_FORM_PAGE, sy__str(wire));
    sy_str text = sy_article_text(a);
    const sy_metadata *m = sy_article_metadata(a);
    assert_true(has(text, "A ferry with 40 passengers on board"));
    assert_true(has(text, "Divers are to inspect the hull"));
    assert_false(has(text, "Skip to"));
    assert_false(has(text, "Rescue boats"));
    assert_false(has(text, "We heard a bang"));
    assert_false(has(text, "mv/tk"));
    assert_false(has(text, "mayor of Kellan"));
    assert_int_equal(block_of(a, "Why was the ferry"), SY_BLOCK_HEADING);
    assert_int_equal(block_of(a, "The ship struck a sandbank in thick fog on"), SY_BLOCK_STANDFIRST);
    assert_int_equal(boilerplate_of(a, "Skip to content"), SY_BOILERPLATE_NAVIGATION);
    assert_int_equal(boilerplate_of(a, "Rescue boats"), SY_BOILERPLATE_CAPTION);
    assert_int_equal(boilerplate_of(a, "mv/tk"), SY_BOILERPLATE_CREDIT);
    assert_int_equal(boilerplate_of(a, "Share this"), SY_BOILERPLATE_SOCIAL);
    assert_int_equal(boilerplate_of(a, "mayor of Kellan"), SY_BOILERPLATE_TEASER);
    assert_str(m->title, "Ferry runs aground off Tolven, 40 passengers taken off");
    assert_str(m->published, "2023-03-03");
    assert_str(m->outlet, "Harbour Times");
    assert_str(m->dateline, "TOLVEN");
    assert_str(m->language, "en");
    assert_int_equal(m->n_agencies, 2);
    assert_str(m->agencies[0], "Reuters");
    assert_str(m->agencies[1], "AFP");
    assert_true(m->english && sy_article_is_verbatim(a));
    assert_str(caption_of(a, 0), "Rescue boats beside the ferry Larkspur on Friday morning");
    sy_article_free(a);
}

static const char magazine[] =
    "Town council of Merrow votes to close its last cinema\n"
    "\n"
    "By Ida Sorrel\n"
    "\n"
    "Published: January 8, 2024 10:19am\n"
    "\n"
    "Updated: January 9, 2024 7:05pm GMT\n"
    "\n"
    "The council of Merrow voted by nine to four on Monday evening to close the Regal, the last cinema of the town.\n"
    "Scroll down for video\n"
    "The Regal opened in 1931 and has shown films in Merrow ever since then\n"
    "Owner Bram Teller said that he would appeal against the decision to the county. (Reporting by Ida Sorrel; Editing by Lou Penn)\n"
    "Follow Ida Sorrel on X or Instagram.\n"
    "\n"
    "Unlock unlimited access\n"
    "  \xE2\x80\xA2 No Ads Within Stories\n"
    "    Support The Merrow Post\n";

static void magazine_page(void **state)
{
    (void)state;
    sy_article *a = extract_as(ctx, SY_FORM_PAGE, sy__str(magazine));
    const sy_metadata *m = sy_article_metadata(a);
    sy_str text = sy_article_text(a);
    assert_str(m->published, "2024-01-08T10:19");
    assert_str(m->updated, "2024-01-09T19:05Z");
    assert_int_equal(m->n_authors, 1);
    assert_str(m->authors[0], "Ida Sorrel");
    assert_str(m->outlet, "The Merrow Post");
    assert_false(has(text, "Reporting by"));
    assert_true(has(text, "to the county."));
    assert_int_equal(boilerplate_of(a, "Reporting by"), SY_BOILERPLATE_CREDIT);
    assert_false(has(text, "Unlock"));
    assert_false(has(text, "Scroll"));
    sy_article_free(a);
}

static void bare_paragraphs(void **state)
{
    (void)state;
    const char *page = "The river rose by two metres overnight and flooded the lower town, the mayor said on Tuesday.\n"
                       "About sixty families had to leave their homes, and the school was turned into a shelter.\n"
                       "Rain is expected to go on until the end of the week, according to the weather service.";
    sy_article *a = extract_as(ctx, SY_FORM_PAGE, sy__str(page));
    size_t n;
    sy_article_blocks(a, &n);
    assert_int_equal(n, 3);
    assert_int_equal(sy_article_metadata(a)->title.len, 0);
    assert_int_equal(sy_article_metadata(a)->published.len, 0);
    sy_article_free(a);
}

static void wrapped_lines(void **state)
{
    (void)state;
    const char *page = "The river rose by two metres overnight and flooded the lower\n"
                       "town, the mayor said on Tuesday, and nobody had expected it\n"
                       "to come so far up the hill, where the market has its stalls.\n"
                       "\n"
                       "About sixty families had to leave their homes, and then the\n"
                       "school was turned into a shelter by the volunteers who came\n"
                       "from the villages around it with blankets, food and torches.\n"
                       "\n"
                       "Rain is expected to go on until the end of this week, as the\n"
                       "weather service said, though the worst of it should be over\n"
                       "by Thursday evening in the valley and on Friday at the coast.\n";
    sy_article *a = extract_as(ctx, SY_FORM_PAGE, sy__str(page));
    size_t n;
    sy_article_blocks(a, &n);
    assert_int_equal(n, 3);
    sy_article_free(a);
}

static void given_text(void **state)
{
    (void)state;
    const char *source = "  BAGHDAD, Jan 5 (Reuters) - The bridge will be closed on Monday, the ministry said.\n\nRead more: nothing is cut here.\n";
    sy_article *a = extract_as(ctx, SY_FORM_TEXT, sy__str(source));
    assert_str(sy_article_text(a), source);
    assert_true(sy_article_is_verbatim(a));
    assert_str(sy_article_metadata(a)->dateline, "BAGHDAD");
    assert_int_equal(sy_article_metadata(a)->n_agencies, 1);
    sy_article_free(a);
}

static void other_charsets(void **state)
{
    (void)state;
    /* Windows-1252, then UTF-8 with a byte that means nothing. */
    const char *latin = "The caf\xE9 on the corner was closed by the police on Monday, its owner said. \x93We did nothing,\x94 he added.\n"
                        "It had been open since 1950, and its na\xEFve paintings were known far beyond the town of its founder.\n";
    sy_article *a = extract_as(ctx, SY_FORM_PAGE, sy__str(latin));
    assert_true(has(sy_article_text(a), "caf\xC3\xA9 on the corner"));
    assert_true(has(sy_article_text(a), "\xE2\x80\x9CWe did"));
    assert_false(sy_article_is_verbatim(a));
    size_t at = sy__find(sy_article_text(a), SY_STR("\xC3\xA9"), 0);
    sy_span origin = sy_article_origin(a, (sy_span){ (uint32_t)at, (uint32_t)at + 2 });
    assert_int_equal(origin.begin, 7);
    assert_int_equal(origin.end, 8);
    sy_article_free(a);
    const char *broken = "The mayor\xE2\x80\x99s office \xFF was closed by the police on Monday, the owner of the building said to the press.\n";
    a = extract_as(ctx, SY_FORM_PAGE, sy__str(broken));
    assert_true(has(sy_article_text(a), "\xEF\xBF\xBD was closed"));
    sy_article_free(a);
}

/* A title that was given is found in the page only where the page has the same. */
static void given_title(void **state)
{
    static const struct { const char *title; bool found; } given[] = {
        { "Ferry runs aground off Tolven, 40 passengers taken off", true },
        { "Fog off Tolven", false },
    };
    (void)state;
    for (size_t i = 0; i < sizeof given / sizeof *given; i++) {
        sy_extractor *ex;
        sy_article *a;
        sy_document doc = { .form = SY_FORM_PAGE, .source = sy__str(wire), .id = SY_STR("x"), .title = sy__str(given[i].title) };
        assert_int_equal(sy_extractor_new(&ex, ctx, NULL, NULL), SY_OK);
        assert_int_equal(sy_extract(&a, ex, &doc, NULL), SY_OK);
        sy_span at = sy_article_metadata(a)->title_source;
        assert_str(sy_article_metadata(a)->title, given[i].title);
        assert_int_equal(at.end > at.begin, given[i].found);
        sy_article_free(a);
        sy_extractor_free(ex);
    }
}

/* The outlet that a page has, given its host. */
static void assert_named(const char *host, const char *furniture, const char *outlet)
{
    sy_buf page;
    sy_extractor *ex;
    sy_article *a;
    size_t n, seen = 0;
    sy__buf_init(&page, ctx);
    sy__buf_str(&page, sy__str(magazine));
    sy__buf_str(&page, sy__str(furniture));
    sy_document doc = { .form = SY_FORM_PAGE, .source = sy__buf_view(&page), .id = SY_STR("x"), .outlet = sy__str(host) };
    assert_int_equal(sy_extractor_new(&ex, ctx, NULL, NULL), SY_OK);
    assert_int_equal(sy_extract(&a, ex, &doc, NULL), SY_OK);
    check_article(a, doc.source);
    assert_str(sy_article_metadata(a)->outlet, outlet);
    const sy_evidence *e = sy_article_evidence(a, &n);
    for (size_t i = 0; i < n; i++)
        seen += strcmp(e[i].field, "outlet") == 0;
    assert_int_equal(seen, 1);
    sy_article_free(a);
    sy_extractor_free(ex);
    sy__buf_done(&page);
}

static void outlet_of_host(void **state)
{
    (void)state;
    const char *foot = "\nSubscribe to The Quay Herald. View all Port City Echo newsletters. Listen to QHR tonight. Ask at the Post Office.\n";
    assert_named("www.quayherald.example", foot, "The Quay Herald");
    assert_named("pcecho.example", foot, "Port City Echo");
    assert_named("www.qhr.co.uk", foot, "QHR");
    assert_named("www.quay-herald.com", foot, "The Quay Herald");
    assert_named("www.ask.example", foot, "www.ask.example");       /* so short a word counts in capitals only */
    assert_named("tc.example", foot, "tc.example");                  /* initials alone spell too much */
    assert_named("harbour.example", foot, "harbour.example");
    assert_named("Quay.example", foot, "Quay.example");              /* no plain host: a name, as given */
}

static void credit_without_place(void **state)
{
    (void)state;
    sy_article *a = extract_as(ctx, SY_FORM_TEXT, SY_STR("(Reuters) - The bridge over the Merrow will be closed on Monday, the ministry said.\n"));
    assert_int_equal(sy_article_metadata(a)->n_agencies, 1);
    assert_str(sy_article_metadata(a)->agencies[0], "Reuters");
    assert_int_equal(sy_article_metadata(a)->dateline.len, 0);
    sy_article_free(a);
    a = extract_as(ctx, SY_FORM_TEXT, SY_STR("(Updated) - The bridge over the Merrow will be closed on Monday, the ministry said.\n"));
    assert_int_equal(sy_article_metadata(a)->n_agencies, 0);
    sy_article_free(a);
}

static void empty_and_strange(void **state)
{
    (void)state;
    static const char *const pages[] = { "", "\n\n\n", "   ", "___", "a", "\xEF\xBB\xBF", "\xFF\xFE", "...", "?", "http://", "@ # $" };
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        for (int form = SY_FORM_TEXT; form <= SY_FORM_PAGE; form++)
            sy_article_free(extract_as(ctx, (sy_document_form)form, sy__str(pages[i])));
}

static void no_memory(void **state)
{
    (void)state;
    extract_without_memory(SY_FORM_PAGE, sy__str(wire));
    extract_without_memory(SY_FORM_TEXT, sy__str(magazine));
    extract_without_memory(SY_FORM_PAGE, SY_STR("caf\xE9 na\xEFve \x93quoted\x94 by the police on Monday in the old town of Merrow."));
}

/* What of each picture's caption is read: NULL where nothing is. */
static const struct { const char *line, *words; } captions[] = {
    { "Rescue boats took the passengers off the ferry Larkspur on Friday. (Mara Venn/Reuters)", "Rescue boats took the passengers off the ferry Larkspur on Friday." },
    { "Rescue boats took the passengers off the ferry Larkspur on Friday. REUTERS/Mara Venn", "Rescue boats took the passengers off the ferry Larkspur on Friday." },
    { "Rescue boats took the passengers off the ferry Larkspur on Friday. Photograph: Mara Venn/AFP", "Rescue boats took the passengers off the ferry Larkspur on Friday." },
    { "Rescue boats took the passengers off the ferry Larkspur on FridayImage: Mara Venn/REUTERS", "Rescue boats took the passengers off the ferry Larkspur on Friday" },
    { "Rescue boats took the passengers off the ferry Larkspur on Friday Mara Venn/Getty Images", "Rescue boats took the passengers off the ferry Larkspur on Friday" },
    { "Image copyright Reuters Image caption Rescue boats took the passengers off the ferry", "Rescue boats took the passengers off the ferry" },
    { "FILE - The ferry Larkspur is seen in the harbour of Tolven, March 1, 2023. (AP Photo/Mara Venn, File)", "The ferry Larkspur is seen in the harbour of Tolven, March 1, 2023." },
    { "Captain Ida Sorrel Photographer: Mara Venn/Bloomberg", NULL },
    { "(Mara Venn/Reuters)", NULL },
    { "Divers are to inspect the hull of the Larkspur on Saturday before it can be towed back to the harbour of Tolven. (Mara Venn/Reuters)", NULL },   /* the text says so */
    { "Guests dance at the wedding of an actress in a palace by the lake. (Mara Venn/Reuters)", NULL },                                /* another story's */
};

static void captions_without_credits(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof captions / sizeof *captions; i++) {
        char page[2000];
        snprintf(page, sizeof page,
                 "Ferry runs aground off Tolven, 40 passengers taken off\n\nMarch 3, 2023\n\n"
                 "A ferry with 40 passengers on board ran aground in thick fog near the island of Tolven on Friday, the coast guard said. Rescue boats were there within the hour.\n\n"
                 "%s\n\n"
                 "The captain told officials that the radar had failed minutes before the ship struck the sandbank.\n\n"
                 "Divers are to inspect the hull of the Larkspur on Saturday before it can be towed back to the harbour of Tolven.\n", captions[i].line);
        sy_article *a = extract_as(ctx, SY_FORM_PAGE, sy__str(page));
        assert_true(has(sy_article_text(a), "Divers are to inspect"));
        if (!sy__eq(caption_of(a, 0), sy__str(captions[i].words ? captions[i].words : "")))
            print_message("%s\n  -> %.*s\n", captions[i].line, (int)caption_of(a, 0).len, caption_of(a, 0).ptr);
        assert_str(caption_of(a, 0), captions[i].words ? captions[i].words : "");
        assert_str(caption_of(a, 1), "");
        sy_article_free(a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wire_page), cmocka_unit_test(captions_without_credits), cmocka_unit_test(magazine_page), cmocka_unit_test(bare_paragraphs),
        cmocka_unit_test(wrapped_lines), cmocka_unit_test(given_text), cmocka_unit_test(given_title), cmocka_unit_test(other_charsets),
        cmocka_unit_test(outlet_of_host), cmocka_unit_test(credit_without_place),
        cmocka_unit_test(empty_and_strange), cmocka_unit_test(no_memory),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
