# bench/NAME.c: measuring programs, built with everything else, run by hand (bench/*.py).
if(EXISTS "${CMAKE_SOURCE_DIR}/bench/annotate.c")
  add_executable(bench_annotate "${CMAKE_SOURCE_DIR}/bench/annotate.c")
  target_link_libraries(bench_annotate PRIVATE sy_annotate sy_flags)
endif()
if(EXISTS "${CMAKE_SOURCE_DIR}/bench/measures.c")
  add_executable(bench_measures "${CMAKE_SOURCE_DIR}/bench/measures.c")
  target_link_libraries(bench_measures PRIVATE sy_report sy_pipeline sy_flags)
endif()
