/* By what a bound on time stretches where the tests run under a sanitizer that slows everything. */
#ifndef TESTS_SLOWER_H
#define TESTS_SLOWER_H

#if defined(__has_feature)
#if __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define SLOWER 10
#elif __has_feature(address_sanitizer)
#define SLOWER 4
#endif
#endif
#if !defined(SLOWER) && defined(__SANITIZE_THREAD__)
#define SLOWER 10
#elif !defined(SLOWER) && defined(__SANITIZE_ADDRESS__)
#define SLOWER 4
#endif
#ifndef SLOWER
#define SLOWER 1
#endif

#endif
