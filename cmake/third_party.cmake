# What `make setup` brought: pinned sources under SY_THIRD_PARTY, built without our warning flags,
# and Debian's libraries. Each is one target, tp_NAME, whatever it comes from.

if(NOT EXISTS "${SY_THIRD_PARTY}/yyjson/yyjson.c" OR NOT EXISTS "${SY_THIRD_PARTY}/lexbor/source/lexbor/html")
  message(FATAL_ERROR "${SY_THIRD_PARTY} lacks lexbor or yyjson: run `make setup` first")
endif()

# tp_source(NAME INCLUDE_DIR sources...)
function(tp_source name include)
  add_library(tp_${name} STATIC ${ARGN})
  target_include_directories(tp_${name} SYSTEM PUBLIC "${include}")
  target_compile_options(tp_${name} PRIVATE -w -fno-strict-aliasing)
  if(SY_SANITIZE)
    target_compile_options(tp_${name} PRIVATE -fno-sanitize=undefined)  # what they do there is theirs
  endif()
endfunction()

tp_source(yyjson "${SY_THIRD_PARTY}/yyjson" "${SY_THIRD_PARTY}/yyjson/yyjson.c")

# The modules that HTML needs, and encoding for legacy charsets.
set(lexbor_root "${SY_THIRD_PARTY}/lexbor/source")
set(lexbor_sources "")
foreach(module core dom ns tag html encoding ports/posix)
  file(GLOB_RECURSE found CONFIGURE_DEPENDS "${lexbor_root}/lexbor/${module}/*.c")
  list(APPEND lexbor_sources ${found})
endforeach()
tp_source(lexbor "${lexbor_root}" ${lexbor_sources})
target_compile_definitions(tp_lexbor PUBLIC LEXBOR_STATIC)

# tp_system(NAME HEADER LIBRARY SUFFIX): a library of the system.
function(tp_system name header library suffix)
  find_path(TP_${name}_INCLUDE ${header} PATH_SUFFIXES ${suffix})
  find_library(TP_${name}_LIBRARY ${library})
  if(NOT TP_${name}_INCLUDE OR NOT TP_${name}_LIBRARY)
    message(FATAL_ERROR "lib${library} with its headers is missing: run `make setup` first")
  endif()
  add_library(tp_${name} INTERFACE)
  target_link_libraries(tp_${name} INTERFACE "${TP_${name}_LIBRARY}")
  if(NOT TP_${name}_INCLUDE STREQUAL "/usr/include")
    target_include_directories(tp_${name} SYSTEM INTERFACE "${TP_${name}_INCLUDE}")
  endif()
endfunction()

tp_system(zlib zlib.h z "")
tp_system(zstd zstd.h zstd "")
tp_system(deflate libdeflate.h deflate "")
tp_system(brotli brotli/decode.h brotlidec "")
tp_system(expat expat.h expat "")
tp_system(uchardet uchardet.h uchardet uchardet)
tp_system(cld2 compact_lang_det.h cld2 cld2/public)
