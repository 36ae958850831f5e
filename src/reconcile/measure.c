/* What two clauses have in common, as numbers: the features of align.h. */
#include "reconcile/align.h"

#include <math.h>

enum { MOST_WORDS = 40 };   /* longer clauses are as long as that */

static double shared_weight(const sy__bag *a, const sy__bag *b, const double *weight, bool squared)
{
    double sum = 0;
    for (uint32_t i = 0, j = 0; i < a->n && j < b->n;) {
        if (a->at[i] < b->at[j]) i++;
        else if (a->at[i] > b->at[j]) j++;
        else {
            double w = weight[a->at[i]];
            sum += squared ? w * w : w;
            i++;
            j++;
        }
    }
    return sum;
}

uint32_t sy__bag_common(const sy__bag *a, const sy__bag *b)
{
    uint32_t n = 0;
    for (uint32_t i = 0, j = 0; i < a->n && j < b->n;) {
        if (a->at[i] < b->at[j]) i++;
        else if (a->at[i] > b->at[j]) j++;
        else { n++; i++; j++; }
    }
    return n;
}

static double total_weight(const sy__bag *a, const double *weight)
{
    double sum = 0;
    for (uint32_t i = 0; i < a->n; i++) sum += weight[a->at[i]];
    return sum;
}

double sy__bag_cosine(const sy__bag *a, const sy__bag *b, const double *weight)
{
    return a->norm > 0 && b->norm > 0 ? shared_weight(a, b, weight, true) / (a->norm * b->norm) : 0;
}

static bool has(const sy__bag *b, uint32_t term)
{
    uint32_t lo = 0, hi = b->n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (b->at[mid] < term) lo = mid + 1; else hi = mid;
    }
    return term != SY_NONE && lo < b->n && b->at[lo] == term;
}

bool sy__fillers_meet(const sy__filler *a, const sy__filler *b)
{
    if (a->entity != SY_NONE && a->entity == b->entity) return true;
    return a->term != SY_NONE && a->term == b->term;
}

static bool meet_in(const sy__unit *a, sy_role in_a, const sy__unit *b, sy_role in_b)
{
    for (uint32_t i = 0; i < a->n_fillers; i++)
        for (uint32_t j = 0; j < b->n_fillers; j++)
            if (a->fillers[i].role == in_a && b->fillers[j].role == in_b && sy__fillers_meet(&a->fillers[i], &b->fillers[j])) return true;
    return false;
}

static double obliques(const sy__unit *a, const sy__unit *b)
{
    uint32_t n_a = 0, n_b = 0, met = 0;
    for (uint32_t i = 0; i < a->n_fillers; i++) {
        if (a->fillers[i].role != SY_ROLE_OBLIQUE) continue;
        n_a++;
        for (uint32_t j = 0; j < b->n_fillers; j++)
            if (b->fillers[j].role == SY_ROLE_OBLIQUE && sy__fillers_meet(&a->fillers[i], &b->fillers[j])) { met++; break; }
    }
    for (uint32_t j = 0; j < b->n_fillers; j++) n_b += b->fillers[j].role == SY_ROLE_OBLIQUE;
    uint32_t least = n_a < n_b ? n_a : n_b;
    return least ? (double)met / (double)(met > least ? met : least) : 0;
}

static bool of_one_kind(const sy__number *a, const sy__number *b)
{
    return sy__eq(a->unit, b->unit) && (a->unit.len || a->of == b->of || a->of == SY_NONE || b->of == SY_NONE);
}

static void numbers(const sy__unit *a, const sy__unit *b, double *same, double *apart)
{
    bool met = false, typed = false;
    for (uint32_t i = 0; i < a->n_numbers; i++)
        for (uint32_t j = 0; j < b->n_numbers; j++) {
            const sy__number *x = &a->numbers[i], *y = &b->numbers[j];
            if (!of_one_kind(x, y)) continue;
            typed = true;
            met |= x->value <= y->value_max && y->value <= x->value_max;
        }
    *same = met;
    *apart = typed && !met;
}

/* Dates as far as the coarser one goes. */
bool sy__dates_meet(sy_str a, sy_str b)
{
    size_t n = a.len < b.len ? a.len : b.len;
    return n >= 4 && memcmp(a.ptr, b.ptr, n) == 0;
}

bool sy__is_date(sy_str v)
{
    return v.len >= 4 && v.ptr[0] >= '0' && v.ptr[0] <= '9' && v.ptr[3] >= '0' && v.ptr[3] <= '9';
}

static void times(const sy__unit *a, const sy__unit *b, double *same, double *apart)
{
    bool met = false, dated = false;
    for (uint32_t i = 0; i < a->n_times; i++)
        for (uint32_t j = 0; j < b->n_times; j++) {
            sy_str x = a->times[i]->value, y = b->times[j]->value;
            if (!sy__is_date(x) || !sy__is_date(y)) continue;
            dated = true;
            met |= sy__dates_meet(x, y);
        }
    *same = met;
    *apart = dated && !met;
}

/* Where in its article a clause stands, 0 at the head. A caption stands at the picture of what the report begins with. */
static double place_of(const sy__story *s, const sy__unit *u)
{
    uint32_t n = s->docs[u->document].text_sentences;
    return u->sentence < n ? (double)u->sentence / (double)n : 0;
}

static void places(const sy__story *s, const sy__unit *a, const sy__unit *b, double f[SY__F_N])
{
    double x = place_of(s, a), y = place_of(s, b);
    f[SY__F_leads] = a->sentence < 2 && b->sentence < 2;
    f[SY__F_place_apart] = x > y ? x - y : y - x;
    f[SY__F_weak] = a->weak || b->weak;
    uint32_t m_a = s->unit_begin[a->document + 1] - s->unit_begin[a->document], m_b = s->unit_begin[b->document + 1] - s->unit_begin[b->document];
    f[SY__F_choices] = floor(log((double)m_a * (double)m_b) * 1024.0 + 0.5) / 1024.0;
}

static double near(const int8_t *a, const int8_t *b)
{
    double cosine = a == b ? 0 : sy__meaning_cosine(a, b);
    return cosine > 0 ? cosine : 0;
}

static const int8_t *meaning_in(const sy__unit *u, sy_role role)
{
    for (uint32_t i = 0; i < u->n_fillers; i++) if (u->fillers[i].role == role && u->fillers[i].meaning) return u->fillers[i].meaning;
    return NULL;
}

/* What other words say the same: vectors of the clauses and of what stands in their slots. */
static void meanings(const sy__unit *a, const sy__unit *b, double f[SY__F_N])
{
    f[SY__F_meaning] = sy__meaning_cosine(a->meaning, b->meaning);
    f[SY__F_predicate_near] = near(a->predicate_meaning, b->predicate_meaning);
    f[SY__F_agent_near] = near(meaning_in(a, SY_ROLE_AGENT), meaning_in(b, SY_ROLE_AGENT));
    f[SY__F_patient_near] = near(meaning_in(a, SY_ROLE_PATIENT), meaning_in(b, SY_ROLE_PATIENT));
}

/* What they have in common and what each has alone, by weight. */
static void shares(const sy__story *s, const sy__unit *a, const sy__unit *b, double f[SY__F_N])
{
    double rarest = 0, met = 0, squares = 0, x = a->terms_weight, y = b->terms_weight, least = x < y ? x : y;
    for (uint32_t i = 0, j = 0; i < a->terms.n && j < b->terms.n;) {
        if (a->terms.at[i] < b->terms.at[j]) i++;
        else if (a->terms.at[i] > b->terms.at[j]) j++;
        else {
            double w = s->term_weight[a->terms.at[i]];
            rarest = w > rarest ? w : rarest;
            met += w;
            squares += w * w;
            i++;
            j++;
        }
    }
    f[SY__F_cosine] = a->terms.norm > 0 && b->terms.norm > 0 ? squares / (a->terms.norm * b->terms.norm) : 0;
    f[SY__F_overlap] = least > 0 ? met / least : 0;
    f[SY__F_rarest] = rarest;
    f[SY__F_met] = met;
    f[SY__F_left_less] = least - met;
    f[SY__F_left_more] = (x < y ? y : x) - met;
}

static double names_in_common(const sy__story *s, const sy__unit *a, const sy__unit *b)
{
    double x = total_weight(&a->names, s->name_weight), y = total_weight(&b->names, s->name_weight), least = x < y ? x : y;
    return least > 0 ? shared_weight(&a->names, &b->names, s->name_weight, false) / least : 0;
}

static const sy__unit *whole_of(const sy__story *s, const sy__unit *u)
{
    return u->parent == SY_NONE ? u : &s->units.at[u->parent];
}

void sy__sentences_measure(const sy__story *s, const sy__unit *a, const sy__unit *b, sy__sentences *out)
{
    *out = (sy__sentences){ .cosine = sy__bag_cosine(a->around, b->around, s->term_weight), .meaning = sy__meaning_cosine(a->sentence_meaning, b->sentence_meaning) };
    if (a->sentence > 0 && b->sentence > 0) out->before = sy__bag_cosine(a->around - 1, b->around - 1, s->term_weight);
    if (a->sentence + 1 < s->docs[a->document].n_sentences && b->sentence + 1 < s->docs[b->document].n_sentences)
        out->after = sy__bag_cosine(a->around + 1, b->around + 1, s->term_weight);
}

/* What stands around the two. */
static void surroundings(const sy__story *s, const sy__unit *a, const sy__unit *b, const sy__sentences *around, double f[SY__F_N])
{
    const sy__unit *x = whole_of(s, a), *y = whole_of(s, b);
    f[SY__F_wholes] = x == a && y == b ? f[SY__F_cosine] : sy__bag_cosine(&x->terms, &y->terms, s->term_weight);
    f[SY__F_sentence_cosine] = around->cosine;
    f[SY__F_sentence_meaning] = around->meaning;
    f[SY__F_before] = around->before;
    f[SY__F_after] = around->after;
}

void sy__align_measure(const sy__story *s, uint32_t u, uint32_t v, double f[SY__F_N], const sy__sentences *around)
{
    const sy__unit *a = &s->units.at[u], *b = &s->units.at[v];
    uint32_t shorter = a->n_words < b->n_words ? a->n_words : b->n_words, longer = a->n_words > b->n_words ? a->n_words : b->n_words;
    f[SY__F_bias] = 1;
    places(s, a, b, f);
    shares(s, a, b, f);
    f[SY__F_cosine_square] = f[SY__F_cosine] * f[SY__F_cosine];
    surroundings(s, a, b, around, f);
    f[SY__F_predicate] = a->predicate != SY_NONE && a->predicate == b->predicate;
    f[SY__F_predicate_inside] = f[SY__F_predicate] == 0 && (has(&b->terms, a->predicate) || has(&a->terms, b->predicate));
    f[SY__F_agent] = meet_in(a, SY_ROLE_AGENT, b, SY_ROLE_AGENT);
    f[SY__F_patient] = meet_in(a, SY_ROLE_PATIENT, b, SY_ROLE_PATIENT) || meet_in(a, SY_ROLE_ATTRIBUTE, b, SY_ROLE_ATTRIBUTE);
    f[SY__F_oblique] = obliques(a, b);
    f[SY__F_crossed] = meet_in(a, SY_ROLE_AGENT, b, SY_ROLE_PATIENT) || meet_in(a, SY_ROLE_PATIENT, b, SY_ROLE_AGENT);
    f[SY__F_predicate_and_argument] = f[SY__F_predicate] > 0 && (f[SY__F_agent] > 0 || f[SY__F_patient] > 0 || f[SY__F_oblique] > 0);
    f[SY__F_names] = names_in_common(s, a, b);
    f[SY__F_names_apart] = a->names.n && b->names.n && sy__bag_common(&a->names, &b->names) == 0;
    meanings(a, b, f);
    numbers(a, b, &f[SY__F_number], &f[SY__F_number_apart]);
    times(a, b, &f[SY__F_time], &f[SY__F_time_apart]);
    f[SY__F_speaker] = a->speaker != SY_NONE && a->speaker == b->speaker;
    f[SY__F_voice_apart] = a->attributed != b->attributed;
    f[SY__F_negation_apart] = a->negated != b->negated;
    f[SY__F_modality_apart] = s->docs[a->document].statements[a->statement].modality != s->docs[b->document].statements[b->statement].modality;
    f[SY__F_words_less] = (double)(shorter < MOST_WORDS ? shorter : MOST_WORDS) / 10;
    f[SY__F_words_more] = (double)(longer < MOST_WORDS ? longer : MOST_WORDS) / 10;
    f[SY__F_length] = longer ? (double)shorter / (double)longer : 1;
    f[SY__F_short] = shorter < 5 ? (double)(5 - shorter) / 5.0 : 0;
    uint32_t least = a->pairs.n < b->pairs.n ? a->pairs.n : b->pairs.n;
    f[SY__F_pairs] = least ? (double)sy__bag_common(&a->pairs, &b->pairs) / (double)least : 0;
}

#define NAME(name) #name,
const char *const sy__feature_names[SY__F_N] = { SY__ALIGN_FEATURES(NAME) };
