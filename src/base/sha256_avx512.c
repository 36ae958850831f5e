/* Sixteen messages abreast. */
#define LANES 16
#define NAME sy__sha256_lanes_avx512
#include "base/sha256_lanes.h"
