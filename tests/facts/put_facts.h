/* Short lines for what facts finds, to hold against the tables of cases. */
#ifndef PUT_FACTS_H
#define PUT_FACTS_H

#include "base/base.h"
#include "synoptic/facts.h"

static inline void put_spans(sy_buf *b, sy_str text, const sy_span *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        sy__buf_printf(b, "%s%.*s", i ? " // " : "", (int)(s[i].end - s[i].begin), text.ptr + s[i].begin);
}

static inline void put_name(sy_buf *b, const char *what, const sy_facts *f, uint32_t entity)
{
    size_t n;
    const sy_entity *e = sy_facts_entities(f, &n);
    if (entity != SY_NONE)
        sy__buf_printf(b, " %s=%.*s", what, (int)e[entity].name.len, e[entity].name.ptr);
}

/* "content // content < source (kind) who=… for=… via=…", a line's worth each, " | " between them. */
static inline void put_attributions(sy_buf *b, sy_str text, const sy_facts *f)
{
    size_t n;
    const sy_attribution *a = sy_facts_attributions(f, &n);
    for (size_t i = 0; i < n; i++) {
        sy__buf_z(b, i ? " | " : "");
        put_spans(b, text, a[i].content, a[i].n_content);
        sy__buf_z(b, " < ");
        put_spans(b, text, a[i].source, a[i].n_source);
        sy__buf_printf(b, " (%s)", sy_attribution_kind_name(a[i].kind));
        put_name(b, "who", f, a[i].speaker);
        put_name(b, "for", f, a[i].speaks_for);
        put_name(b, "via", f, a[i].through);
    }
}

/* "name/type {mentions} roles=… labels=…", named ones and those with several mentions. */
static inline void put_entities(sy_buf *b, sy_str text, const sy_facts *f)
{
    size_t n;
    const sy_entity *e = sy_facts_entities(f, &n);
    bool first = true;
    for (size_t i = 0; i < n; i++) {
        if (!e[i].named && e[i].n_mentions < 2)
            continue;
        sy__buf_printf(b, "%s%.*s/%s {", first ? "" : " | ", (int)e[i].name.len, e[i].name.ptr, sy_entity_type_name(e[i].type));
        first = false;
        for (size_t k = 0; k < e[i].n_mentions; k++) {
            sy_span s = e[i].mentions[k].span;
            sy__buf_printf(b, "%s%.*s", k ? "; " : "", (int)(s.end - s.begin), text.ptr + s.begin);
        }
        sy__buf_z(b, "}");
        for (size_t k = 0; k < e[i].n_roles; k++)
            sy__buf_printf(b, " role=%.*s", (int)(e[i].roles[k].end - e[i].roles[k].begin), text.ptr + e[i].roles[k].begin);
        for (size_t k = 0; k < e[i].n_labels; k++)
            sy__buf_printf(b, " label=%.*s%s", (int)(e[i].labels[k].span.end - e[i].labels[k].span.begin), text.ptr + e[i].labels[k].span.begin, e[i].labels[k].own_voice ? "" : "'");
        if (e[i].country.len)
            sy__buf_printf(b, " %.*s", (int)e[i].country.len, e[i].country.ptr);
    }
}

/* "span = [not] predicate(role: text; …) modality", nominal ones with a star, cues with ", cue". */
static inline void put_statements(sy_buf *b, sy_str text, const sy_facts *f)
{
    size_t n;
    const sy_statement *s = sy_facts_statements(f, &n);
    for (size_t i = 0; i < n; i++) {
        sy__buf_printf(b, "%s%.*s = %s%s%.*s(", i ? " | " : "", (int)(s[i].span.end - s[i].span.begin), text.ptr + s[i].span.begin, s[i].nominal ? "*" : "", s[i].negated ? "not " : "",
                       (int)s[i].predicate.len, s[i].predicate.ptr);
        for (size_t k = 0; k < s[i].n_arguments; k++) {
            sy_span a = s[i].arguments[k].span;
            sy__buf_printf(b, "%s%s: %.*s", k ? "; " : "", sy_role_name(s[i].arguments[k].role), (int)(a.end - a.begin), text.ptr + a.begin);
        }
        sy__buf_printf(b, ")%s%s%s", s[i].modality == SY_MODALITY_STATED ? "" : " ", s[i].modality == SY_MODALITY_STATED ? "" : sy_modality_name(s[i].modality), s[i].is_cue ? ", cue" : "");
    }
}

#endif
