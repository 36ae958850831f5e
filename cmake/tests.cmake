# tests/STAGE/test_*.c: one program each, against the libraries of its stage; tests/STAGE/test_*.py: scripts.
# All run in the source folder. Exit 77 means skipped. SYNOPTIC_SHARED, where it is set, names the folder
# of corpora that some tests read beside their own.

function(sy_add_test name)
  add_test(NAME ${name} COMMAND ${ARGN} WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}")
  set_tests_properties(${name} PROPERTIES SKIP_RETURN_CODE 77 TIMEOUT 600)
endfunction()

find_path(CMOCKA_H cmocka.h)
find_library(CMOCKA cmocka)
file(GLOB folders LIST_DIRECTORIES true CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/tests/*")
foreach(folder ${folders})
  get_filename_component(stage ${folder} NAME)
  file(GLOB tests CONFIGURE_DEPENDS "${folder}/test_*.c")
  if(NOT CMOCKA_H OR NOT CMOCKA OR NOT TARGET sy_${stage})
    set(tests "")
  endif()
  foreach(source ${tests})
    get_filename_component(test ${source} NAME_WE)
    set(target ${stage}_${test})
    add_executable(${target} ${source})
    target_link_libraries(${target} PRIVATE sy_${stage} sy_flags ${CMOCKA})
    if(stage STREQUAL reconcile)   # an account is made of what the stages before it find in invented reports
      target_link_libraries(${target} PRIVATE sy_pipeline)
    endif()
    if(stage STREQUAL read)   # what the tests compress themselves
      target_link_libraries(${target} PRIVATE brotlienc)
    endif()
    target_include_directories(${target} PRIVATE "${CMAKE_SOURCE_DIR}/tests" "${CMAKE_BINARY_DIR}/gen")
    target_compile_definitions(${target} PRIVATE SY_SOURCE_DIR="${CMAKE_SOURCE_DIR}" SY_BINARY_DIR="${CMAKE_BINARY_DIR}"
      SY_MODEL_FILE="${SY_MODEL}" SY_VECTORS_FILE="${SY_VECTORS}")
    sy_add_test(${stage}.${test} ${target})
  endforeach()
  file(GLOB scripts CONFIGURE_DEPENDS "${folder}/test_*.py")
  foreach(script ${scripts})
    get_filename_component(test ${script} NAME_WE)
    if(TARGET synoptic)
      sy_add_test(${stage}.${test} "${CMAKE_COMMAND}" -E env "SYNOPTIC=$<TARGET_FILE:synoptic>" "SY_BINARY_DIR=${CMAKE_BINARY_DIR}"
        "SY_MODEL_FILE=${SY_MODEL}" "${Python3_EXECUTABLE}" "${script}")
    endif()
  endforeach()
endforeach()

# Checks of the source itself; once, not in every kind of build.
if(NOT SY_SANITIZE)
  foreach(check includes headers sizes tables)
    sy_add_test(house.${check} "${CMAKE_COMMAND}" -E env "CC=${CMAKE_C_COMPILER}" "CXX=${CMAKE_CXX_COMPILER}"
      "${Python3_EXECUTABLE}" "${CMAKE_SOURCE_DIR}/tools/check_source.py" ${check})
  endforeach()
endif()
