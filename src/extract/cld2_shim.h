/* C face of the CLD2 language detector. */
#ifndef SY__EXTRACT_CLD2_SHIM_H
#define SY__EXTRACT_CLD2_SHIM_H

#ifdef __cplusplus
extern "C" {
#endif

/* ISO 639 code of the most probable language of n bytes of valid UTF-8, "un" where unknown (static storage).
 * percent: share of the text in it; reliable: what the detector thinks of it. */
const char *sy__cld2_detect(const char *text, int n, int *percent, int *reliable);

#ifdef __cplusplus
}
#endif
#endif
