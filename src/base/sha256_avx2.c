/* Eight messages abreast. */
#define LANES 8
#define NAME sy__sha256_lanes_avx2
#include "base/sha256_lanes.h"
