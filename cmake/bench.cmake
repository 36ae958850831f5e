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
sy_bench(facts_speed sy_facts)

# What the extractor sees of a page, for tools/train_extract.py.
add_executable(extract_dump "${CMAKE_SOURCE_DIR}/tools/extract_dump.c")
target_link_libraries(extract_dump PRIVATE sy_extract sy_flags)
