# attest_proto_library(name PROTOS a.proto ... [GRPC] [DEPS ...])
# Generates C++ from proto files (paths relative to proto/) and makes
# attest_<name> with the alias attest::<name>. Generated headers are included
# as "attest/<package>/v1/<file>.pb.h".

set(ATTEST_PROTO_OUT ${CMAKE_BINARY_DIR}/generated)
file(MAKE_DIRECTORY ${ATTEST_PROTO_OUT})
get_target_property(ATTEST_GRPC_PLUGIN gRPC::grpc_cpp_plugin LOCATION)

function(attest_proto_library name)
  cmake_parse_arguments(ARG "GRPC" "ROOT" "PROTOS;DEPS" ${ARGN})
  if(NOT ARG_ROOT)
    set(ARG_ROOT ${CMAKE_SOURCE_DIR}/proto)
  endif()
  set(sources "")
  foreach(proto IN LISTS ARG_PROTOS)
    string(REGEX REPLACE "\\.proto$" "" stem ${proto})
    set(outputs ${ATTEST_PROTO_OUT}/${stem}.pb.cc ${ATTEST_PROTO_OUT}/${stem}.pb.h)
    set(grpc_args "")
    if(ARG_GRPC)
      list(APPEND outputs ${ATTEST_PROTO_OUT}/${stem}.grpc.pb.cc
        ${ATTEST_PROTO_OUT}/${stem}.grpc.pb.h)
      set(grpc_args --grpc_out=${ATTEST_PROTO_OUT}
        --plugin=protoc-gen-grpc=${ATTEST_GRPC_PLUGIN})
    endif()
    add_custom_command(
      OUTPUT ${outputs}
      COMMAND protobuf::protoc -I ${CMAKE_SOURCE_DIR}/proto -I ${ARG_ROOT}
        --cpp_out=${ATTEST_PROTO_OUT} ${grpc_args} ${ARG_ROOT}/${proto}
      DEPENDS ${ARG_ROOT}/${proto}
      COMMENT "Generating ${proto}"
      VERBATIM)
    list(APPEND sources ${outputs})
  endforeach()
  add_library(attest_${name} STATIC ${sources})
  add_library(attest::${name} ALIAS attest_${name})
  target_include_directories(attest_${name} SYSTEM PUBLIC ${ATTEST_PROTO_OUT})
  target_link_libraries(attest_${name} PUBLIC protobuf::libprotobuf ${ARG_DEPS})
  if(ARG_GRPC)
    target_link_libraries(attest_${name} PUBLIC gRPC::grpc++)
  endif()
endfunction()
