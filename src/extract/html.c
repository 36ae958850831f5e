/* HTML pages. */
#include "extract/internal.h"

sy_status sy__extract_html(sy_extractor *ex, sy_article *a, const sy_document *doc, sy_error *err)
{
    return sy__extract_page(ex, a, doc, err);
}
