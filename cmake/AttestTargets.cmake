# attest_library(), attest_executable(), attest_test(): one call a target.

include(GoogleTest)

set(ATTEST_WARNINGS -Wall -Wextra -Werror -Wnon-virtual-dtor -Wshadow)
# GCC 12 misreads std::string and std::optional when it optimises more (its bugs
# 105651 and 80635); the other presets keep these two.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_FLAGS MATCHES "-O2")
  list(APPEND ATTEST_WARNINGS -Wno-restrict -Wno-maybe-uninitialized)
endif()

function(attest_compile_options target)
  target_compile_options(${target} PRIVATE ${ATTEST_WARNINGS})
  target_include_directories(${target} PUBLIC ${CMAKE_SOURCE_DIR})
endfunction()

# attest_library(name [SRCS ...] [DEPS ...] [PRIVATE_DEPS ...])
# Makes attest_<name> with the alias attest::<name>.
function(attest_library name)
  cmake_parse_arguments(ARG "" "" "SRCS;DEPS;PRIVATE_DEPS" ${ARGN})
  add_library(attest_${name} STATIC ${ARG_SRCS})
  add_library(attest::${name} ALIAS attest_${name})
  target_link_libraries(attest_${name}
    PUBLIC ${ARG_DEPS} PRIVATE ${ARG_PRIVATE_DEPS})
  attest_compile_options(attest_${name})
endfunction()

# attest_executable(name SRCS ... [DEPS ...])
function(attest_executable name)
  cmake_parse_arguments(ARG "" "" "SRCS;DEPS" ${ARGN})
  add_executable(${name} ${ARG_SRCS})
  target_link_libraries(${name} PRIVATE ${ARG_DEPS})
  attest_compile_options(${name})
endfunction()

# attest_test(name SRCS ... [DEPS ...] [LABELS ...] [TIMEOUT seconds])
# One ctest entry for each executable; gtest names the case that fails.
function(attest_test name)
  cmake_parse_arguments(ARG "" "TIMEOUT" "SRCS;DEPS;LABELS" ${ARGN})
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 60)
  endif()
  attest_executable(${name} SRCS ${ARG_SRCS}
    DEPS ${ARG_DEPS} GTest::gmock_main)
  add_test(NAME ${name} COMMAND ${name})
  set_tests_properties(${name} PROPERTIES
    TIMEOUT ${ARG_TIMEOUT} LABELS "${ARG_LABELS}")
endfunction()
