/* What changed from one account to another: made by diff.c, written by diff_write.c. */
#ifndef SY__REPORT_DIFF_H
#define SY__REPORT_DIFF_H

#include "report/account_file.h"

typedef enum sy__change {
    SY__CHANGE_NEW = 0,      /* no report said it, or no difference was known */
    SY__CHANGE_CORRECTED,    /* a report that was changed says it otherwise */
    SY__CHANGE_DISPUTED,     /* it was not disputed before */
    SY__CHANGE_SETTLED,      /* it is not disputed any more */
    SY__CHANGE_CONFIRMED,    /* one report had it; another origin has it too */
    SY__CHANGE_WITHDRAWN,    /* the report that said it was changed, and says it no more */
    SY__CHANGE_GONE          /* its reports are not in the new account; a difference: it is not shown any more */
} sy__change;
#define SY__CHANGES 7

typedef enum sy__document_change { SY__DOCUMENT_SAME = 0, SY__DOCUMENT_ADDED, SY__DOCUMENT_CHANGED } sy__document_change;

/* Indices into the two files; SY_NONE where there is no counterpart. */
typedef struct sy__changed {
    sy__change change;
    uint32_t   old, now;
    sy_str     was, is;      /* corrected: the clause as the report had it, and as it has it */
} sy__changed;

typedef struct sy__diff {
    const sy_account_file *old, *now;
    sy_arena  arena;
    uint32_t *old_document;  /* by new document: its old one */
    uint32_t *new_document;  /* by old document: its new one */
    bool     *changed;       /* by new document: other bytes than its old one */
    sy__changed *statements;  uint32_t n_statements;   /* by change, then position */
    sy__changed *differences; uint32_t n_differences;  /* new, disputed, corrected (an update) or gone */
    uint32_t  same_statements, same_differences, same_documents;
} sy__diff;

bool        sy__diff_make(sy__diff *d, sy_ctx *ctx, const sy_account_file *old, const sy_account_file *now);   /* false: no memory */
void        sy__diff_done(sy__diff *d);
const char *sy__change_name(sy__change c);

#endif
