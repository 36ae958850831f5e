# bench/NAME.c: measuring programs, built with everything else, run by hand (bench/*.py, tools/learn_*.py).
function(sy_bench name)
  add_executable(bench_${name} "${CMAKE_SOURCE_DIR}/bench/${name}.c")
  target_link_libraries(bench_${name} PRIVATE ${ARGN} sy_flags)
  target_include_directories(bench_${name} PRIVATE "${CMAKE_SOURCE_DIR}/tests")
endfunction()

sy_bench(annotate sy_annotate)
sy_bench(measures sy_report sy_pipeline)
sy_bench(facts sy_facts)
sy_bench(extract sy_extract)
sy_bench(warc sy_read)
