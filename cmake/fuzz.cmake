# fuzz/fuzz_NAME.c: LLVMFuzzerTestOneInput over all stages. libFuzzer drives it where SY_FUZZ is set; everywhere else
# fuzz/standalone.c does, and CTest replays fuzz/corpus/NAME through it.

file(GLOB targets CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/fuzz/fuzz_*.c")
foreach(source ${targets})
  get_filename_component(target ${source} NAME_WE)
  string(REGEX REPLACE "^fuzz_" "" name ${target})
  if(SY_FUZZ)
    add_executable(${target} ${source})
    target_link_options(${target} PRIVATE -fsanitize=fuzzer)
  else()
    add_executable(${target} ${source} "${CMAKE_SOURCE_DIR}/fuzz/standalone.c")
    sy_add_test(fuzz.${name} ${target} "${CMAKE_SOURCE_DIR}/fuzz/corpus/${name}")
  endif()
  target_link_libraries(${target} PRIVATE sy_report sy_reconcile sy_pipeline sy_flags)
  target_compile_definitions(${target} PRIVATE SY_MODEL_FILE="${SY_MODEL}")
endforeach()
