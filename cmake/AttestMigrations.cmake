# attest_migrations(name NAMESPACE attest::registration [FOLDER migrations])
# Turns the steps of a schema, FOLDER/NNNN_step_name.sql numbered from 0001
# without gaps, into the library attest_<name> with the alias attest::<name>.
#
# The header is generated and included by the folder of the CMakeLists.txt that
# calls: services/registration calls, "services/registration/migrations.h"
# declares
#   const std::vector<attest::db::Migration>& attest::registration::Migrations();
#
# A step's text is compiled in as it stands. It may use what SQLite and
# PostgreSQL share; a step that has been released is never edited.

set(ATTEST_GENERATED ${CMAKE_BINARY_DIR}/generated)

# Writes `content` unless the file says so already, to spare a rebuild.
function(attest_write_if_changed path content)
  if(EXISTS ${path})
    file(READ ${path} present)
    if("${present}" STREQUAL "${content}")
      return()
    endif()
  endif()
  file(WRITE ${path} "${content}")
endfunction()

# Sets `out` to the C++ initialisers of the steps in `folder`.
function(attest_read_migrations folder out)
  file(GLOB files CONFIGURE_DEPENDS ${folder}/*.sql)
  list(SORT files)
  set(due 0)
  set(steps "")
  foreach(path IN LISTS files)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${path})
    get_filename_component(stem ${path} NAME_WE)
    math(EXPR due "${due} + 1")
    if(NOT stem MATCHES "^0*${due}_([a-z0-9_]+)$" OR NOT stem MATCHES "^[0-9][0-9][0-9][0-9]_")
      message(FATAL_ERROR "${path}: step ${due} is due, as NNNN_step_name.sql")
    endif()
    string(REGEX REPLACE "^[0-9]+_" "" step "${stem}")
    file(READ ${path} sql)
    string(APPEND steps "      {${due}, \"${step}\", R\"sql(${sql})sql\"},\n")
  endforeach()
  if(due EQUAL 0)
    message(FATAL_ERROR "${folder}: no migrations")
  endif()
  set(${out} "${steps}" PARENT_SCOPE)
endfunction()

function(attest_migrations name)
  cmake_parse_arguments(ARG "" "NAMESPACE;FOLDER" "" ${ARGN})
  if(NOT ARG_FOLDER)
    set(ARG_FOLDER migrations)
  endif()
  file(RELATIVE_PATH home ${CMAKE_SOURCE_DIR} ${CMAKE_CURRENT_SOURCE_DIR})
  string(TOUPPER "ATTEST_${home}_MIGRATIONS_H_" guard)
  string(REGEX REPLACE "[^A-Z0-9_]" "_" guard "${guard}")
  attest_read_migrations(${CMAKE_CURRENT_SOURCE_DIR}/${ARG_FOLDER} steps)

  set(stem ${ATTEST_GENERATED}/${home}/migrations)
  attest_write_if_changed(${stem}.h "// Generated from ${home}/${ARG_FOLDER}.
#ifndef ${guard}
#define ${guard}

#include <vector>

#include \"libs/db/db.h\"

namespace ${ARG_NAMESPACE} {

// The steps of the schema, in order.
const std::vector<attest::db::Migration>& Migrations();

}  // namespace ${ARG_NAMESPACE}

#endif  // ${guard}
")
  attest_write_if_changed(${stem}.cc "// Generated from ${home}/${ARG_FOLDER}.
#include \"${home}/migrations.h\"

namespace ${ARG_NAMESPACE} {

const std::vector<attest::db::Migration>& Migrations() {
  static const auto* const kSteps = new std::vector<attest::db::Migration>{
${steps}  };
  return *kSteps;
}

}  // namespace ${ARG_NAMESPACE}
")
  attest_library(${name} SRCS ${stem}.cc DEPS attest::db)
  target_include_directories(attest_${name} SYSTEM PUBLIC ${ATTEST_GENERATED})
endfunction()
