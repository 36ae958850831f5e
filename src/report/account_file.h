/* An account as its JSON has it: what `synoptic diff` needs of it, checked. Strings lie in the file's own arena. */
#ifndef SY__REPORT_ACCOUNT_FILE_H
#define SY__REPORT_ACCOUNT_FILE_H

#include "base/base.h"
#include "synoptic/report.h"

typedef struct sy__file_document { sy_str id, sha256, url, title, outlet, published, text, captions; } sy__file_document;
/* words: of the document's text or captions; empty where they are in neither. */
typedef struct sy__file_ref { uint32_t document; sy_span span; sy_str words; } sy__file_ref;
/* documents: each once, in the order in which they are first named. */
typedef struct sy__file_statement {
    sy_str        id, status;
    sy__file_ref  gist;
    sy__file_ref *support; uint32_t n_support;
    sy_ids        documents;
    uint32_t      origins;
} sy__file_statement;
typedef struct sy__file_value { sy_str value; sy_ids documents; } sy__file_value;
typedef struct sy__file_difference {
    sy_str          id, kind, relation;
    double          sure;
    sy__file_value *values; uint32_t n_values;
} sy__file_difference;

struct sy_account_file {
    sy_ctx              *ctx;
    sy_arena             arena;
    sy_str               version;
    sy__file_document   *documents;   uint32_t n_documents;
    sy__file_statement  *statements;  uint32_t n_statements;
    sy__file_difference *differences; uint32_t n_differences;
};

#endif
