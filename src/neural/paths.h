/* The vector paths of the kernels; each is a file with compiler flags of its own. */
#ifndef SY__NEURAL_PATHS_H
#define SY__NEURAL_PATHS_H

#include "neural/neural.h"

/* NULL where the build is not for such a processor. */
const sy__kernels *sy__kernels_avx512(void);
const sy__kernels *sy__kernels_avx2(void);
const sy__kernels *sy__kernels_portable(void);

#endif
