// CLD2 is C++: this is the only file of the tree that is.
#include "extract/cld2_shim.h"

#include <cstdio>    // its header uses FILE without
#include <compact_lang_det.h>

extern "C" const char *sy__cld2_detect(const char *text, int n, int *percent, int *reliable)
{
    CLD2::Language languages[3];
    int percents[3], bytes = 0;
    bool sure = false;
    CLD2::DetectLanguageSummary(text, n, true, languages, percents, &bytes, &sure);
    *percent = percents[0];
    *reliable = sure;
    return CLD2::LanguageCode(languages[0]);
}
