/* The vector paths of the kernels; each is a file with compiler flags of its own. The last two are there on x86-64 only. */
#ifndef SY__NEURAL_PATHS_H
#define SY__NEURAL_PATHS_H

#include "neural/neural.h"

const sy__kernels *sy__kernels_portable(void);
const sy__kernels *sy__kernels_avx2(void);
const sy__kernels *sy__kernels_avx512(void);

#endif
