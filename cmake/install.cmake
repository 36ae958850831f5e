# What `make install` puts where: the command with its manual and model, the shared library with headers and pkg-config file.

include(GNUInstallDirs)

if(SY_SANITIZE OR NOT TARGET synoptic)
  return()
endif()

# The stages as one shared library. Only what the public headers declare is visible in it.
set(objects "")
foreach(stage base neural read extract annotate facts reconcile pipeline report)
  get_target_property(type sy_${stage} TYPE)
  if(type STREQUAL "STATIC_LIBRARY")
    list(APPEND objects "$<TARGET_OBJECTS:sy_${stage}>")
  endif()
endforeach()
add_library(synoptic_shared SHARED ${objects})
target_link_libraries(synoptic_shared PRIVATE tp_yyjson tp_lexbor tp_zlib tp_zstd tp_deflate tp_brotli tp_expat tp_uchardet tp_cld2 Threads::Threads m)
target_link_options(synoptic_shared PRIVATE "LINKER:--exclude-libs,libtp_lexbor.a:libtp_yyjson.a" "LINKER:--no-undefined")
set_target_properties(synoptic_shared PROPERTIES OUTPUT_NAME synoptic LINKER_LANGUAGE CXX
  VERSION ${PROJECT_VERSION} SOVERSION ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR})

configure_file(cmake/synoptic.pc.in "${CMAKE_BINARY_DIR}/synoptic.pc" @ONLY)
install(TARGETS synoptic_shared LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}")
install(DIRECTORY include/synoptic DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}" FILES_MATCHING PATTERN "*.h")
install(FILES "${CMAKE_BINARY_DIR}/synoptic.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
install(FILES LICENSE "${SY_THIRD_PARTY}/lexbor/NOTICE" DESTINATION "${CMAKE_INSTALL_DOCDIR}")
install(FILES "${SY_THIRD_PARTY}/lexbor/LICENSE" DESTINATION "${CMAKE_INSTALL_DOCDIR}" RENAME LICENSE.lexbor)
install(FILES "${SY_MODEL}" "${SY_VECTORS}" "${SY_PLACES}" DESTINATION "${CMAKE_INSTALL_DATADIR}/synoptic")
install(TARGETS synoptic RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
# The manual comes from the same table of options as --help.
file(MAKE_DIRECTORY "${CMAKE_BINARY_DIR}/man")
install(DIRECTORY "${CMAKE_BINARY_DIR}/man/" DESTINATION "${CMAKE_INSTALL_MANDIR}/man1" FILES_MATCHING PATTERN "*.1")
