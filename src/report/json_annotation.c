/* One annotation as a line of JSON: tokens, sentences, entity mentions, their spans led back to the source. */
#include "report/article_fields.h"
#include "report/view.h"

static void put_token(sy__json *j, const sy_article *a, sy_str text, const sy_token *t)
{
    char ent[32] = { t->ent_begins ? 'B' : 'I', '-', '\0' };
    sy__json_object(j, NULL);
    sy__put_text_span(j, "span", "text_span", a, t->span);
    sy__json_str(j, "text", sy__cut(text, t->span));
    sy__json_str(j, "lemma", t->lemma);
    sy__json_z(j, "pos", sy_pos_name(t->pos));
    sy__json_z(j, "tag", sy_tag_name(t->tag));
    sy__json_uint(j, "head", t->head);
    sy__json_z(j, "dep", sy_dep_name(t->dep));
    if (t->ent == SY_ENT_NONE) sy__json_null(j, "ent");
    else {
        const char *name = sy_ent_name(t->ent);
        size_t n = strlen(name);
        if (n > sizeof ent - 3) n = sizeof ent - 3;
        memcpy(ent + 2, name, n);
        ent[n + 2] = '\0';
        sy__json_z(j, "ent", ent);
    }
    sy__json_end(j);
}

static void put_sentences(sy__json *j, const sy_annotation *annotation)
{
    size_t n = 0;
    const sy_token_range *s = annotation ? sy_annotation_sentences(annotation, &n) : NULL;
    sy__json_array(j, "sentences");
    for (size_t i = 0; i < n; i++) {
        sy__json_array(j, NULL);
        sy__json_uint(j, NULL, s[i].begin);
        sy__json_uint(j, NULL, s[i].end - 1);
        sy__json_end(j);
    }
    sy__json_end(j);
}

sy_status sy_write_annotation_json(sy_ctx *ctx, const sy_document *d, const sy_article *a, const sy_annotation *annotation, sy_sink to, sy_error *err)
{
    sy_buf b;
    sy__json j;
    size_t n = 0, n_mentions = 0;
    const sy_token *t = annotation ? sy_annotation_tokens(annotation, &n) : NULL;
    const sy_ent_mention *m = annotation ? sy_annotation_mentions(annotation, &n_mentions) : NULL;
    sy__buf_init(&b, ctx);
    sy__json_init(&j, &b, 0, false);
    sy__json_object(&j, NULL);
    sy__json_str(&j, "id", d->id);
    sy__json_array(&j, "tokens");
    for (size_t i = 0; i < n; i++) put_token(&j, a, sy_annotation_text(annotation), &t[i]);
    sy__json_end(&j);
    put_sentences(&j, annotation);
    sy__json_array(&j, "entities");
    for (size_t i = 0; i < n_mentions; i++) {
        sy__json_object(&j, NULL);
        sy__put_text_span(&j, "span", "text_span", a, (sy_span){ t[m[i].begin].span.begin, t[m[i].end - 1].span.end });
        sy__json_z(&j, "type", sy_ent_name(m[i].type));
        sy__json_end(&j);
    }
    sy__json_end(&j);
    sy__json_end(&j);
    sy__buf_char(&b, '\n');
    return sy__send(&b, to, err);
}
